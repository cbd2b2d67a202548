package ganvas.metric;

import static ganvas.words.MetricInfo.Better.LOWER;
import static ganvas.words.MetricInfo.Question.GOOD;

import ganvas.metric.formulas.Kid;
import ganvas.words.MetricInfo;
import ganvas.words.MetricInfo.Network;
import ganvas.words.SelftestRule;
import ganvas.words.SelftestRule.Alone;
import ganvas.words.SelftestRule.Count;
import ganvas.words.SelftestRule.Floor;
import ganvas.words.WinWords;
import java.util.Set;

/** KID: the {@link Kid} of features. Its interval comes from the bootstrap. */
record KernelDistance(MetricInfo info) implements Metric {
    static final KernelDistance JUDGE = new KernelDistance(
            info("kid-judge").labelled("KID, judge features", "KID (judge features)")
                    .means("Squared maximum mean discrepancy of features; like FID, but unbiased: about 0 for "
                            + "equal distributions.",
                            "Bińkowski et al. 2018, section 3; with the judge's features instead of Inception's")
                    .needs(Network.JUDGE, "the test images", 100));
    static final KernelDistance INCEPTION = new KernelDistance(info("kid").labelled("KID", "KID (Inception)")
            .means("Squared maximum mean discrepancy of Inception's features. It is unbiased, and taken over all "
                    + "pairs; other programs draw subsets.",
                    "Bińkowski et al. 2018, section 3")
            .needs(Network.INCEPTION, "the test images", 100));

    private static MetricInfo info(String name) {
        return MetricInfo.named(name).counted().reads(GOOD, LOWER).rank(5)
                .wins(WinWords.of("comes closer to real {pictures}", "comes closest to real {pictures}").called("KID"))
                .selftest(SelftestRule.PLAIN.floor(new Floor.Equals("must be 0: it is unbiased", (_, _, _) -> 0))
                        .count(Count.UNBIASED).alone(Alone.RISES));
    }

    @Override
    public Set<Input> takes() {
        return Set.of(Input.FEATURES);
    }

    @Override
    public Measure against(RealSet real) {
        var kid = new Kid(real.rows());
        String recipe = "Unbiased squared maximum mean discrepancy of %s, kernel (x·y/d + 1)³, over all pairs%s"
                .formatted(real.network().features(), real.called().against());
        return generated -> line(kid.of(generated.features(), generated.weights()), recipe);
    }
}
