package ganvas.metric.score;

import ganvas.metric.GeneratedSet;
import ganvas.metric.Metric;
import ganvas.metric.Metric.Input;
import ganvas.metric.Metric.Measure;
import ganvas.metric.Metric.Measured;
import ganvas.metric.Metrics;
import ganvas.metric.formulas.Estimate;
import ganvas.result.ScoreLine;
import ganvas.words.MetricInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Collects the scores of one set of generated images. */
final class ScoreCollector {
    final List<ScoreLine> lines = new ArrayList<>();
    final List<String> notMeasured = new ArrayList<>();
    private final int images;
    private final Map<String, Object> protocol;
    private final String of;

    /** @param of sentence at the end of every recipe, after a space; or empty */
    ScoreCollector(int images, Map<String, Object> protocol, String of) {
        this.images = images;
        this.protocol = protocol;
        this.of = of;
    }

    /**
     * Measures each metric in order. Metrics that lack an input are reported in one sentence, at the place of the first
     * of them.
     *
     * @param lacks   for each missing input the reason
     * @param against called only for metrics that can be measured
     */
    void measure(List<Metric> metrics, Map<Input, String> lacks, Function<Metric, Measure> against,
            GeneratedSet generated) {
        List<Metric> without = metrics.stream().filter(m -> lack(m, lacks).isPresent()).toList();
        for (Metric m : metrics) {
            if (!without.contains(m)) measure(m.info(), m.conditions(), () -> against.apply(m).of(generated));
            else if (m.equals(without.getFirst()))
                without.forEach(w -> without(w.info(), lack(w, lacks).orElseThrow()));
        }
    }

    private static Optional<String> lack(Metric m, Map<Input, String> lacks) {
        return lacks.entrySet().stream().filter(e -> m.takes().contains(e.getKey())).map(Map.Entry::getValue)
                .findFirst();
    }

    /** Adds a line, or the reason why there is none. {@code estimate} is called only if there are enough images. */
    void measure(String name, Supplier<Estimate> estimate, String recipe) {
        MetricInfo metric = Metrics.info(name);
        measure(metric, Map.of(), () -> List.of(new Measured("", metric.label().title(), estimate.get(), recipe)));
    }

    private void measure(MetricInfo metric, Map<String, Object> conditions, Supplier<List<Measured>> measured) {
        if (images < metric.fewest()) {
            notMeasured.add("%s: it needs at least %d images, there are %d".formatted(metric.nameAt(images),
                    metric.fewest(), images));
            return;
        }
        for (Measured m : measured.get()) {
            String name = metric.nameAt(images) + (m.part().isEmpty() ? "" : "/" + m.part());
            double value = m.estimate().value();
            if (Double.isFinite(value)) lines.add(line(name, m, metric, conditions));
            else notMeasured.add("%s: these images give no number (%s); are they all blank?".formatted(name, value));
        }
    }

    /**
     * Reports why a score is left out, unless there are too few images in any case. Scores by class are not reported.
     */
    private void without(MetricInfo metric, String why) {
        if (metric.isByClass()) return;
        if (images < metric.fewest()) measure(metric, Map.of(), List::of);
        else notMeasured.add(metric.nameAt(images) + ": " + why);
    }

    private ScoreLine line(String name, Measured m, MetricInfo metric, Map<String, Object> conditions) {
        Estimate e = m.estimate();
        boolean interval = Double.isFinite(e.low()) && Double.isFinite(e.high());
        return new ScoreLine(name, m.title(), e.value(), interval ? e.low() : null, interval ? e.high() : null,
                metric.reading().question().word(), metric.reading().better().word(), metric.reading().unit(),
                m.recipe() + of, with(conditions));
    }

    private Map<String, Object> with(Map<String, Object> conditions) {
        if (conditions.isEmpty()) return protocol;
        var all = new LinkedHashMap<>(protocol);
        all.putAll(conditions);
        return all;
    }
}
