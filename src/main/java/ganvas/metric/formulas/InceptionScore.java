package ganvas.metric.formulas;

import ganvas.torch.Tensor;
import java.util.List;

/**
 * exp of the mean divergence KL(p(y|x) ‖ p(y)) (Salimans et al. 2016, section 4). As usual it is the mean over ten
 * splits, each with its own p(y). The images are shuffled before they are split, as in torch-fidelity: consecutive
 * images may be of one class, whose score is 1. It lies between 1 and the number of classes. The name is the field's;
 * here the probabilities may come from the judge.
 */
public final class InceptionScore {
    private InceptionScore() {}

    static final int SPLITS = 10;
    /** torch-fidelity's {@code rng_seed}. */
    private static final int SEED = 2020;

    /** @param probabilities float64 [N, classes], N at least 10 */
    public static double score(Tensor probabilities) {
        return all(probabilities, Tensor.onesLike(probabilities.narrow(1, 0, 1))).item();
    }

    /** The score with its interval by {@code weights} [N, R]. */
    public static Estimate score(Tensor probabilities, Tensor weights) {
        Tensor ones = Tensor.onesLike(weights.narrow(1, 0, 1));
        return Estimate.ofFirst(all(probabilities, Tensor.cat(List.of(ones, weights), 1))).within(1,
                probabilities.size(1));
    }

    /** The score of each split; their mean is the score. */
    public static double[] splits(Tensor probabilities) {
        Tensor p = shuffled(probabilities), ones = Tensor.onesLike(p.narrow(1, 0, 1)), negentropy = negentropy(p);
        return java.util.stream.IntStream.range(0, SPLITS).mapToDouble(s -> split(s, p, negentropy, ones).item())
                .toArray();
    }

    /** The score on each resample: float64 [R]. */
    private static Tensor all(Tensor probabilities, Tensor weights) {
        Tensor p = shuffled(probabilities), w = shuffled(weights), negentropy = negentropy(p);
        Tensor total = split(0, p, negentropy, w);
        for (int s = 1; s < SPLITS; s++) total = total.add(split(s, p, negentropy, w));
        return total.div(SPLITS);
    }

    /** The rows in torch-fidelity's order. */
    private static Tensor shuffled(Tensor rows) {
        int n = (int) rows.size(0);
        return rows.indexSelect(0, Tensor.of(NumpyShuffle.permutation(SEED, n), n));
    }

    /** The score of one split on each resample: float64 [R]. */
    private static Tensor split(long s, Tensor probabilities, Tensor negentropy, Tensor weights) {
        long n = probabilities.size(0), start = s * n / SPLITS, length = (s + 1) * n / SPLITS - start;
        Tensor w = weights.narrow(0, start, length).t();                                        // [R, n]
        Tensor count = w.sum(1).clamp(1, Double.MAX_VALUE).reshape(-1, 1);  // a resample may miss a split
        Tensor marginal = w.matmul(probabilities.narrow(0, start, length)).div(count);           // [R, classes]
        Tensor mean = w.matmul(negentropy.narrow(0, start, length)).div(count).reshape(-1);
        return mean.sub(plogp(marginal).sum(1)).exp();
    }

    /** [N, 1]: Σ p ln p of each row. */
    private static Tensor negentropy(Tensor probabilities) {
        return plogp(probabilities).sum(1).reshape(-1, 1);
    }

    /** p ln p, with 0 ln 0 = 0. */
    public static Tensor plogp(Tensor p) {
        return p.mul(p.clamp(Double.MIN_NORMAL, 1).log());
    }
}
