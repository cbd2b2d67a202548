package ganvas.result;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Splits a score's protocol into recipe and provenance. The recipe decides the number: samples, reference, network,
 * formulas. The provenance tells who made the samples, who measured, and how the interval was made; it does not
 * change the number.
 */
public final class Recipe {
    private static final Set<String> PROVENANCE = Set.of("latents", "quantisation", "reference quantisation",
            "ganvas", "interval");
    /** Names of pictures that are known by their checksum. */
    private static final Set<String> NAMES = Set.of("dataset", "split");
    private static final Set<String> CHECKSUMS = Set.of("dataset SHA-256", "reference SHA-256", "statistics SHA-256");

    private Recipe() {}

    /** The part that two comparable scores share. A file of scores may lack a protocol: null, as if empty. */
    public static Map<String, Object> of(Map<String, Object> protocol) {
        return part(protocol, false);
    }

    /** The rest: a seed or a file, how pixels became bytes, the dataset's name, Ganvas' version. */
    public static Map<String, Object> provenance(Map<String, Object> protocol) {
        return part(protocol, true);
    }

    private static Map<String, Object> part(Map<String, Object> protocol, boolean provenance) {
        var part = new LinkedHashMap<String, Object>();
        if (protocol != null) protocol.forEach((key, value) -> {
            if (isProvenance(key, protocol) == provenance) part.put(key, value);
        });
        return part;
    }

    private static boolean isProvenance(String key, Map<String, Object> protocol) {
        return PROVENANCE.contains(key)
                || NAMES.contains(key) && CHECKSUMS.stream().anyMatch(protocol::containsKey);
    }
}
