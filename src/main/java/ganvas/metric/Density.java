package ganvas.metric;

import static ganvas.words.MetricInfo.Better.HIGHER;
import static ganvas.words.MetricInfo.Question.GOOD;

import ganvas.metric.formulas.Estimate;
import ganvas.metric.formulas.Prdc;
import ganvas.words.MetricInfo;
import ganvas.words.MetricInfo.Noise;
import ganvas.words.SelftestRule;
import ganvas.words.SelftestRule.Alone;
import ganvas.words.SelftestRule.Count;
import ganvas.words.SelftestRule.Floor;
import ganvas.words.SelftestRule.Reaction.Kind;
import ganvas.words.WinWords;

/**
 * Density as in {@link Prdc}: the number of real images that are near a generated one. Its interval comes from the
 * bootstrap.
 */
record Density(MetricInfo info) implements NeighbourMetric {
    static final Density JUDGE = new Density(NeighbourMetric.inJudge(info("density"), "Density"));
    static final Density INCEPTION = new Density(NeighbourMetric.inInception(info("density-inception"), "Density"));

    private static MetricInfo info(String name) {
        return MetricInfo.named(name).reads(GOOD, HIGHER).atLeast(0).rank(8).noise(Noise.FOOLED)
                .means("Mean number of real neighbourhoods that a generated image lies in, divided by the number "
                        + "expected of a real image; may exceed 1.",
                        "Naeem et al. 2020, equation 3, k = 5")
                .wins(WinWords.of("draws more typical {pictures}", "draws the most typical {pictures}")
                        .called("density"))
                .selftest(SelftestRule.PLAIN.harmed(SelftestRule.BLUR, Kind.ENDS_WORSE, SelftestRule.TYPICAL)
                        .floor(new Floor.Equals("must be 1, its expectation for equal distributions", (_, _, _) -> 1))
                        .count(Count.MEAN).alone(Alone.HOLDS));
    }

    @Override
    public Estimate estimate(Prdc.Estimates all) {
        return all.density();
    }

    @Override
    public String recipe(String real) {
        return ("Number of %ss that a generated image is near, on average, divided by 5; near means within the %s's")
                .formatted(real, real);
    }
}
