package ganvas.metric;

import ganvas.torch.Tensor;
import java.util.List;

/**
 * exp of the mean divergence KL(p(y|x) ‖ p(y)) (Salimans et al. 2016, section 4), as usual the mean over ten consecutive
 * splits, each with its own p(y). Between 1 and the number of classes. The name is the field's; the network is the judge.
 */
final class InceptionScore {
    private InceptionScore() {}

    static final int SPLITS = 10;

    /** @param probabilities float64 [N, classes], N at least 10 */
    static double of(Tensor probabilities) {
        return all(probabilities, Tensor.onesLike(probabilities.narrow(1, 0, 1))).item();
    }

    /** With its interval by {@code weights} [N, R]. */
    static Estimate of(Tensor probabilities, Tensor weights) {
        Tensor ones = Tensor.onesLike(weights.narrow(1, 0, 1));
        return Estimate.ofFirst(all(probabilities, Tensor.cat(List.of(ones, weights), 1))).within(1, probabilities.size(1));
    }

    /** float64 [R]. */
    private static Tensor all(Tensor probabilities, Tensor weights) {
        long n = probabilities.size(0);
        Tensor negentropy = plogp(probabilities).sum(1).reshape(-1, 1);                              // [N, 1]
        Tensor total = null;
        for (long s = 0; s < SPLITS; s++) {
            long start = s * n / SPLITS, length = (s + 1) * n / SPLITS - start;
            Tensor w = weights.narrow(0, start, length).t();                                        // [R, n]
            Tensor count = w.sum(1).clamp(1, Double.MAX_VALUE).reshape(-1, 1);                       // a resample may miss a split
            Tensor marginal = w.matmul(probabilities.narrow(0, start, length)).div(count);           // [R, classes]
            Tensor mean = w.matmul(negentropy.narrow(0, start, length)).div(count).reshape(-1);
            Tensor score = mean.sub(plogp(marginal).sum(1)).exp();
            total = total == null ? score : total.add(score);
        }
        return total.div(SPLITS);
    }

    /** p ln p, with 0 ln 0 = 0. */
    static Tensor plogp(Tensor p) {
        return p.mul(p.clamp(Double.MIN_NORMAL, 1).log());
    }
}
