package ganvas.metric.score;

import ganvas.data.Cache;
import ganvas.file.Fingerprint;
import ganvas.file.Json;
import ganvas.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Cache of the network's statistics of reference pictures. It is keyed by content: the same pictures, weights and
 * protocol are read once, whatever file the pictures are in.
 *
 * @param folder of all caches
 * @param tell   receives what is wrong with a file that is skipped
 */
public record FeatureCache(Path folder, Consumer<String> tell) {
    /** Empty if they are missing or damaged. */
    Optional<Statistics> find(Map<String, Object> network, RealPictures reference) {
        Path file = file(network, reference);
        if (!Files.exists(file)) return Optional.empty();
        try {
            Statistics found = Statistics.read(file);
            boolean right = found.features().filter(rows -> rows.size(0) == reference.count()).isPresent()
                    && found.about().filter(about -> about.network().equals(network)
                            && reference.census().sha256().equals(about.reference().get("reference SHA-256")))
                            .isPresent();
            if (right) return Optional.of(found);
            tell.accept("%s is not what was kept under this name; it is made again".formatted(file));
        } catch (Problem e) {
            tell.accept("%s; it is made again".formatted(e.getMessage()));
        }
        return Optional.empty();
    }

    /** Keeps the statistics. If the cache cannot be written, this is reported and costs only time. */
    void keep(Statistics statistics, Map<String, Object> network, RealPictures reference) {
        try {
            statistics.write(file(network, reference));
        } catch (Problem e) {
            tell.accept("what the network makes of the reference is not kept: " + e.getMessage());
        }
    }

    private Path file(Map<String, Object> network, RealPictures reference) {
        String key = Json.line(List.of(reference.census().sha256(), network));
        return folder.resolve(Cache.FEATURES)
                .resolve(Fingerprint.sha256(key.getBytes(StandardCharsets.UTF_8)) + ".npz");
    }
}
