package ganvas.metric.formulas;

import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.util.List;

/**
 * Precision and recall (Kynkäänniemi et al. 2019, equations 1 and 2), density and coverage (Naeem et al. 2020,
 * equations 3 and 4). The ball of a picture reaches to its k-th nearest neighbour in its own set; the picture itself
 * does not count. A picture is inside a ball if it is strictly nearer than that.
 */
public final class Prdc {
    private static final int BLOCK = 500;
    private final Tensor real;
    private final int k;
    private final Tensor radii;

    /**
     * @param precision share of generated pictures inside some real ball
     * @param recall    share of real pictures inside some generated ball
     * @param density   number of real balls that a generated picture is in, on average, divided by k: may exceed 1
     * @param coverage  share of real balls with some generated picture inside
     * @param inside    float64 [M]: 1 for a generated picture inside some real ball, else 0
     */
    public record Estimates(Estimate precision, Estimate recall, Estimate density, Estimate coverage, Tensor inside) {}

    /** @param real float64 [N, F] with N above k, kept by the caller while this is used */
    public Prdc(Tensor real, int k) {
        this.real = real;
        this.k = k;
        this.radii = radii(real, columns(real)).keep();
    }

    /** Estimates with intervals, by resampling the rows of {@code fake}, float64 [M, F] with M above k. */
    public Estimates withIntervals(Tensor fake) {
        return of(fake, Bootstrap.weights((int) fake.size(0)));
    }

    /**
     * Estimates with intervals by {@code weights} [M, R]. For recall and coverage the balls stay those of all pictures,
     * and a real picture counts if one of the drawn pictures reaches it.
     *
     * @param fake float64 [M, F], M above k
     */
    public Estimates of(Tensor fake, Tensor weights) {
        long n = real.size(0);
        Tensor columns = columns(fake), fakeRadii = radii(fake, columns).reshape(1, -1);
        Tensor drawn = Tensor.cat(List.of(Tensor.onesLike(weights.narrow(1, 0, 1)), weights), 1).to(Dtype.FLOAT32);
        Tensor balls = Tensor.zeros(Dtype.FLOAT64, Device.CPU, fake.size(0));
        Tensor recall = Tensor.zeros(Dtype.FLOAT64, Device.CPU, drawn.size(1)), coverage = recall.copy();
        for (long i = 0; i < n; i += BLOCK) {
            try (var _ = new Scope()) {
                long rows = Math.min(BLOCK, n - i);
                Tensor d = distances(real.narrow(0, i, rows), columns);                               // [rows, M]
                Tensor inReal = d.lt(radii.narrow(0, i, rows).reshape(-1, 1)).to(Dtype.FLOAT32);
                Tensor inFake = d.lt(fakeRadii).to(Dtype.FLOAT32);
                balls.copy_(balls.add(inReal.sum(0).to(Dtype.FLOAT64)));
                coverage.copy_(coverage.add(reached(inReal, drawn)));
                recall.copy_(recall.add(reached(inFake, drawn)));
            }
        }
        Tensor inside = balls.gt(0).to(Dtype.FLOAT64);
        return new Estimates(Estimate.mean(inside, weights).within(0, 1),
                Estimate.ofFirst(recall.div(n)).within(0, 1),
                Estimate.mean(balls.div(k), weights).within(0, Double.MAX_VALUE),
                Estimate.ofFirst(coverage.div(n)).within(0, 1), inside);
    }

    /** float64 [M]: 1 for a picture of {@code fake} [M, F] inside some real ball, else 0. */
    public Tensor inside(Tensor fake) {
        Tensor columns = columns(fake), balls = Tensor.zeros(Dtype.FLOAT64, Device.CPU, fake.size(0));
        for (long i = 0; i < real.size(0); i += BLOCK) {
            try (var _ = new Scope()) {
                long rows = Math.min(BLOCK, real.size(0) - i);
                Tensor near = distances(real.narrow(0, i, rows), columns).lt(radii.narrow(0, i, rows).reshape(-1, 1));
                balls.copy_(balls.add(near.to(Dtype.FLOAT64).sum(0)));
            }
        }
        return balls.gt(0).to(Dtype.FLOAT64);
    }

    /** Rows of {@code inside} [rows, M] with a drawn picture, counted for each column of {@code drawn} [M, R]. */
    private static Tensor reached(Tensor inside, Tensor drawn) {
        return inside.matmul(drawn).gt(0).to(Dtype.FLOAT64).sum(0);
    }

    /** Squared distance of each row of {@code x} to its k-th neighbour among its {@link #columns}. */
    private Tensor radii(Tensor x, Tensor columns) {
        long n = x.size(0);
        Tensor radii = Tensor.zeros(Dtype.FLOAT64, Device.CPU, n);
        for (long i = 0; i < n; i += BLOCK) {
            try (var _ = new Scope()) {
                long rows = Math.min(BLOCK, n - i);
                // 1st: itself
                radii.narrow(0, i, rows).copy_(distances(x.narrow(0, i, rows), columns).kthSmallest(k + 1, 1));
            }
        }
        return radii;
    }

    /**
     * Squared distances of [A, F] and {@link #columns}, [A, B]: (−2x, |x|², 1)·(y, 1, |y|²). This is one product,
     * without a further pass over its large result.
     */
    private static Tensor distances(Tensor x, Tensor columns) {
        return Tensor.cat(List.of(x.mul(-2), squares(x), ones(x)), 1).matmul(columns);
    }

    /** [B, F] → [F + 2, B] */
    private static Tensor columns(Tensor y) {
        return Tensor.cat(List.of(y, ones(y), squares(y)), 1).t();
    }

    private static Tensor squares(Tensor x) {
        Tensor squares = Tensor.zeros(x.dtype(), x.device(), x.size(0), 1);
        for (long i = 0; i < x.size(0); i += BLOCK) {
            try (var _ = new Scope()) {
                long rows = Math.min(BLOCK, x.size(0) - i);
                squares.narrow(0, i, rows).copy_(x.narrow(0, i, rows).square().sum(1).reshape(-1, 1));
            }
        }
        return squares;
    }

    private static Tensor ones(Tensor x) {
        return Tensor.onesLike(x.narrow(1, 0, 1));
    }
}
