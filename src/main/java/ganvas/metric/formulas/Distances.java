package ganvas.metric.formulas;

import ganvas.torch.Dtype;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Squared Euclidean distances to the rows of a set. They are computed as |x|² + |y|² − 2x·y, which is one product, but
 * rounds equal distances to unequal numbers. Wherever this rounding could decide a comparison, the distance is computed
 * again from the differences, one feature after another.
 */
final class Distances {
    private static final int BLOCK = 500;
    /** Rounding errors of the product, as a part of the largest |x|² + |y|²: more than there are. */
    private static final double ROUNDING = 1e-12;
    /** Neighbours that are looked at beyond the k-th: as near as it but for rounding. */
    private static final int BESIDE = 4;
    /** Pairs of rows that are gathered at a time. */
    private static final int PAIRS = 50_000;

    private final Tensor set;
    private final Tensor columns;
    private final double largest;

    /** @param set float64 [B, F], kept by the caller while this is used */
    Distances(Tensor set) {
        this.set = set;
        Tensor squares = squares(set);
        this.columns = Tensor.cat(List.of(set, ones(set), squares), 1).t();                       // [F + 2, B]
        this.largest = squares.max(0).item();
    }

    /** [A, B], but for rounding: (−2x, |x|², 1)·(y, 1, |y|²), without a further pass over the large result. */
    Tensor of(Tensor x) {
        return Tensor.cat(List.of(x.mul(-2), squares(x), ones(x)), 1).matmul(columns);
    }

    /**
     * float32 [A, B]: 1 where a row of {@code x} is strictly nearer than the radius, else 0.
     *
     * @param fast  {@link #of} these rows
     * @param radii squared, [A, 1] or [1, B]
     */
    Tensor nearer(Tensor x, Tensor fast, Tensor radii) {
        double error = error(x);
        Tensor sure = fast.lt(radii.sub(error)), maybe = fast.lt(radii.add(error));
        if (sure.sum().item() == maybe.sum().item()) return sure.to(Dtype.FLOAT32);
        float[] nearer = sure.to(Dtype.FLOAT32).toFloats(), possible = maybe.to(Dtype.FLOAT32).toFloats();
        int[] open = IntStream.range(0, nearer.length).filter(i -> nearer[i] != possible[i]).toArray();
        double[] limits = radii.toDoubles();
        int b = (int) set.size(0);
        boolean ofRows = radii.size(1) == 1 && limits.length > 1 || b == 1;
        for (int start = 0; start < open.length; start += PAIRS) {
            int[] part = Arrays.copyOfRange(open, start, Math.min(open.length, start + PAIRS));
            double[] exact = exact(x, Arrays.stream(part).mapToLong(i -> i / b).toArray(),
                    Arrays.stream(part).mapToLong(i -> i % b).toArray());
            for (int i = 0; i < part.length; i++)
                nearer[part[i]] = exact[i] < limits[ofRows ? part[i] / b : limits.length == 1 ? 0 : part[i] % b] ? 1
                        : 0;
        }
        return Tensor.of(nearer, nearer.length / b, b);
    }

    /** float64 [A]: the squared distance of each row to its k-th neighbour in the set, itself not counted. */
    Tensor radii(Tensor x, int k) {
        int most = (int) Math.min(set.size(0), k + 1 + BESIDE);                                   // the first is itself
        Tensor.Ranked near = of(x).smallest(most, 1);
        double[] values = near.values().toDoubles();
        long[] at = near.indices().toLongs();
        double error = 2 * error(x);
        double[] radii = new double[(int) x.size(0)];
        for (int i = 0; i < radii.length; i++) {
            int row = i * most;
            double about = values[row + k];
            int first = k, last = k;
            while (first > 0 && values[row + first - 1] >= about - error) first--;
            while (last < most - 1 && values[row + last + 1] <= about + error) last++;
            long[] same = new long[last - first + 1], ofThem = Arrays.copyOfRange(at, row + first, row + last + 1);
            Arrays.fill(same, i);
            double[] exact = exact(x, same, ofThem);
            Arrays.sort(exact);
            radii[i] = exact[k - first];
        }
        return Tensor.of(radii, radii.length);
    }

    private double error(Tensor x) {
        return ROUNDING * (largest + squares(x).max(0).item());
    }

    /** From the differences of rows {@code a} of {@code x} and rows {@code b} of the set. */
    private double[] exact(Tensor x, long[] a, long[] b) {
        try (var _ = new Scope()) {
            int f = (int) x.size(1);
            Tensor from = x.indexSelect(0, Tensor.of(a, a.length)), to = set.indexSelect(0, Tensor.of(b, b.length));
            double[] differences = from.sub(to).toDoubles();
            double[] exact = new double[a.length];
            for (int i = 0; i < exact.length; i++)
                for (int j = 0; j < f; j++) exact[i] += differences[i * f + j] * differences[i * f + j];
            return exact;
        }
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
