package ganvas.metric;

import static ganvas.words.MetricInfo.Better.ONE;
import static ganvas.words.MetricInfo.Question.SHARP;

import ganvas.metric.formulas.Sharpness;
import ganvas.words.MetricInfo;
import ganvas.words.MetricInfo.Network;
import ganvas.words.SelftestRule;
import ganvas.words.SelftestRule.Floor;
import ganvas.words.SelftestRule.Reaction.Kind;
import ganvas.words.WinWords;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** The {@link Sharpness} of pictures relative to the real ones. Its interval comes from the bootstrap. */
record EdgeSharpness(MetricInfo info) implements Metric, CurveMetric {
    static final EdgeSharpness PIXELS = new EdgeSharpness(MetricInfo.named("sharpness")
            .labelled("Sharpness", "sharpness").curve("sharpness")
            .reads(SHARP, ONE).in("× real").atLeast(0).rank(6).row(5)
            .means("Mean slope of edges, divided by that of real images; below 1 means blurred. Noise does not "
                    + "raise it.",
                    "Ganvas: coherent part of the structure tensor (Bigün and Granlund 1987)")
            .needs(Network.NONE, "the test images", 2)
            .wins(WinWords.of("draws sharper {pictures}", "draws the sharpest {pictures}")
                    .below("has truer sharpness", "has the truest sharpness").unit("×", " real"))
            .selftest(SelftestRule.PLAIN
                    .harmed(Kind.NEVER_IMPROVES, "speckle has slopes and no edges, so it must never count as sharp")
                    .harmed(SelftestRule.BLUR, Kind.WORSENS, "").floor(new Floor.Equals("must be 1", (_, _, _) -> 1))));

    @Override
    public Set<Input> takes() {
        return Set.of(Input.PIXELS);
    }

    @Override
    public Measure against(RealSet real) {
        var sharpness = new Sharpness(real.pixels());
        String recipe = ("Mean slope of coherent edges (3 × 3 median, Sobel, structure tensor with σ = 2, "
                + "coherence to the 4th power), divided by the same of %s.")
                .formatted(real.called().many());
        return generated -> line(sharpness.of(generated.images(), generated.weights()), recipe);
    }

    @Override
    public String curve() {
        return info.label().curve();
    }

    @Override
    public ToDoubleFunction<GeneratedSet> curveAgainst(RealSet real) {
        var sharpness = new Sharpness(real.pixels());
        return generated -> sharpness.of(generated.images());
    }
}
