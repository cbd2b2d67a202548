package ganvas.metric;

import static ganvas.words.MetricInfo.Better.HIGHER;
import static ganvas.words.MetricInfo.Question.GOOD;

import ganvas.metric.formulas.Estimate;
import ganvas.metric.formulas.Prdc;
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

/**
 * The share of images that are both legible and near real ones. Speckle can be legible without being near real images.
 * Its interval comes from the bootstrap.
 */
record RecognisableShare(MetricInfo info) implements Metric, CurveMetric {
    static final RecognisableShare JUDGE = new RecognisableShare(
            MetricInfo.named("recognisable").labelled("Recognisable share", "recognisable share")
                    .curve("recognisable").reads(GOOD, HIGHER).within(0, 1).rank(4).noise(Noise.TELLS)
                    .wins(WinWords.of("draws recognisable {pictures} more often",
                            "draws recognisable {pictures} most often").called("share"))
                    .means("Share of generated images that the judge reads with a probability above 0.9 and that "
                            + "lie among real ones: "
                            + "speckle that fools the judge does not count.",
                            "Ganvas; the second part is Kynkäänniemi et al. 2019, k = 5")
                    .needs(Network.JUDGE, "the test images", 100)
                    .selftest(SelftestRule.PLAIN.harmed(SelftestRule.BLUR, Kind.ENDS_WORSE, SelftestRule.TYPICAL)
                            .count(Count.MEAN).alone(Alone.HOLDS)));

    @Override
    public Set<Input> takes() {
        return Set.of(Input.CLASSES, Input.FEATURES);
    }

    @Override
    public Measure against(RealSet real) {
        Prdc prdc = NearestNeighbours.prdc(real);
        String recipe = "Share of images whose %s, by the judge, is above 0.9 and that lie within some %s's%s"
                .formatted(JudgeConfidence.largest(real), real.called().one(), NearestNeighbours.radius(real));
        return generated -> line(Estimate.mean(
                generated.legible().mul(NearestNeighbours.estimates(prdc, generated).inside()),
                generated.weights())
                .within(0, 1), recipe);
    }

    @Override
    public String curve() {
        return info.label().curve();
    }

    @Override
    public ToDoubleFunction<GeneratedSet> curveAgainst(RealSet real) {
        Prdc prdc = NearestNeighbours.prdc(real);
        return generated -> generated.legible().mul(prdc.inside(generated.features())).mean().item();
    }
}
