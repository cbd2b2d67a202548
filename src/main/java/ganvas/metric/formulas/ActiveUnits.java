package ganvas.metric.formulas;

import ganvas.torch.Dtype;
import ganvas.torch.Tensor;
import java.util.List;

/**
 * Number of latent dimensions that an encoder uses (Burda et al. 2016), with the 95 % interval over images. A dimension
 * counts if the mean code varies with the image: Var_x(E[z
 * x]) is above {@link #THRESHOLD}.
 */
public record ActiveUnits(double count, double low, double high) {
    public static final double THRESHOLD = 0.01;

    /** @param means float64 [N, latent], the encoder's mean of each image, N at least 2 */
    public static ActiveUnits of(Tensor means) {
        int n = (int) means.size(0), d = (int) means.size(1);
        // [1 + R, N]
        Tensor weights = Tensor.cat(List.of(Tensor.onesLike(means.narrow(1, 0, 1)), Bootstrap.weights(n)), 1).t();
        Tensor centred = means.sub(means.mean(0)), mean = weights.matmul(centred).div(n);
        // [1 + R, latent]
        Tensor variance = weights.matmul(centred.square()).div(n).sub(mean.square()).mul(n / (n - 1.0));
        Estimate e = Estimate.ofFirst(variance.gt(THRESHOLD).to(Dtype.FLOAT64).sum(1)).within(0, d);
        return new ActiveUnits(e.value(), round(e.low()), round(e.high()));
    }

    /** If no resample changes the count, the interval must not consist of rounding errors. */
    private static double round(double limit) {
        return Math.round(limit * 1e9) / 1e9;
    }
}
