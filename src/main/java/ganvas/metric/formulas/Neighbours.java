package ganvas.metric.formulas;

import ganvas.torch.Dtype;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.util.Arrays;

/**
 * Finds the nearest rows in a large set. All pairs are compared in blocks, so that neither the set nor a matrix of
 * distances is held whole in memory.
 */
public final class Neighbours {
    private Neighbours() {}

    private static final int BLOCK = 2500;

    /**
     * @param index    row of the set, for each query
     * @param distance Euclidean, for each query
     */
    public record Nearest(long[] index, double[] distance) {}

    /**
     * The nearest row of {@code set} for each of {@code queries}: float [M, F] in [N, F], or uint8 images [M, C, H, W]
     * in [N, C, H, W] with grey values scaled to [0, 1]. The nearest row is chosen in float32; its distance is computed
     * in float64, so a copy is at 0.
     */
    public static Nearest find(Tensor queries, Tensor set) {
        int m = (int) queries.size(0);
        double[] best = new double[m];
        long[] index = new long[m];
        Arrays.fill(best, Double.NEGATIVE_INFINITY);
        try (var _ = new Scope()) {
            Tensor x = rows(queries, Dtype.FLOAT32);                                          // [M, F]
            for (long start = 0; start < set.size(0); start += BLOCK) {
                try (var _ = new Scope()) {
                    Tensor y = rows(set.narrow(0, start, Math.min(BLOCK, set.size(0) - start)), Dtype.FLOAT32);
                    // |x − y|² without |x|², which is the same for all y, and negated,
                    // so that the nearest has the largest value.
                    Tensor nearness = x.matmul(y.t()).mul(2).sub(y.square().sum(1));          // [M, B]
                    double[] top = nearness.max(1).toDoubles();
                    long[] at = nearness.argmax(1).toLongs();
                    for (int i = 0; i < m; i++) {
                        if (top[i] <= best[i]) continue;
                        best[i] = top[i];
                        index[i] = start + at[i];
                    }
                }
            }
            Tensor found = rows(set.indexSelect(0, Tensor.of(index, m)), Dtype.FLOAT64);
            return new Nearest(index, rows(queries, Dtype.FLOAT64).sub(found).square().sum(1).sqrt().toDoubles());
        }
    }

    private static Tensor rows(Tensor x, Dtype dtype) {
        Tensor flat = x.flatten().to(dtype);
        return x.dtype() == Dtype.UINT8 ? flat.div(255) : flat;
    }
}
