package ganvas.metric;

import static ganvas.words.MetricInfo.Better.HIGHER;
import static ganvas.words.MetricInfo.Question.VARIED;

import ganvas.metric.formulas.Estimate;
import ganvas.metric.formulas.Prdc;
import ganvas.words.MetricInfo;
import ganvas.words.MetricInfo.Noise;
import ganvas.words.SelftestRule;
import ganvas.words.SelftestRule.Alone;
import ganvas.words.WinWords;

/**
 * Recall as in {@link Prdc}: the share of real images that are near generated ones. Its interval comes from the
 * bootstrap.
 */
record Recall(MetricInfo info) implements NeighbourMetric {
    static final Recall JUDGE = new Recall(NeighbourMetric.inJudge(info("recall"), "Recall"));
    static final Recall INCEPTION = new Recall(NeighbourMetric.inInception(info("recall-inception"), "Recall"));

    private static MetricInfo info(String name) {
        return MetricInfo.named(name).reads(VARIED, HIGHER).within(0, 1).rank(1).row(3).noise(Noise.HINTS)
                .means("Share of real images that lie among generated ones.",
                        "Kynkäänniemi et al. 2019, equation 2, k = 5")
                .wins(WinWords.of("varies more", "varies most").called("recall"))
                .selftest(SelftestRule.PLAIN.alone(Alone.FALLS));
    }

    @Override
    public Estimate estimate(Prdc.Estimates all) {
        return all.recall();
    }

    @Override
    public String recipe(String real) {
        return "Share of %ss within some generated image's".formatted(real);
    }
}
