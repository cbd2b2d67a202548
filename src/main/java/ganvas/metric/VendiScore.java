package ganvas.metric;

import static ganvas.words.MetricInfo.Better.HIGHER;
import static ganvas.words.MetricInfo.Question.VARIED;

import ganvas.metric.formulas.Estimate;
import ganvas.metric.formulas.Fid;
import ganvas.metric.formulas.InceptionScore;
import ganvas.torch.Symmetric;
import ganvas.torch.Tensor;
import ganvas.words.MetricInfo;
import ganvas.words.MetricInfo.Network;
import ganvas.words.MetricInfo.Noise;
import ganvas.words.SelftestRule;
import ganvas.words.SelftestRule.Alone;
import ganvas.words.SelftestRule.Count;
import ganvas.words.SelftestRule.Reaction.Kind;
import java.util.List;
import java.util.Set;

/**
 * The Vendi score (Friedman and Dieng 2023, definition 3.1): exp of the Shannon entropy of the eigenvalues of K / n. K
 * [n, n] holds the similarity of every two images and is 1 on its diagonal. The score is the number of completely
 * dissimilar images that would be equally varied. Similarity is here the cosine of features.
 *
 * <p>The score needs no reference. Meaningless pictures can be as dissimilar as those of all classes, so the score
 * has no vote in a verdict.
 */
record VendiScore(MetricInfo info) implements Metric {
    static final VendiScore JUDGE = new VendiScore(MetricInfo.named("vendi-judge").counted()
            .labelled("Vendi score, judge features", "Vendi score (judge features)")
            .reads(VARIED, HIGHER).atLeast(1).withoutVote().noise(Noise.BLIND)
            .means("Number of completely different images that would be as varied, by the cosine of features. "
                    + "It does not measure what the images show.",
                    "Friedman and Dieng 2023, definition 3.1; with the judge's features")
            .needs(Network.JUDGE, "", 100)
            .selftest(SelftestRule.PLAIN
                    .harmed(Kind.FREE, "it measures how unlike pictures are and does not ask what they show")
                    .count(Count.GAINS).alone(Alone.FALLS)));

    @Override
    public Set<Input> takes() {
        return Set.of();
    }

    @Override
    public Measure against(RealSet real) {
        String recipe = "exp of the entropy of the eigenvalues of the matrix of cosines between %s of every two "
                + "images, divided by their number; no reference. The "
                + "interval is by the infinitesimal jackknife: a resample that repeats images would be less varied.";
        return generated -> line(score(generated.features()), recipe.formatted(real.network().features()));
    }

    /**
     * The score of rows {@code x}, float64 [N, F], from the eigenvalues of F × F or of N × N products, whichever are
     * fewer.
     */
    static Estimate score(Tensor x) {
        Tensor unit = unit(x);
        return unit.size(1) < unit.size(0) ? ofColumns(unit) : ofSimilarity(unit.matmul(unit.t()));
    }

    /** {@code unit} [N, F] has rows of length 1. Uᵀ U / N has the same eigenvalues as U Uᵀ / N, except for zeros. */
    private static Estimate ofColumns(Tensor unit) {
        Symmetric.Eigen eigen = Symmetric.eigen(unit.t().matmul(unit).div(unit.size(0)));
        return estimate(eigen.values(), unit.matmul(eigen.vectors()).square());
    }

    /** The score of {@code k}, float64 [N, N], symmetric and positive semi-definite with ones on its diagonal. */
    static Estimate ofSimilarity(Tensor k) {
        long n = k.size(0);
        Symmetric.Eigen eigen = Symmetric.eigen(k.div(n));
        return estimate(eigen.values(), eigen.vectors().square().mul(eigen.values()).mul(n));
    }

    /**
     * Rows of {@code x} scaled to length 1, with one more column. A row of zeros then has similarity 1 with other rows
     * of zeros, and 0 with the rest.
     */
    private static Tensor unit(Tensor x) {
        Tensor length = x.square().sum(1).sqrt().reshape(-1, 1);
        return Tensor.cat(List.of(x.div(length.clamp(Double.MIN_NORMAL, Double.MAX_VALUE)),
                length.lt(Double.MIN_NORMAL).to(x.dtype())), 1);
    }

    /**
     * The interval by the infinitesimal jackknife, as in {@link Fid#withInterval}. With ρ = Σ w u uᵀ, the derivative of
     * exp(−tr ρ ln ρ) by an image's weight w is the score times −uᵀ (ln ρ) u, minus its mean, which is the entropy.
     *
     * @param values of K / n, [R]; they sum to 1
     * @param shares [N, R]: the part of image i that lies along eigenvector k; rows sum to 1
     */
    private static Estimate estimate(Tensor values, Tensor shares) {
        Tensor kept = values.clamp(0, 1);                                          // a hair below 0 is rounding
        double score = Math.exp(-InceptionScore.plogp(kept).sum().item());
        Tensor surprise = shares.matmul(kept.clamp(Double.MIN_NORMAL, 1).log().neg().reshape(-1, 1)).reshape(-1);
        long n = surprise.size(0);
        double error = score * Math.sqrt(surprise.sub(surprise.mean()).square().sum().item() / (n - 1) / n);
        return Estimate.around(score, error).within(1, n);
    }
}
