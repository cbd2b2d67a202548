package ganvas.nn;

import ganvas.torch.Precision;
import ganvas.torch.Tensor;

/**
 * Spectral normalisation (Miyato et al. 2018, algorithm 1): a weight divided by its largest singular value σ. One step
 * of the power iteration in every training pass estimates σ. The gradient passes through σ = uᵀWv, but not through u
 * and v.
 */
final class SpectralNorm {
    private SpectralNorm() {}

    /** The smallest divisor when a vector is normalised, as in Brock's launch scripts. */
    private static final double EPSILON = 1e-6;

    /** The starting value of u, with one element for each row of the weight. It is saved but not trained. */
    static Parameter start(long rows) {
        return Parameter.moving(Parameter.Start.NORMAL, rows);
    }

    /**
     * W / σ for a weight W [out, …], in its own shape.
     *
     * @param u [out]: estimate of the left singular vector, of any length; training replaces it
     */
    static Tensor normalised(Parameter weight, Parameter u, Pass pass) {
        Tensor w = weight.value();
        return Precision.exactly(w.device(), () -> {
            // σ does not depend on the order of columns. This order is a convolution's memory order, so nothing is
            // copied.
            Tensor rows = (w.shape().length == 4 ? w.permute(0, 2, 3, 1) : w).reshape(w.size(0), -1);  // [out, rest]
            Tensor right = unit(u.value().matmul(rows.detach()));                                              // [rest]
            Tensor product = rows.matmul(right), left = unit(product.detach());                                // [out]
            if (pass.training()) u.value().copy_(left);
            return w.div(left.dot(product));
        });
    }

    private static Tensor unit(Tensor vector) {
        return vector.div(vector.norm().clampMin(EPSILON));
    }
}
