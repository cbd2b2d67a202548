package ganvas.metric.judge;

import ganvas.torch.Dtype;
import ganvas.torch.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * How well features tell whether two faces belong to one person: the area under the ROC curve. This is the probability
 * that a pair of one person is more alike than a pair of two persons; 0.5 is chance. Similarity is the cosine of
 * features minus their mean.
 */
final class FacePairs {
    private FacePairs() {}

    /** Pictures per person that count. Otherwise the few people with hundreds of pictures would decide the result. */
    private static final int MOST = 10;

    /**
     * @param area  in [0, 1]
     * @param same  pairs of one person
     * @param other pairs of two
     */
    record Found(double area, long same, long other) {}

    /** @param features float32 [N, F] @param people label by row */
    static Found compare(Tensor features, long[] people) {
        Map<Long, Integer> seen = new HashMap<>();
        long[] rows = new long[people.length];
        int n = 0;
        for (int i = 0; i < people.length; i++) if (seen.merge(people[i], 1, Integer::sum) <= MOST) rows[n++] = i;
        rows = Arrays.copyOf(rows, n);
        Tensor centred = features.to(Dtype.FLOAT64).sub(features.to(Dtype.FLOAT64).mean(0)).indexSelect(0,
                Tensor.of(rows, n));
        Tensor unit = centred
                .div(centred.square().sum(1).sqrt().clamp(Double.MIN_NORMAL, Double.MAX_VALUE).reshape(-1, 1));
        double[] alike = unit.matmul(unit.t()).reshape(-1).toDoubles();
        double[] same = new double[n * (n - 1) / 2], other = new double[same.length];
        int s = 0, o = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                if (people[(int) rows[i]] == people[(int) rows[j]]) same[s++] = alike[i * n + j];
                else other[o++] = alike[i * n + j];
            }
        }
        return new Found(area(Arrays.copyOf(same, s), Arrays.copyOf(other, o)), s, o);
    }

    /** Share of all pairs (a, b) with a > b, where ties count half: Mann and Whitney's U. Sorts both arrays. */
    static double area(double[] same, double[] other) {
        Arrays.sort(same);
        Arrays.sort(other);
        double above = 0;
        int less = 0, upTo = 0;
        for (double a : same) {
            while (less < other.length && other[less] < a) less++;
            while (upTo < other.length && other[upTo] <= a) upTo++;
            above += (less + upTo) / 2.0;
        }
        return above / ((double) same.length * other.length);
    }
}
