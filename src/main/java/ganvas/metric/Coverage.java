package ganvas.metric;

import static ganvas.words.MetricInfo.Better.HIGHER;
import static ganvas.words.MetricInfo.Question.VARIED;

import ganvas.metric.formulas.Estimate;
import ganvas.metric.formulas.Prdc;
import ganvas.words.MetricInfo;
import ganvas.words.MetricInfo.Noise;
import ganvas.words.SelftestRule;
import ganvas.words.SelftestRule.Alone;
import ganvas.words.SelftestRule.Count;
import ganvas.words.SelftestRule.Floor;
import ganvas.words.WinWords;

/**
 * Coverage as in {@link Prdc}: the share of real images that have a generated one near them. Its interval comes from
 * the delete-one jackknife.
 */
record Coverage(MetricInfo info) implements NeighbourMetric {
    static final Coverage JUDGE = new Coverage(NeighbourMetric.inJudge(info("coverage"), "Coverage"));
    static final Coverage INCEPTION = new Coverage(NeighbourMetric.inInception(info("coverage-inception"), "Coverage"));

    private static MetricInfo info(String name) {
        return MetricInfo.named(name).reads(VARIED, HIGHER).within(0, 1).rank(3).row(4).noise(Noise.HINTS)
                .means("Share of real images with a generated one in their neighbourhood.",
                        "Naeem et al. 2020, equation 4, k = 5")
                .wins(WinWords.of("covers more {pictures}", "covers the most")
                        .again("covers more of them", "covers more").called("coverage"))
                .selftest(SelftestRule.PLAIN
                        .floor(new Floor.Equals(
                                "must be %s, its expectation for equal distributions (Naeem et al. 2020)",
                                Coverage::expected))
                        .count(Count.RISES).alone(Alone.FALLS));
    }

    @Override
    public Estimate estimate(Prdc.Estimates all) {
        return all.coverage();
    }

    @Override
    public String recipe(String real) {
        return "Share of %ss with a generated one within their".formatted(real);
    }

    /**
     * Expected coverage for equal distributions: 1 − (N−1)···(N−k) / ((N+M−1)···(N+M−k)). This is the probability that
     * the k nearest pictures of a real one are not all real.
     */
    static double expected(int real, int generated, int k) {
        double all = 1;
        for (int i = 1; i <= k; i++) all *= (double) (real - i) / (real + generated - i);
        return 1 - all;
    }
}
