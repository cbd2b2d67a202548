package ganvas.metric;

import ganvas.metric.formulas.Fid;
import ganvas.torch.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Real images as a network sees them. Generated images are measured against them. The record also holds the words that
 * recipes use for both.
 *
 * @param network  whose features and opinions these are
 * @param called   names of the real images in recipes
 * @param gaussian fitted to the features; empty if there are none
 * @param features float64 [N, F], in the unit of distances; empty if only the Gaussian is known
 * @param images   uint8 [N, C, H, W]; empty if only a network's features are known. They live only while metrics are
 *          prepared
 * @param lacks    for each missing input the reason, worded as the end of a sentence of {@code notMeasured}
 * @param once     values that several metrics share
 */
public record RealSet(Network network, Called called, Optional<Fid.Gaussian> gaussian, Optional<Tensor> features,
        Optional<Tensor> images, Map<Metric.Input, String> lacks, Once once) {
    /**
     * Words for the network.
     *
     * @param features in a recipe: "the judge's features"
     * @param opinions source of the classes, in a recipe: "the judge"
     * @param classes  that it distinguishes
     */
    public record Network(String features, String opinions, Classes classes) {}

    /**
     * The classes.
     *
     * @param count of the classes that the network is asked about
     * @param rest  what those classes belong to, if the network knows others, which count as one class; empty if it
     *          knows no others
     */
    public record Classes(int count, String rest) {
        public boolean hasOthers() {
            return !rest.isEmpty();
        }
    }

    /**
     * Words for the real images.
     *
     * @param one     one of them: "test image"
     * @param many    all of them: "10,000 test images"
     * @param against the end of a recipe: "; against 10,000 test images."
     */
    public record Called(String one, String many, String against) {}

    /** The Gaussian fitted to the features. */
    public Fid.Gaussian moments() {
        return gaussian.orElseThrow();
    }

    /** float64 [N, F]. */
    public Tensor rows() {
        return features.orElseThrow();
    }

    /** uint8 [N, C, H, W]. */
    public Tensor pixels() {
        return images.orElseThrow();
    }

    /** The result of {@code make} on these images, computed at the first call and then kept. */
    public <T> T once(Class<T> what, Supplier<T> make) {
        return once.get(what, make);
    }
}
