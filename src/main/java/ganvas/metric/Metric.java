package ganvas.metric;

import ganvas.metric.formulas.Estimate;
import ganvas.words.MetricInfo;
import java.util.List;
import java.util.Set;

/**
 * A measure of generated images. One file each, which holds what is said of it, what it takes and how it measures; a
 * line in {@code Metrics} makes it one of those that every run is measured by. One class may serve several networks'
 * features.
 */
public interface Metric {
    /** What is said of it. Needs no native code. */
    MetricInfo info();

    /** What it cannot do without, beside the features of the generated images. */
    Set<Input> takes();

    /** What depends on the real images only is computed here, once. */
    Measure against(RealSet real);

    /** What a metric may need and not every network or reference has. */
    enum Input {
        /** Mean and covariance of the real images' features. */
        MOMENTS,
        /** The real images' features themselves. */
        FEATURES,
        /** Class probabilities and labels of the generated images. */
        CLASSES,
        /** The generated and the real pictures, and not only their features. */
        PIXELS
    }

    /** Measures generated images against the real ones that it was made for. */
    interface Measure {
        /** One line, or several where a metric has one for each class. */
        List<Measured> of(GeneratedSet generated);
    }

    /**
     * A line of {@code scores.jsonl} to be.
     *
     * @param part     what follows the metric's name, after a slash; empty where it stands alone
     * @param title    for people
     * @param estimate with the interval that the metric makes: by the set's bootstrap weights, by a jackknife, or none
     * @param recipe   how it was measured, in sentences
     */
    record Measured(String part, String title, Estimate estimate, String recipe) {}

    /** The only line of this metric. */
    default List<Measured> line(Estimate estimate, String recipe) {
        return List.of(new Measured("", info().label().title(), estimate, recipe));
    }
}
