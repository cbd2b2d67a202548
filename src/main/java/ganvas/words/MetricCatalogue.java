package ganvas.words;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * What is known of every metric. Packages that speak of scores come before the one that measures them, so the metrics
 * are found as Java's services are: {@code META-INF/services} names who lists them.
 *
 * @param all in the order of the lists
 */
public record MetricCatalogue(List<MetricInfo> all) {
    /** Who has a list of metrics. Asking it loads no native code. */
    public interface Source {
        List<MetricInfo> infos();
    }

    private static final class Installed {
        private static final MetricCatalogue ALL = new MetricCatalogue(
                ServiceLoader.load(Source.class, MetricCatalogue.class.getClassLoader()).stream()
                        .flatMap(source -> source.get().infos().stream()).toList());
    }

    /** The metrics of this program; read once. */
    public static MetricCatalogue installed() {
        return Installed.ALL;
    }

    /**
     * The metric that a score of {@code scores.jsonl} is of; empty for one that this program does not know, as old runs
     * may have.
     */
    public Optional<MetricInfo> of(String score) {
        return all.stream().filter(m -> m.owns(score)).findFirst();
    }

    /** The metric that a quick look reports as {@code judge/key}. */
    public Optional<MetricInfo> ofCurve(String key) {
        return all.stream().filter(m -> !key.isEmpty() && m.label().curve().equals(key)).findFirst();
    }
}
