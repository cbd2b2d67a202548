package ganvas.metric.formulas;

import ganvas.problem.Problem;
import ganvas.torch.Scope;
import ganvas.torch.Symmetric;
import ganvas.torch.Tensor;
import java.util.Optional;

/**
 * Fréchet distance between Gaussians fitted to features (Heusel et al. 2017, equation 6; Dowson and Landau 1982): |μ₁ −
 * μ₂|² + tr(Σ₁ + Σ₂ − 2 (Σ₁ Σ₂)^½), covariances with N − 1, in float64.
 *
 * <p>With Σ₁ = F Fᵀ the trace of the root is the sum of the roots of the eigenvalues of Fᵀ Σ₂ F. This matrix is
 * symmetric and has the eigenvalues of Σ₁ Σ₂. The method is exact for singular covariances too; an iterated matrix root
 * is not.
 */
public final class Fid {
    /** Eigenvalues below this part of the largest are rounding errors: the distance has no slope along them. */
    private static final double NOTHING = 1e-12;
    /** Rows that are copied at a time, so that the whole matrix is not. */
    private static final int ROWS = 10_000;

    private final Gaussian reference;
    private final Tensor factor;

    /**
     * The statistics of a set of features that the distance needs, in float64 on the CPU.
     *
     * @param mean       [F]
     * @param covariance [F, F], with N − 1
     */
    public record Gaussian(Tensor mean, Tensor covariance) {
        /** Columns per block. The product of a matrix with itself is symmetric, so half of it is enough. */
        private static final int BLOCK = 256;

        /** Fits a Gaussian to the rows of {@code x}, float64 [N, F], N at least 2. */
        public static Gaussian of(Tensor x) {
            long n = x.size(0), f = x.size(1);
            if (n < 2) throw Problem.input("FID: expected two images or more; found %d", n);
            Tensor mean = x.mean(0), covariance = Tensor.zeros(x.dtype(), x.device(), f, f);
            for (long start = 0; start < n; start += ROWS) {
                try (var _ = new Scope()) {
                    Tensor centred = x.narrow(0, start, Math.min(ROWS, n - start)).sub(mean);
                    for (long i = 0; i < f; i += BLOCK) add(centred, i, Math.min(BLOCK, f - i), n - 1, covariance);
                }
            }
            return new Gaussian(mean, covariance);
        }

        /** Adds the products of {@code columns} columns from {@code i} with all that follow, and mirrors them. */
        private static void add(Tensor centred, long i, long columns, long count, Tensor covariance) {
            try (var _ = new Scope()) {
                long rest = centred.size(1) - i;
                Tensor right = covariance.narrow(0, i, columns).narrow(1, i, rest),
                        below = covariance.narrow(1, i, columns).narrow(0, i, rest);
                Tensor sum = right.add(centred.narrow(1, i, columns).t().matmul(centred.narrow(1, i, rest)).div(count));
                right.copy_(sum);
                below.copy_(sum.t());
            }
        }
    }

    /** @param real float64 [N, F], N at least 2; values kept from it live as long as the present scope */
    public Fid(Tensor real) {
        this(Gaussian.of(real));
    }

    /** @param reference fitted before, or read from a file of statistics */
    public Fid(Gaussian reference) {
        this.reference = reference;
        factor = factor(reference.covariance).keep();
        reference.mean.keep();
        reference.covariance.keep();
    }

    /**
     * F with F Fᵀ = Σ: the Cholesky factor or, if Σ is singular, its eigenvectors times the roots of its eigenvalues.
     */
    private static Tensor factor(Tensor covariance) {
        Optional<Tensor> lower = Symmetric.cholesky(covariance);
        if (lower.isPresent()) return lower.get();
        Symmetric.Eigen eigen = Symmetric.eigen(covariance);
        return eigen.vectors().mul(eigen.values().clamp(0, Double.MAX_VALUE).sqrt());
    }

    /** @param fake float64 [M, F], M at least 2 */
    public double of(Tensor fake) {
        return distance(Gaussian.of(fake));
    }

    /**
     * The distance with the interval that endless bootstrap resampling of the generated images would give to first
     * order: the infinitesimal jackknife (Jaeckel 1972; Efron 1982, chapter 6). A real resample repeats images, which
     * raises the distance, and takes seconds for 2048 features. The slope of the distance along one image's features x
     * with c = x − μ₂ and M = Fᵀ Σ₂ F is 2 (μ₂ − μ₁)·c + |c|² − |M^-¼ Fᵀ c|², minus its mean.
     *
     * @param fake float64 [M, F], M at least 2
     */
    public Estimate withInterval(Tensor fake) {
        try (var _ = new Scope()) {
            Gaussian g = Gaussian.of(fake);
            Symmetric.Eigen eigen = Symmetric.eigen(factor.t().matmul(g.covariance).matmul(factor));
            Tensor values = eigen.values().clamp(0, Double.MAX_VALUE);
            double value = distance(g, values);
            double least = NOTHING * values.max(0).item();
            Tensor root = values.clamp(Math.max(least, Double.MIN_NORMAL), Double.MAX_VALUE).pow(-0.25)
                    .mul(values.gt(least).to(values.dtype()));
            Tensor across = factor.matmul(eigen.vectors().mul(root)),
                    along = g.mean.sub(reference.mean).mul(2).reshape(-1, 1);
            long m = fake.size(0);
            Tensor slopes = Tensor.zeros(fake.dtype(), fake.device(), m);
            for (long start = 0; start < m; start += ROWS) {
                try (var _ = new Scope()) {
                    long rows = Math.min(ROWS, m - start);
                    Tensor centred = fake.narrow(0, start, rows).sub(g.mean);
                    Tensor means = centred.matmul(along).reshape(-1);
                    slopes.narrow(0, start, rows)
                            .copy_(means.add(centred.square().sum(1)).sub(centred.matmul(across).square().sum(1)));
                }
            }
            double error = Math.sqrt(slopes.sub(slopes.mean()).square().sum().item() / (m - 1) / m);
            return Estimate.around(value, error).within(0, Double.MAX_VALUE);
        }
    }

    private double distance(Gaussian g) {
        return distance(g,
                Symmetric.eigenvalues(factor.t().matmul(g.covariance).matmul(factor)).clamp(0, Double.MAX_VALUE));
    }

    private double distance(Gaussian g, Tensor eigenvalues) {
        double means = reference.mean.sub(g.mean).square().sum().item();
        // Rounding may leave a distance of 0 slightly below 0.
        return Math.max(0, means + reference.covariance.trace().item() + g.covariance.trace().item()
                - 2 * eigenvalues.sqrt().sum().item());
    }
}
