package ganvas.metric.formulas;

import ganvas.torch.Device;
import ganvas.torch.Rng;
import ganvas.torch.Tensor;

/**
 * Resampling of generated images with replacement (Efron 1979), written as weights: how often each image was drawn. The
 * reference images stay the same, so the interval is the spread over samples of one trained model.
 */
public final class Bootstrap {
    private Bootstrap() {}

    public static final int DRAWS = 100;
    private static final long SEED = 2026;

    /** float64 [N, 100]: each column says how often each of {@code n} images was drawn; it sums to n. */
    public static Tensor weights(int n) {
        long[] drawn = Rng.named(SEED, "bootstrap").integers(n, Device.CPU, DRAWS, n).toLongs();
        double[] weights = new double[n * DRAWS];
        for (int i = 0; i < drawn.length; i++) weights[(int) drawn[i] * DRAWS + i / n]++;
        return Tensor.of(weights, n, DRAWS);
    }
}
