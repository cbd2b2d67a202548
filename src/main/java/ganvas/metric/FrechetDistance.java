package ganvas.metric;

import static ganvas.words.MetricInfo.Better.LOWER;
import static ganvas.words.MetricInfo.Question.GOOD;

import ganvas.metric.formulas.Fid;
import ganvas.words.MetricInfo;
import ganvas.words.MetricInfo.Network;
import ganvas.words.SelftestRule;
import ganvas.words.SelftestRule.Alone;
import ganvas.words.SelftestRule.Count;
import ganvas.words.WinWords;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** FID: the {@link Fid} of features. Its interval comes from the infinitesimal jackknife. */
record FrechetDistance(MetricInfo info) implements Metric, CurveMetric {
    static final FrechetDistance JUDGE = new FrechetDistance(
            info("fid-judge").labelled("FID, judge features", "FID (judge features)").curve("fid")
                    .means("Distance between Gaussians fitted to features of real and generated images: quality "
                            + "and variety in one number.",
                            "Heusel et al. 2017, equation 6; with the judge's features instead of Inception's")
                    .needs(Network.JUDGE, "the test images", 100));
    static final FrechetDistance INCEPTION = new FrechetDistance(info("fid").labelled("FID", "FID (Inception)")
            .means("Distance between Gaussians fitted to Inception's features of real and generated "
                    + "images: the field's usual score.",
                    "Heusel et al. 2017, equation 6")
            .needs(Network.INCEPTION, "the test images", 100));

    private static MetricInfo info(String name) {
        return MetricInfo.named(name).counted().reads(GOOD, LOWER).atLeast(0).rank(0).row(1)
                .wins(WinWords.of("comes closer to real {pictures}", "comes closest to real {pictures}").called("FID"))
                .selftest(SelftestRule.PLAIN.count(Count.FALLS).alone(Alone.RISES));
    }

    @Override
    public Set<Input> takes() {
        return Set.of(Input.MOMENTS);
    }

    @Override
    public Measure against(RealSet real) {
        var fid = new Fid(real.moments());
        String recipe = "Fréchet distance between Gaussians fitted to %s (covariance with N − 1, float64)%s"
                .formatted(real.network().features(), real.called().against());
        return generated -> line(fid.withInterval(generated.features()), recipe);
    }

    @Override
    public String curve() {
        return info.label().curve();
    }

    @Override
    public ToDoubleFunction<GeneratedSet> curveAgainst(RealSet real) {
        var fid = new Fid(real.moments());
        return generated -> fid.of(generated.features());
    }
}
