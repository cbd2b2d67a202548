package ganvas.metric;

import static ganvas.metric.Once.lazily;

import ganvas.metric.formulas.Bootstrap;
import ganvas.torch.Dtype;
import ganvas.torch.Tensor;
import java.util.function.Supplier;

/**
 * Generated images as a network sees them. Values that metrics share are computed when the first metric requests them.
 * They live as long as the scope of that request, so a metric that opens a scope of its own must request them before.
 */
public final class GeneratedSet {
    /** A picture is legible if the probability of its likeliest class is above this. */
    public static final double LEGIBLE = 0.9;

    private final int count;
    private final Supplier<Tensor> images;
    private final Supplier<Tensor> features;
    private final Opinions opinions;
    private final Supplier<Tensor> weights;
    private final Once once = new Once();

    /**
     * Opinions of a network on N images. Each is computed when a metric needs it.
     *
     * @param probabilities float64 [N, K], or [N, K + 1] where the last is the sum over all other classes
     * @param confidence    float64 [N], the largest probability of a class that is asked about
     * @param labels        the likeliest class by image, K for any other
     */
    public record Opinions(Supplier<Tensor> probabilities, Supplier<Tensor> confidence, Supplier<long[]> labels) {}

    /** @param images uint8 [N, C, H, W] @param features float64 [N, F], in the unit of distances */
    public GeneratedSet(int count, Supplier<Tensor> images, Supplier<Tensor> features, Opinions opinions) {
        this.count = count;
        this.images = images;
        this.features = lazily(features);
        this.opinions = new Opinions(lazily(opinions.probabilities), lazily(opinions.confidence),
                lazily(opinions.labels));
        this.weights = lazily(() -> Bootstrap.weights(count));
    }

    public int count() {
        return count;
    }

    /** uint8 [N, C, H, W]. */
    public Tensor images() {
        return images.get();
    }

    /** float64 [N, F], in the unit of distances. */
    public Tensor features() {
        return features.get();
    }

    /** float64 [N, K] or [N, K + 1], as in {@link Opinions}. */
    public Tensor probabilities() {
        return opinions.probabilities.get();
    }

    /** float64 [N]: the largest probability of a class that is asked about. */
    public Tensor confidence() {
        return opinions.confidence.get();
    }

    /** float64 [N]: 1 for an image that the network reads with a confidence above {@link #LEGIBLE}, else 0. */
    public Tensor legible() {
        return confidence().gt(LEGIBLE).to(Dtype.FLOAT64);
    }

    /** The likeliest class by image, as in {@link Opinions}. */
    public long[] labels() {
        return opinions.labels.get();
    }

    /** float64 [N, R]: how often each image was drawn by each resample, for intervals by {@link Bootstrap}. */
    public Tensor weights() {
        return weights.get();
    }

    /** The result of {@code make} on these images, computed at the first call and then kept. */
    public <T> T once(Class<T> what, Supplier<T> make) {
        return once.get(what, make);
    }
}
