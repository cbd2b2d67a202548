package ganvas.metric;

import static ganvas.words.MetricInfo.Better.HIGHER;
import static ganvas.words.MetricInfo.Question.GOOD;

import ganvas.metric.formulas.Prdc;
import ganvas.words.MetricInfo;
import ganvas.words.MetricInfo.Network;
import ganvas.words.SelftestRule;
import ganvas.words.SelftestRule.Alone;
import ganvas.words.SelftestRule.Count;
import ganvas.words.SelftestRule.Floor;
import ganvas.words.SelftestRule.Reaction.Kind;
import ganvas.words.WinWords;
import java.util.Set;

/**
 * Precision as in {@link Prdc}: the share of generated images that are near real ones. Its interval comes from the
 * bootstrap.
 */
record PrecisionMetric(MetricInfo info) implements Metric {
    static final PrecisionMetric JUDGE = new PrecisionMetric(of("precision").labelled("Precision", "precision")
            .needs(Network.JUDGE, "the test images", 100));
    static final PrecisionMetric INCEPTION = new PrecisionMetric(
            of("precision-inception").labelled("Precision, Inception features", "precision (Inception)")
                    .needs(Network.INCEPTION, "the test images", 100));

    private static MetricInfo of(String name) {
        return MetricInfo.named(name).reads(GOOD, HIGHER).rank(4)
                .means("Share of generated images that lie among real ones.",
                        "Kynkäänniemi et al. 2019, equation 1, k = 5")
                .wins(WinWords.of("lies among real {pictures} more often", "lies among real {pictures} most often")
                        .called("precision"))
                .selftest(SelftestRule.PLAIN.harmed(SelftestRule.BLUR, Kind.ENDS_WORSE, SelftestRule.TYPICAL)
                        .floor(new Floor.AsLargeAs("recall")).count(Count.MEAN).alone(Alone.HOLDS));
    }

    @Override
    public Set<Input> takes() {
        return Set.of(Input.FEATURES);
    }

    @Override
    public Measure against(RealSet real) {
        Prdc prdc = NearestNeighbours.of(real);
        String recipe = "Share of generated images within some %s's%s".formatted(real.called().one(),
                NearestNeighbours.radius(real));
        return generated -> line(NearestNeighbours.of(prdc, generated).precision(), recipe);
    }
}
