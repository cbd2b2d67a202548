package ganvas.nn;

import ganvas.torch.Precision;
import ganvas.torch.Tensor;

/**
 * Spectral normalisation (Miyato et al. 2018, algorithm 1): a weight divided by its largest singular value σ, which one
 * step of the power iteration follows in every forward pass of training. σ = uᵀWv has its gradient, u and v have none.
 */
final class SpectralNorm {
    private SpectralNorm() {}

    /** Below this a vector's length is not divided by, as in Brock's launch scripts. */
    private static final double EPSILON = 1e-6;

    /** Where u starts, one element for each row of the weight; remembered, saved, not trained. */
    static Parameter start(long rows) {
        return Parameter.moving(Parameter.Start.NORMAL, rows);
    }

    /**
     * A weight [out, …] as W / σ, in its own shape.
     *
     * @param u [out]: the estimate of the left singular vector, of any length, replaced in training
     */
    static Tensor normalised(Parameter weight, Parameter u, Pass pass) {
        Tensor w = weight.value();
        return Precision.exactly(w.device(), () -> {
            // The order of columns does not matter to σ: this one is a convolution's memory
            // order, so nothing is copied.
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
