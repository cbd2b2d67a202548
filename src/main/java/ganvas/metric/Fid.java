package ganvas.metric;

import ganvas.torch.Tensor;

/**
 * Fréchet distance between Gaussians fitted to features (Heusel et al. 2017, equation 6; Dowson and Landau 1982):
 * |μ₁ − μ₂|² + tr(Σ₁ + Σ₂ − 2 (Σ₁ Σ₂)^½), covariances with N − 1, in float64.
 *
 * <p>The trace of the root is the sum of the roots of the eigenvalues of Σ₁^½ Σ₂ Σ₁^½, which is symmetric and has those
 * of Σ₁ Σ₂: exact for singular covariances too, where an iterated matrix root is not.
 */
public final class Fid {
    private final Gaussian reference;
    private final Tensor root;

    /** Mean [F] and covariance [F, F]. */
    public record Gaussian(Tensor mean, Tensor covariance) {
        /** Of the rows of {@code x}, float64 [N, F], N at least 2. */
        public static Gaussian of(Tensor x) {
            return of(x, Tensor.onesLike(x.narrow(1, 0, 1)));
        }

        /** Of rows of {@code x} [N, F] drawn {@code weights} [N, 1] times each. */
        static Gaussian of(Tensor x, Tensor weights) {
            long n = x.size(0);
            Tensor mean = weights.t().matmul(x).div(n);                                  // [1, F]
            Tensor centred = x.sub(mean);
            return new Gaussian(mean.reshape(-1), centred.mul(weights).t().matmul(centred).div(n - 1));
        }
    }

    /** @param real float64 [N, F], N at least 2; lives as long as the scope it was made in */
    Fid(Tensor real) {
        this(Gaussian.of(real));
    }

    /** @param reference as fitted before, or read from a file of statistics */
    public Fid(Gaussian reference) {
        this.reference = reference;
        Tensor[] eigen = reference.covariance.eigh();
        root = eigen[1].mul(eigen[0].clamp(0, Double.MAX_VALUE).sqrt()).matmul(eigen[1].t());
        root.keep();
        reference.mean.keep();
        reference.covariance.keep();
    }

    /** @param fake float64 [M, F], M at least 2 */
    double of(Tensor fake) {
        return distance(Gaussian.of(fake));
    }

    /** With its interval by {@code weights} [M, R]. */
    Estimate of(Tensor fake, Tensor weights) {
        double[] resampled = new double[(int) weights.size(1)];
        for (int r = 0; r < resampled.length; r++) {
            try (var _ = new ganvas.torch.Scope()) {
                resampled[r] = distance(Gaussian.of(fake, weights.narrow(1, r, 1)));
            }
        }
        return Estimate.of(of(fake), resampled).within(0, Double.MAX_VALUE);
    }

    private double distance(Gaussian g) {
        double means = reference.mean.sub(g.mean).square().sum().item();
        double cross = root.matmul(g.covariance).matmul(root).eigvalsh().clamp(0, Double.MAX_VALUE).sqrt().sum().item();
        // Rounding may leave a distance of nothing a hair below it.
        return Math.max(0, means + reference.covariance.trace().item() + g.covariance.trace().item() - 2 * cross);
    }
}
