package ganvas.metric;

import static ganvas.words.MetricInfo.Better.NONE;
import static ganvas.words.MetricInfo.Question.VARIED;

import ganvas.metric.formulas.Estimate;
import ganvas.words.MetricInfo;
import ganvas.words.MetricInfo.Network;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The share of each class among the judge's labels, one line per class. Intervals come from the bootstrap. */
record ClassShares(MetricInfo info) implements Metric {
    static final ClassShares JUDGE = new ClassShares(MetricInfo.named("class-share").byClass()
            .labelled("Share of each class", "share of class")
            .reads(VARIED, NONE).within(0, 1)
            .means("Share of generated images in each class, by the judge: class-share/0, class-share/1 and so on.",
                    "Ganvas")
            .needs(Network.JUDGE, "", 2));

    @Override
    public Set<Input> takes() {
        return Set.of(Input.CLASSES);
    }

    @Override
    public Measure against(RealSet real) {
        RealSet.Classes classes = real.network().classes();
        return generated -> {
            List<Estimate> shares = ClassEntropy.histogram(generated, classes).shares();
            return IntStream.range(0, shares.size())
                    .mapToObj(c -> share(c < classes.count() ? String.valueOf(c) : "other", shares.get(c))).toList();
        };
    }

    private static Measured share(String which, Estimate share) {
        return new Measured(which, "Share of " + which, share, "Share of images that the judge labels so.");
    }
}
