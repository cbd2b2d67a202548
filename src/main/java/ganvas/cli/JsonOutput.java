package ganvas.cli;

import ganvas.file.Json;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code --json} prints: one JSON object on standard output. Its first key is the version of the keys, which
 * docs/json.md lists.
 */
final class JsonOutput {
    /** Grows when a key is renamed or removed, or when its values mean something else. */
    static final int SCHEMA = 1;

    private final Map<String, Object> keys = new LinkedHashMap<>();

    JsonOutput() {
        keys.put("schema", SCHEMA);
    }

    /** The keys of {@code object} behind the version. */
    static JsonOutput of(Object object) {
        return new JsonOutput().with(object);
    }

    /** @param value a path is written as text; of an empty {@code Optional} the key is absent */
    JsonOutput with(String key, Object value) {
        Object plain = value instanceof Optional<?> o ? o.orElse(null) : value;
        if (plain != null) keys.put(key, plain instanceof Path p ? p.toString() : plain);
        return this;
    }

    /** The keys of {@code object}. */
    JsonOutput with(Object object) {
        keys.putAll(Json.keys(object));
        return this;
    }

    JsonOutput without(String key) {
        keys.remove(key);
        return this;
    }

    /** On one line. */
    void print() {
        System.out.println(Json.line(keys));
    }

    /** Indented, for lists and settings that people read too. */
    void printIndented() {
        System.out.print(Json.pretty(keys));
    }
}
