package ganvas.words;

import ganvas.result.Recipe;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Compares the protocols of two scores by their {@link Recipe}. Scores whose recipes differ are never compared
 * themselves; the origin of the samples and the version that measured them make no difference.
 */
public final class Protocols {
    private Protocols() {}

    /** A protocol that a file of scores lacks is null, which is the same as empty. */
    public static boolean differ(Map<String, Object> a, Map<String, Object> b) {
        return !differences(a, b).isEmpty();
    }

    /** Keys in which two protocols differ, in order, each with both values: {@code `split` (test against train)}. */
    public static List<String> differences(Map<String, Object> a, Map<String, Object> b) {
        Map<String, Object> left = Recipe.of(a), right = Recipe.of(b);
        var keys = new TreeSet<>(left.keySet());
        keys.addAll(right.keySet());
        return keys.stream().filter(k -> !Objects.equals(left.get(k), right.get(k)))
                .map(k -> "`%s` (%s against %s)".formatted(k, value(left, k), value(right, k))).toList();
    }

    private static String value(Map<String, Object> protocol, String key) {
        return protocol.containsKey(key) ? String.valueOf(protocol.get(key)) : "absent";
    }
}
