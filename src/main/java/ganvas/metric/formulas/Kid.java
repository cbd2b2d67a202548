package ganvas.metric.formulas;

import ganvas.problem.Problem;
import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Kernel distance (Bińkowski et al. 2018, section 3; the unbiased estimator is equation 3 of Gretton et al. 2012):
 * squared maximum mean discrepancy with the kernel (x·y/d + 1)³, in float64, over all pairs of rows instead of subsets.
 * It is unbiased, so for equal distributions it scatters about 0 and may be negative.
 */
public final class Kid {
    private static final int BLOCK = 500;
    /** Of two rows, each resample has either both or no pair. */
    private static final int FEWEST_WITH_INTERVAL = 3;
    private final Tensor real;
    private final double within;

    /** @param real float64 [N, F], N at least 2, kept by the caller while this is used */
    public Kid(Tensor real) {
        pairs(real);
        this.real = real;
        this.within = pairs(real, Tensor.onesLike(real.narrow(1, 0, 1)))[0];
    }

    /** @param fake float64 [M, F], M at least 2 */
    public double of(Tensor fake) {
        return all(fake, Tensor.onesLike(fake.narrow(1, 0, 1)))[0];
    }

    /** The distance with its interval, by resampling the rows of {@code fake}, float64 [M, F]. */
    public Estimate withInterval(Tensor fake) {
        return of(fake, Bootstrap.weights((int) fake.size(0)));
    }

    /** The distance with its interval by {@code weights} [M, R]. Two rows give no interval: its limits are NaN. */
    public Estimate of(Tensor fake, Tensor weights) {
        double[] values = all(fake, Tensor.cat(List.of(Tensor.onesLike(fake.narrow(1, 0, 1)), weights), 1));
        if (fake.size(0) < FEWEST_WITH_INTERVAL) return new Estimate(values[0], Double.NaN, Double.NaN);
        // A resample of one row alone has no pair.
        double[] known = DoubleStream.of(values).filter(Double::isFinite).toArray();
        return Estimate.ofFirst(Tensor.of(known, known.length));
    }

    private static void pairs(Tensor x) {
        if (x.size(0) < 2) throw Problem.input("KID: expected two images or more; found %d", x.size(0));
    }

    private double[] all(Tensor fake, Tensor weights) {
        pairs(fake);
        double[] own = pairs(fake, weights), across = across(fake, weights);
        for (int r = 0; r < own.length; r++) own[r] += within - 2 * across[r];
        return own;
    }

    /** Mean of the kernel over pairs of different rows of {@code x}, for each column of {@code weights} [N, R]. */
    private static double[] pairs(Tensor x, Tensor weights) {
        try (var _ = new Scope()) {
            long n = x.size(0);
            Tensor squares = weights.square(), columns = x.t();
            Tensor self = x.square().sum(1).div(x.size(1)).add(1).pow(3).reshape(1, -1);     // [1, N]: k(x, x)
            Tensor total = self.matmul(squares).neg();
            for (long i = 0; i < n; i += BLOCK) {
                try (var _ = new Scope()) {
                    // The kernel is symmetric: the part right of the block also counts for the part below it.
                    long rows = Math.min(BLOCK, n - i);
                    // [rows, N − i]
                    Tensor drawn = weights.narrow(0, i, rows),
                            k = kernel(x.narrow(0, i, rows), columns.narrow(1, i, n - i));
                    Tensor sums = k.matmul(weights.narrow(0, i, n - i)).mul(2).sub(k.narrow(1, 0, rows).matmul(drawn));
                    total.copy_(total.add(sums.mul(drawn).sum(0)));
                }
            }
            Tensor count = squares.sum(0).neg().add((double) n * n);
            return total.div(count).reshape(-1).toDoubles();
        }
    }

    /** Mean of the kernel over rows of {@code fake} and the real rows, for each column of {@code weights} [M, R]. */
    private double[] across(Tensor fake, Tensor weights) {
        try (var _ = new Scope()) {
            long n = fake.size(0);
            Tensor columns = real.t(), total = Tensor.zeros(Dtype.FLOAT64, Device.CPU, weights.size(1));
            for (long i = 0; i < n; i += BLOCK) {
                try (var _ = new Scope()) {
                    long rows = Math.min(BLOCK, n - i);
                    Tensor sums = kernel(fake.narrow(0, i, rows), columns).sum(1).reshape(1, -1);
                    total.copy_(total.add(sums.matmul(weights.narrow(0, i, rows)).reshape(-1)));
                }
            }
            return total.div((double) n * real.size(0)).toDoubles();
        }
    }

    private static Tensor kernel(Tensor x, Tensor columns) {
        return x.div(x.size(1)).matmul(columns).add_(1).pow(3);
    }
}
