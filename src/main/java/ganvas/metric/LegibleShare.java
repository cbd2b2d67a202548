package ganvas.metric;

import static ganvas.words.MetricInfo.Better.HIGHER;
import static ganvas.words.MetricInfo.Question.GOOD;

import ganvas.metric.formulas.Estimate;
import ganvas.words.MetricInfo;
import ganvas.words.MetricInfo.Network;
import ganvas.words.MetricInfo.Noise;
import ganvas.words.SelftestRule;
import ganvas.words.SelftestRule.Alone;
import ganvas.words.SelftestRule.Count;
import ganvas.words.SelftestRule.Reaction.Kind;
import ganvas.words.WinWords;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** The share of images that the judge reads with a probability above 0.9. Its interval comes from the bootstrap. */
record LegibleShare(MetricInfo info) implements Metric, CurveMetric {
    static final LegibleShare JUDGE = new LegibleShare(
            MetricInfo.named("legible-share").labelled("Legible share", "legible share").curve("legible")
                    .reads(GOOD, HIGHER).within(0, 1).rank(10).row(2).noise(Noise.FOOLED)
                    .means("Share of generated images that the judge reads with a probability above 0.9.", "Ganvas")
                    .needs(Network.JUDGE, "", 2)
                    .wins(WinWords.of("convinces the judge more often", "convinces the judge most often"))
                    .selftest(SelftestRule.PLAIN.harmed(Kind.IS_SEEN, JudgeConfidence.SURE_AGAIN).count(Count.MEAN)
                            .alone(Alone.HOLDS)));

    @Override
    public Set<Input> takes() {
        return Set.of(Input.CLASSES);
    }

    @Override
    public Measure against(RealSet real) {
        String recipe = "Share of images whose %s, by the judge, is above 0.9."
                .formatted(JudgeConfidence.largest(real));
        return generated -> line(Estimate.mean(generated.legible(), generated.weights()).within(0, 1), recipe);
    }

    @Override
    public String curve() {
        return info.label().curve();
    }

    @Override
    public ToDoubleFunction<GeneratedSet> curveAgainst(RealSet real) {
        return generated -> generated.legible().mean().item();
    }
}
