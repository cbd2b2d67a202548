package ganvas.metric;

import ganvas.metric.formulas.Fid;
import ganvas.torch.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Real images as a network sees them, which generated ones are measured against, and the words that recipes have for
 * both.
 *
 * @param network  whose features and opinions they are
 * @param called   what recipes call the real images
 * @param gaussian fitted to the features
 * @param features float64 [N, F], in the unit of distances; empty where only the Gaussian is known
 * @param images   uint8 [N, C, H, W]; empty where a network's features are all there is. They live while metrics are
 *     prepared, no longer.
 * @param lacks    why there is none of an input, as sentences of {@code notMeasured} end; those that are there are not
 *     in it
 * @param once     what metrics share of them
 */
public record RealSet(Network network, Called called, Fid.Gaussian gaussian, Optional<Tensor> features,
        Optional<Tensor> images, Map<Metric.Input, String> lacks, Once once) {
    /**
     * @param features in a recipe: "the judge's features"
     * @param opinions by which classes are told, in a recipe: "the judge"
     * @param classes  that it tells
     */
    public record Network(String features, String opinions, Classes classes) {}

    /**
     * @param count of the classes that it is asked about
     * @param rest  what those classes are of, where it knows others that count as one; empty where it knows no others
     */
    public record Classes(int count, String rest) {
        public boolean hasOthers() {
            return !rest.isEmpty();
        }
    }

    /**
     * @param one     one of them: "test image"
     * @param many    all of them: "10,000 test images"
     * @param against the end of a recipe: "; against 10,000 test images."
     */
    public record Called(String one, String many, String against) {}

    /** float64 [N, F]. */
    public Tensor rows() {
        return features.orElseThrow();
    }

    /** uint8 [N, C, H, W]. */
    public Tensor pixels() {
        return images.orElseThrow();
    }

    /** What {@code make} makes of these images, the first time it is asked for. */
    public <T> T once(Class<T> what, Supplier<T> make) {
        return once.get(what, make);
    }
}
