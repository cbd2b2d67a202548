package ganvas.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** JSON that is JSON still, with other values in it. */
final class JsonDamage {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final List<String> VALUES = List.of("null", "0", "-1", "1", "0.5", "1e308", "-1e308", "2147483648",
            "-9223372036854775808", "123456789012345678901234567890", "true", "\"\"", "\"NaN\"", "\"-Infinity\"",
            "\"gan\"", "\"vae\"", "\"<script>alert(1)</script>\"", "\"../../escaped\"", "\"/\"", "\"\\u0000\"",
            "\"\\ud800\"", "[]", "{}", "[null]", "[1]", "[\"a\", \"a\"]", "{\"a\": null}", "{\"\": 1}",
            "{\"<script>alert(1)</script>\": 1}", "\"%s%d\"", "\"higher\"", "\"done\"");

    private JsonDamage() {}

    /** Of every line, if there are several. */
    static byte[] twisted(byte[] whole, RandomGenerator random) {
        String text = new String(whole, StandardCharsets.UTF_8);
        if (random.nextInt(60) == 0) return ("[".repeat(100_000) + text).getBytes(StandardCharsets.UTF_8);
        try {
            String[] lines = text.startsWith("{\n") ? new String[] {text} : text.split("\n");
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                int line = random.nextInt(lines.length);
                lines[line] = MAPPER.writeValueAsString(twisted(MAPPER.readTree(lines[line]), random));
            }
            return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static JsonNode twisted(JsonNode root, RandomGenerator random) throws JsonProcessingException {
        var holders = new ArrayList<JsonNode>();
        collect(root, holders);
        JsonNode other = MAPPER.readTree(VALUES.get(random.nextInt(VALUES.size())));
        if (holders.isEmpty() || random.nextInt(100) == 0) return other;
        switch (holders.get(random.nextInt(holders.size()))) {
            case ObjectNode o -> {
                var names = new ArrayList<String>();
                o.fieldNames().forEachRemaining(names::add);
                String name = names.get(random.nextInt(names.size()));
                switch (random.nextInt(8)) {
                    case 0, 1 -> o.remove(name);
                    case 2 -> o.set("<script>alert(1)</script>", o.remove(name));
                    case 3 -> o.set(name, o.get(names.get(random.nextInt(names.size()))).deepCopy());
                    default -> o.set(name, other);
                }
            }
            case ArrayNode a -> {
                int at = random.nextInt(a.size());
                switch (random.nextInt(4)) {
                    case 0 -> a.remove(at);
                    case 1 -> a.insert(at, a.get(at).deepCopy());
                    default -> a.set(at, other);
                }
            }
            default -> throw new IllegalStateException();
        }
        return root;
    }

    /** Those that hold something. */
    private static void collect(JsonNode node, List<JsonNode> into) {
        if (node.isContainerNode() && !node.isEmpty()) into.add(node);
        node.forEach(child -> collect(child, into));
    }
}
