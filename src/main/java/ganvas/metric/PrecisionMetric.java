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
 * Precision as in {@link Prdc}: the share of generated images that are near real ones. Its interval comes from the
 * bootstrap.
 */
record PrecisionMetric(MetricInfo info) implements NeighbourMetric {
    static final PrecisionMetric JUDGE = new PrecisionMetric(NeighbourMetric.inJudge(info("precision"), "Precision"));
    static final PrecisionMetric INCEPTION = new PrecisionMetric(
            NeighbourMetric.inInception(info("precision-inception"), "Precision"));

    private static MetricInfo info(String name) {
        return MetricInfo.named(name).reads(GOOD, HIGHER).within(0, 1).rank(9).noise(Noise.FOOLED)
                .means("Share of generated images that lie among real ones.",
                        "Kynkäänniemi et al. 2019, equation 1, k = 5")
                .wins(WinWords.of("lies among real {pictures} more often", "lies among real {pictures} most often")
                        .called("precision"))
                .selftest(SelftestRule.PLAIN.harmed(SelftestRule.BLUR, Kind.ENDS_WORSE, SelftestRule.TYPICAL)
                        .floor(new Floor.AsLargeAs("recall")).count(Count.MEAN).alone(Alone.HOLDS));
    }

    @Override
    public Estimate estimate(Prdc.Estimates all) {
        return all.precision();
    }

    @Override
    public String recipe(String real) {
        return "Share of generated images within some %s's".formatted(real);
    }
}
