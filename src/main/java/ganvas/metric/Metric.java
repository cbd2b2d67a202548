package ganvas.metric;

import ganvas.metric.formulas.Estimate;
import ganvas.words.MetricInfo;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A metric of generated images. Each has one file, which describes it, says which inputs it needs, and measures. A line
 * in {@code Metrics} adds it to the metrics of every run. One class may serve features of several networks.
 */
public interface Metric {
    /** The description of the metric. Needs no native code. */
    MetricInfo info();

    /** Inputs that it needs, in addition to the features of the generated images. */
    Set<Input> takes();

    /** Prepares the metric. What depends on the real images only is computed here, once. */
    Measure against(RealSet real);

    /** An input that a metric may need and that some networks or references lack. */
    enum Input {
        /** Mean and covariance of the real images' features. */
        MOMENTS,
        /** The real images' features themselves. */
        FEATURES,
        /** Class probabilities and labels of the generated images. */
        CLASSES,
        /** The generated and the real pictures, in addition to their features. */
        PIXELS
    }

    /** Measures generated images against the real ones for which it was prepared. */
    interface Measure {
        /** One line, or several for a metric that has one per class. */
        List<Measured> of(GeneratedSet generated);
    }

    /**
     * Content of a line of {@code scores.jsonl}.
     *
     * @param part     follows the metric's name, after a slash; empty if the metric has one line only
     * @param title    for people
     * @param estimate with the metric's own interval: by the set's bootstrap weights, by a jackknife, or none
     * @param recipe   how it was measured, in sentences
     */
    record Measured(String part, String title, Estimate estimate, String recipe) {}

    /** What decides this metric's number and no other's, for the protocol of its lines. */
    default Map<String, Object> conditions() {
        return Map.of();
    }

    /** The only line of this metric. */
    default List<Measured> line(Estimate estimate, String recipe) {
        return List.of(new Measured("", info().label().title(), estimate, recipe));
    }
}
