package ganvas.file;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import ganvas.problem.Problem;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The project's only JSON mapper. Unknown keys are errors; absent values are left out. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();
    private static final ObjectWriter PRETTY = MAPPER.writer(new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withSeparators(com.fasterxml.jackson.core.util.Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(com.fasterxml.jackson.core.util.Separators.Spacing.AFTER)));

    /** Largest file. The largest that Ganvas writes, the summary of a study of many arms, has a few. */
    private static final int MOST_BYTES = 1 << 24;
    /** Longest part of a parser's message: it quotes the file. */
    private static final int LONGEST_QUOTE = 300;

    private Json() {}

    /** JSON on one line, without a line break. */
    public static String line(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Indented JSON that ends in a line break. */
    public static String pretty(Object value) {
        try {
            return PRETTY.writeValueAsString(value) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The keys and values of an object, in their order, without those that are absent. */
    public static Map<String, Object> keys(Object value) {
        var keys = new LinkedHashMap<String, Object>();
        MAPPER.valueToTree(value).properties().forEach(e -> keys.put(e.getKey(), e.getValue()));
        return keys;
    }

    /** Reads {@code text} as {@code type}; {@code where} names the file (and line) in the error. */
    public static <T> T parse(String text, Class<T> type, String where) {
        try {
            T value = MAPPER.readValue(text, type);
            Optional<String> missing = value == null ? Optional.of("everything")
                    : value instanceof Record ? CompletenessCheck.missing(value, "") : Optional.empty();
            if (missing.isEmpty()) return value;
            throw Problem.input("%s is not what Ganvas writes there: %s is missing", where, missing.get());
        } catch (JsonProcessingException e) {
            // The record's own error, or the parser's.
            String why = e instanceof ValueInstantiationException
                    && e.getCause() instanceof IllegalArgumentException own ? own.getMessage()
                            : plain(e.getOriginalMessage());
            JsonLocation at = e.getLocation();
            throw Problem.input("%s is not what Ganvas writes there%s: %s", where,
                    at == null ? "" : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr()), why);
        }
    }

    /** The message without the names of Java classes, which do not help the user. */
    private static String plain(String message) {
        String start = message.length() > LONGEST_QUOTE ? message.substring(0, LONGEST_QUOTE) + " …" : message;
        return start.replaceAll(",? *problem: *\\([\\w.$]*\\)", ":")
                .replaceAll("(?:[a-z]\\w*\\.)+([A-Z][\\w$]*)", "$1").replaceAll("\\w+Exception:? *", "");
    }

    /** Reads a file of at most 16 MiB as {@code type}. */
    public static <T> T read(Path file, Class<T> type) {
        return parse(RegularFile.text(file, MOST_BYTES), type, file.toString());
    }

    public static void write(Path file, Object value) {
        AtomicFile.write(file, pretty(value));
    }
}
