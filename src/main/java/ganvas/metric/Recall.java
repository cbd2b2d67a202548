package ganvas.metric;

import static ganvas.words.MetricInfo.Better.HIGHER;
import static ganvas.words.MetricInfo.Question.VARIED;

import ganvas.metric.formulas.Prdc;
import ganvas.words.MetricInfo;
import ganvas.words.MetricInfo.Network;
import ganvas.words.SelftestRule;
import ganvas.words.SelftestRule.Alone;
import ganvas.words.WinWords;
import java.util.Set;

/**
 * Recall as in {@link Prdc}: the share of real images that are near generated ones. Its interval comes from the
 * bootstrap.
 */
record Recall(MetricInfo info) implements Metric {
    static final Recall JUDGE = new Recall(of("recall").labelled("Recall", "recall")
            .needs(Network.JUDGE, "the test images", 100));
    static final Recall INCEPTION = new Recall(
            of("recall-inception").labelled("Recall, Inception features", "recall (Inception)")
                    .needs(Network.INCEPTION, "the test images", 100));

    private static MetricInfo of(String name) {
        return MetricInfo.named(name).reads(VARIED, HIGHER).rank(3).row(3)
                .means("Share of real images that lie among generated ones.",
                        "Kynkäänniemi et al. 2019, equation 2, k = 5")
                .wins(WinWords.of("varies more", "varies most").called("recall"))
                .selftest(SelftestRule.PLAIN.alone(Alone.FALLS));
    }

    @Override
    public Set<Input> takes() {
        return Set.of(Input.FEATURES);
    }

    @Override
    public Measure against(RealSet real) {
        Prdc prdc = NearestNeighbours.of(real);
        String recipe = "Share of %ss within some generated image's%s".formatted(real.called().one(),
                NearestNeighbours.radius(real));
        return generated -> line(NearestNeighbours.of(prdc, generated).recall(), recipe);
    }
}
