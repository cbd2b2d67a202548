package ganvas.words;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The descriptions of all metrics. Packages that describe scores may not depend on the package that measures them, so
 * the metrics are found as Java's services: {@code META-INF/services} names the sources.
 *
 * @param all in the order of the lists
 */
public record MetricCatalogue(List<MetricInfo> all) {
    /** A source of a list of metrics. Reading it loads no native code. */
    public interface Source {
        List<MetricInfo> infos();
    }

    private static final class Installed {
        private static final MetricCatalogue ALL = new MetricCatalogue(
                ServiceLoader.load(Source.class, MetricCatalogue.class.getClassLoader()).stream()
                        .flatMap(source -> source.get().infos().stream()).toList());
    }

    /** The metrics of this program, read once. */
    public static MetricCatalogue installed() {
        return Installed.ALL;
    }

    /**
     * The metric of a score in {@code scores.jsonl}; empty for a score that this program does not know, which old runs
     * may have.
     */
    public Optional<MetricInfo> of(String score) {
        return all.stream().filter(m -> m.owns(score)).findFirst();
    }

    /** Whether a score has a vote in a verdict. Scores that this program does not know have one. */
    public boolean votes(String score) {
        return of(score).map(m -> m.standing().votes()).orElse(true);
    }

    /** What a score says of noise. */
    public MetricInfo.Noise noise(String score) {
        return of(score).map(m -> m.standing().noise()).orElse(MetricInfo.Noise.SILENT);
    }

    /** The values that a score can have. */
    public MetricInfo.Bounds bounds(String score) {
        return of(score).map(m -> m.reading().bounds()).orElse(MetricInfo.Bounds.NONE);
    }

    public boolean isByClass(String score) {
        return of(score).filter(MetricInfo::isByClass).isPresent();
    }

    /** The metric that a quick look reports as {@code judge/key}. */
    public Optional<MetricInfo> ofCurve(String key) {
        return all.stream().filter(m -> !key.isEmpty() && m.label().curve().equals(key)).findFirst();
    }
}
