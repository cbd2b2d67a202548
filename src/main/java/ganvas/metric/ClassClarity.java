package ganvas.metric;

import static ganvas.words.MetricInfo.Better.HIGHER;
import static ganvas.words.MetricInfo.Question.GOOD;

import ganvas.metric.formulas.InceptionScore;
import ganvas.words.MetricInfo;
import ganvas.words.MetricInfo.Network;
import ganvas.words.MetricInfo.Noise;
import ganvas.words.SelftestRule;
import ganvas.words.SelftestRule.Alone;
import java.util.Map;
import java.util.Set;

/** The {@link InceptionScore} of class probabilities. Its interval comes from the bootstrap. */
record ClassClarity(MetricInfo info) implements Metric {
    static final ClassClarity JUDGE = new ClassClarity(
            info("is-judge").labelled("Inception score, judge", "inception score (judge)")
                    .means("High if each image is clearly of one class and all classes are equally frequent; at most "
                            + "the number of classes.",
                            "Salimans et al. 2016, section 4; with the judge instead of Inception")
                    .needs(Network.JUDGE, "", 100));
    static final ClassClarity INCEPTION = new ClassClarity(
            info("is").labelled("Inception score", "inception score (Inception)")
                    .means("High if each image is clearly of one of ImageNet's classes and these are equally frequent.",
                            "Salimans et al. 2016, section 4")
                    .needs(Network.INCEPTION, "", 100));

    private static MetricInfo info(String name) {
        return MetricInfo.named(name).counted().reads(GOOD, HIGHER).atLeast(1).rank(7).noise(Noise.FOOLED)
                .selftest(SelftestRule.PLAIN.alone(Alone.FALLS));
    }

    @Override
    public Set<Input> takes() {
        return Set.of(Input.CLASSES);
    }

    @Override
    public Map<String, Object> conditions() {
        return Map.of("splits", "10 of shuffled images");
    }

    @Override
    public Measure against(RealSet real) {
        String rest = real.network().classes().rest();
        String recipe = ("exp of the mean KL of p(class|image) from p(class), by %s; mean over 10 splits of the "
                + "images, shuffled as in torch-fidelity.%s").formatted(real.network().opinions(),
                        rest.isEmpty() ? "" : " Classes that are not of %s count as one.".formatted(rest));
        return generated -> line(InceptionScore.score(generated.probabilities(), generated.weights()), recipe);
    }
}
