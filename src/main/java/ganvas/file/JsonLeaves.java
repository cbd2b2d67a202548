package ganvas.file;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The leaves of a JSON tree by their paths, such as {@code arms.gan.scores.fid.perSeed[0]}. */
public final class JsonLeaves {
    private JsonLeaves() {}

    /** @param tree of maps and lists; empty ones are leaves */
    public static Map<String, Object> leaves(Object tree) {
        var leaves = new TreeMap<String, Object>();
        collect(tree, "", leaves);
        return leaves;
    }

    /** The leaves of a record's JSON. Components that are null have no leaves. */
    public static Map<String, Object> leavesOfRecord(Record written) {
        return leaves(Json.parse(Json.line(written), Map.class, written.getClass().getSimpleName()));
    }

    private static void collect(Object node, String path, Map<String, Object> into) {
        if (node instanceof Map<?, ?> map && !map.isEmpty()) {
            map.forEach((key, value) -> collect(value, path.isEmpty() ? key.toString() : path + "." + key, into));
        } else if (node instanceof List<?> list && !list.isEmpty()) {
            for (int i = 0; i < list.size(); i++) collect(list.get(i), path + "[" + i + "]", into);
        } else {
            into.put(path, node);
        }
    }
}
