package ganvas.metric;

import static ganvas.words.MetricInfo.Better.HIGHER;
import static ganvas.words.MetricInfo.Question.VARIED;

import ganvas.metric.formulas.ClassHistogram;
import ganvas.words.MetricInfo;
import ganvas.words.MetricInfo.Network;
import ganvas.words.MetricInfo.Noise;
import ganvas.words.SelftestRule;
import ganvas.words.SelftestRule.Alone;
import ganvas.words.SelftestRule.Reaction.Kind;
import ganvas.words.WinWords;
import java.util.Arrays;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Shannon's entropy of the shares of the judge's labels. Its interval comes from the bootstrap. */
record ClassEntropy(MetricInfo info) implements Metric, CurveMetric {
    static final ClassEntropy JUDGE = new ClassEntropy(
            MetricInfo.named("class-entropy").labelled("Class entropy", "class entropy").curve("entropy")
                    .reads(VARIED, HIGHER).in("nats").atLeast(0).rank(2).noise(Noise.BLIND)
                    .wins(WinWords.of("balances the classes better", "balances the classes best")
                            .called("class entropy"))
                    .means("How evenly the generated images spread over the classes; at most ln of the number of "
                            + "classes.",
                            "Shannon 1948, of the judge's labels")
                    .needs(Network.JUDGE, "", 2)
                    .selftest(SelftestRule.PLAIN
                            .harmed(Kind.FREE, "it counts classes and does not ask how their pictures look")
                            .alone(Alone.FALLS)));

    @Override
    public Set<Input> takes() {
        return Set.of(Input.CLASSES);
    }

    @Override
    public Measure against(RealSet real) {
        RealSet.Classes classes = real.network().classes();
        String others = classes.hasOthers() ? " Images that it labels otherwise, class-share/other, are not among them."
                : "";
        String recipe = "Entropy of the shares of the judge's labels; even classes would give %.3f.%s"
                .formatted(Math.log(classes.count()), others);
        return generated -> line(histogram(generated, classes).entropy(), recipe);
    }

    /** The shares of the labels, computed once for all metrics. */
    static ClassHistogram.Histogram histogram(GeneratedSet generated, RealSet.Classes classes) {
        return generated.once(ClassHistogram.Histogram.class,
                () -> ClassHistogram.count(generated.labels(), classes.count(), classes.hasOthers(),
                        generated.weights()));
    }

    @Override
    public String curve() {
        return info.label().curve();
    }

    @Override
    public ToDoubleFunction<GeneratedSet> curveAgainst(RealSet real) {
        int classes = real.network().classes().count();
        return generated -> entropy(Arrays.stream(generated.labels()).filter(label -> label < classes).toArray());
    }

    /** The entropy; NaN if there are no labels. */
    private static double entropy(long[] labels) {
        if (labels.length == 0) return Double.NaN;
        return Arrays.stream(labels).boxed().collect(Collectors.groupingBy(l -> l, Collectors.counting()))
                .values().stream().mapToDouble(c -> (double) c / labels.length).map(p -> -p * Math.log(p)).sum();
    }
}
