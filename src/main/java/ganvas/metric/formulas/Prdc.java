package ganvas.metric.formulas;

import ganvas.problem.Problem;
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
        this.radii = radii(real, new Distances(enough(real, "real"))).keep();
    }

    /** Estimates with intervals, by resampling the rows of {@code fake}, float64 [M, F] with M above k. */
    public Estimates withIntervals(Tensor fake) {
        return of(fake, Bootstrap.weights((int) fake.size(0)));
    }

    /**
     * Estimates with intervals: by {@code weights} [M, R], and of the coverage by the jackknife. For recall the balls
     * stay those of all pictures, and a real picture counts if one of the drawn pictures reaches it.
     *
     * @param fake float64 [M, F], M above k
     */
    public Estimates of(Tensor fake, Tensor weights) {
        long n = real.size(0);
        var distances = new Distances(enough(fake, "generated"));
        Tensor fakeRadii = radii(fake, distances).reshape(1, -1);
        Tensor drawn = Tensor.cat(List.of(Tensor.onesLike(weights.narrow(1, 0, 1)), weights), 1).to(Dtype.FLOAT32);
        Tensor balls = Tensor.zeros(Dtype.FLOAT64, Device.CPU, fake.size(0)), alone = balls.copy();
        Tensor recall = Tensor.zeros(Dtype.FLOAT64, Device.CPU, drawn.size(1));
        double covered = 0;
        for (long i = 0; i < n; i += BLOCK) {
            try (var _ = new Scope()) {
                Tensor x = real.narrow(0, i, Math.min(BLOCK, n - i)), d = distances.of(x);              // [rows, M]
                Tensor inReal = distances.nearer(x, d, radii.narrow(0, i, x.size(0)).reshape(-1, 1));
                Tensor inFake = distances.nearer(x, d, fakeRadii);
                Tensor count = inReal.sum(1).reshape(-1, 1);                                            // [rows, 1]
                balls.copy_(balls.add(inReal.sum(0).to(Dtype.FLOAT64)));
                covered += count.gt(0).to(Dtype.FLOAT64).sum().item();
                Tensor one = count.gt(0).to(Dtype.FLOAT32).sub(count.gt(1).to(Dtype.FLOAT32));
                alone.copy_(alone.add(one.t().matmul(inReal).reshape(-1).to(Dtype.FLOAT64)));
                recall.copy_(recall.add(reached(inFake, drawn)));
            }
        }
        Tensor inside = balls.gt(0).to(Dtype.FLOAT64);
        return new Estimates(Estimate.mean(inside, weights).within(0, 1),
                Estimate.ofFirst(recall.div(n)).within(0, 1),
                Estimate.mean(balls.div(k), weights).within(0, Double.MAX_VALUE),
                coverage(covered / n, alone.div(n).toDoubles()), inside);
    }

    /**
     * The coverage with its interval by the delete-one jackknife (Tukey 1958). Without picture j the coverage is lower
     * by the share of real balls that it alone is in. The bootstrap does not do: a resample lacks a third of the
     * pictures, and its intervals hold 66 to 81 %.
     *
     * @param alone for each generated picture the share of real balls that it alone is in
     */
    private static Estimate coverage(double value, double[] alone) {
        double mean = 0, squares = 0;
        for (double a : alone) mean += a / alone.length;
        for (double a : alone) squares += (a - mean) * (a - mean);
        double variance = squares * (alone.length - 1) / alone.length;
        return Estimate.around(value, Math.sqrt(variance)).within(0, 1);
    }

    /** float64 [M]: 1 for a picture of {@code fake} [M, F] inside some real ball, else 0. */
    public Tensor inside(Tensor fake) {
        var distances = new Distances(fake);
        Tensor balls = Tensor.zeros(Dtype.FLOAT64, Device.CPU, fake.size(0));
        for (long i = 0; i < real.size(0); i += BLOCK) {
            try (var _ = new Scope()) {
                Tensor x = real.narrow(0, i, Math.min(BLOCK, real.size(0) - i));
                Tensor near = distances.nearer(x, distances.of(x), radii.narrow(0, i, x.size(0)).reshape(-1, 1));
                balls.copy_(balls.add(near.to(Dtype.FLOAT64).sum(0)));
            }
        }
        return balls.gt(0).to(Dtype.FLOAT64);
    }

    /** Rows of {@code inside} [rows, M] with a drawn picture, counted for each column of {@code drawn} [M, R]. */
    private static Tensor reached(Tensor inside, Tensor drawn) {
        return inside.matmul(drawn).gt(0).to(Dtype.FLOAT64).sum(0);
    }

    /** Squared distance of each row of {@code x} to its k-th neighbour in the same set. */
    private Tensor radii(Tensor x, Distances distances) {
        long n = x.size(0);
        Tensor radii = Tensor.zeros(Dtype.FLOAT64, Device.CPU, n);
        for (long i = 0; i < n; i += BLOCK) {
            try (var _ = new Scope()) {
                long rows = Math.min(BLOCK, n - i);
                radii.narrow(0, i, rows).copy_(distances.radii(x.narrow(0, i, rows), k));
            }
        }
        return radii;
    }

    private Tensor enough(Tensor x, String which) {
        if (x.size(0) > k) return x;
        throw Problem.input("expected more than %d %s images, as many as there are neighbours; found %d", k, which,
                x.size(0));
    }
}
