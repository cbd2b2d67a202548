package ganvas.metric;

import ganvas.data.Dataset;
import ganvas.data.Pixels;
import ganvas.file.Gallery;
import ganvas.problem.Problem;
import ganvas.result.Build;
import ganvas.result.SampleLabels;
import ganvas.torch.Dtype;
import ganvas.torch.Engine;
import ganvas.torch.NoGrad;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Scores generated images against the test images of a dataset, or against other real ones, every model's by the same
 * rules. What depends on the real images only is computed once, when it is made.
 */
public final class Scorer {
    private static final int LABELLED = 100;
    /** What is made of a judge's opinions of pictures, and why there is none of it where it has none. */
    private static final List<String> OF_CLASSES = List.of("is-judge", "class-entropy", "judge-confidence", "legible-share", "recognisable");
    static final String NO_CLASSES = "its judge tells people apart, so it has no classes that pictures could be of";
    private static final int MOST_REFERENCE = 10_000;

    private final Judge judge;
    private final String name;
    private final String shape;
    private final String one;
    private final String many;
    private final String against;
    private final Map<String, Object> referencePrint;
    private final double scale;
    private final Fid fid;
    private final Kid kid;
    private final Prdc prdc;
    private final Sharpness sharpness;

    /**
     * Whether {@code judge} was trained on this dataset, and knows its classes: another one of its size and number of classes is
     * foreign to it, but one that was narrowed to some of its classes is not.
     */
    static boolean fits(Judge judge, Dataset data) {
        return judge.dataset().equals(Judges.dataset(data)) && judge.input().equals(Judges.size(data))
                && (!judge.tellsClasses() || judge.classes().containsAll(data.classes()));
    }

    /** An error unless {@code judge} was trained on this dataset; asked before anything is trained that it is to score. */
    public static void check(Judge judge, Dataset data) {
        if (fits(judge, data)) return;
        String classes = judge.tellsClasses() ? " in the classes " + String.join(", ", judge.classes()) : "";
        throw Judges.refusal(data, "%s, %s (channels x height x width)%s".formatted(judge.dataset(), judge.input(), classes), "the judge was trained on");
    }

    /** Against the test images, at most 10,000. @param judge one that was trained on such images */
    public Scorer(Dataset data, Judge judge) {
        check(judge, data);
        this(RealPictures.ofTest(data, MOST_REFERENCE), judge.over(data));
    }

    /** @param judge one that was trained on images of this size */
    public Scorer(RealPictures reference, Judge judge) {
        Gallery pictures = reference.pictures();
        String found = "%d x %d x %d".formatted(pictures.channels(), pictures.height(), pictures.width());
        if (!judge.input().equals(found)) {
            throw Problem.input("%s: expected pictures of %s (channels x height x width), which the judge was trained on; found %s. "
                    + "--features inception takes pictures of any size.", reference.name(), judge.input(), found);
        }
        this.judge = judge;
        name = reference.name();
        shape = pictures.shape();
        one = reference.one();
        many = reference.many();
        against = "; against %s.".formatted(many);
        referencePrint = reference.fingerprint();
        try (var _ = new Scope(); var _ = new NoGrad()) {
            Tensor images = Pixels.tensor(pictures.all());
            Tensor read = judge.read(images).features().to(Dtype.FLOAT64);
            scale = 1 / Math.sqrt(read.square().mean().item());
            Tensor real = read.mul(scale).keep();
            fid = Engine.withBlasThreads(() -> new Fid(real));
            kid = Engine.withBlasThreads(() -> new Kid(real));
            prdc = Engine.withBlasThreads(() -> new Prdc(real, Metrics.K));
            sharpness = new Sharpness(images);
        }
    }

    /** Pictures of the reference's size; they are held in memory. */
    public Scores score(Gallery generated, SampleOrigin origin) {
        check(generated.name() + ": ", generated.channels(), generated.height(), generated.width());
        try (var _ = new Scope()) {
            return score(Pixels.tensor(generated.all()), origin);
        }
    }

    /** As {@link #score(Tensor, Origin)}, of images whose origin matters to nobody. */
    public Scores score(Tensor generated) {
        return score(generated, SampleOrigin.UNSAID);
    }

    /** @param generated uint8 [N, C, H, W] of the reference's size, on the CPU; as many as the test images make the usual scores */
    public Scores score(Tensor generated, SampleOrigin origin) {
        check(generated);
        if (generated.size(0) < 2) return TOO_FEW;
        try (var _ = new Scope()) {
            return score(generated, judge.read(generated), origin);
        }
    }

    /** As {@link #score(Tensor, Origin)}, of images that the judge has read. */
    public Scores score(Tensor generated, Judge.Opinion opinion, SampleOrigin origin) {
        check(generated);
        if (generated.size(0) < 2) return TOO_FEW;
        try (var _ = new Scope(); var _ = new NoGrad()) {
            return Engine.withBlasThreads(() -> scored(generated, opinion, origin));
        }
    }

    private static final Scores TOO_FEW = new Scores(List.of(), List.of("no score: there are fewer than 2 images"), new SampleLabels(new int[0], new double[0]));

    private void check(Tensor generated) {
        long[] found = generated.shape();
        check("", Arrays.copyOfRange(found, 1, found.length));
        if (generated.dtype() != Dtype.UINT8) throw new IllegalArgumentException("expected uint8 images; found " + generated.dtype());
    }

    private Scores scored(Tensor generated, Judge.Opinion opinion, SampleOrigin origin) {
        int n = (int) generated.size(0);
        Tensor features = opinion.features().to(Dtype.FLOAT64).mul(scale), probabilities = opinion.probabilities();
        Tensor weights = Bootstrap.weights(n), confidence = opinion.confidence();
        long[] labels = opinion.labels();
        var sheet = new ScoreCollector(n, protocol(n, origin), judge.said());

        sheet.measure("fid-judge", () -> fid.withInterval(features), "Fréchet distance between Gaussians fitted to "
                + "the judge's features (covariance with N − 1, float64)" + against);
        sheet.measure("kid-judge", () -> kid.of(features, weights), "Unbiased squared maximum mean discrepancy of the "
                + "judge's features, kernel (x·y/d + 1)³, over all pairs" + against);
        if (judge.tellsClasses()) {
            sheet.measure("is-judge", () -> InceptionScore.of(probabilities, weights),
                    "exp of the mean KL of p(class|image) from p(class), by the judge; mean over 10 consecutive splits." + together());
        } else {
            OF_CLASSES.forEach(name -> sheet.without(name, NO_CLASSES));
        }
        Prdc.Scores p = sheet.allows("precision") ? prdc.of(features, weights) : null;
        String radius = " radius, the distance to the 5th nearest neighbour of its kind in the judge's features" + against;
        sheet.measure("precision", () -> p.precision(), "Share of generated images within some " + one + "'s" + radius);
        sheet.measure("recall", () -> p.recall(), "Share of " + one + "s within some generated image's" + radius);
        sheet.measure("density", () -> p.density(), "Number of " + one + "s that a generated image is near, on average, divided by 5; near"
                + " means within the " + one + "'s" + radius);
        sheet.measure("coverage", () -> p.coverage(), "Share of " + one + "s with a generated one within their" + radius);
        if (judge.tellsClasses()) opinions(sheet, labels, confidence, weights, p, radius);
        sheet.measure("sharpness", () -> sharpness.of(generated, weights), "Mean slope of coherent edges (3 × 3 median, Sobel, structure tensor "
                + "with σ = 2, coherence to the 4th power), divided by the same of " + many + ".");
        if (judge.tellsClasses()) sheet.shares(histogram(labels, weights).shares(), judge.classes().size());
        return new Scores(List.copyOf(sheet.lines), List.copyOf(sheet.notMeasured),
                judge.tellsClasses() ? labels(labels, confidence.toDoubles()) : labels(new long[0], new double[0]));
    }

    /** What is made of the judge's opinions. @param p null where there are too few images */
    private void opinions(ScoreCollector sheet, long[] labels, Tensor confidence, Tensor weights, Prdc.Scores p, String radius) {
        String largest = judge.knowsOthers() ? "largest probability of a class of " + asked() : "largest class probability";
        String without = judge.knowsOthers() ? " Images that it labels otherwise, class-share/other, are not among them." : "";
        sheet.measure("class-entropy", () -> histogram(labels, weights).entropy(),
                "Entropy of the shares of the judge's labels; even classes would give %.3f.%s".formatted(Math.log(judge.classes().size()), without));
        sheet.measure("judge-confidence", () -> Estimate.mean(confidence, weights).within(0, 1),
                "Mean of the judge's %s.".formatted(largest));
        Tensor legible = confidence.gt(Metrics.LEGIBLE).to(Dtype.FLOAT64);
        sheet.measure("legible-share", () -> Estimate.mean(legible, weights).within(0, 1),
                "Share of images whose %s, by the judge, is above 0.9.".formatted(largest));
        sheet.measure("recognisable", () -> Estimate.mean(legible.mul(p.inside()), weights).within(0, 1),
                "Share of images whose %s, by the judge, is above 0.9 and that lie within some %s's%s".formatted(largest, one, radius));
    }

    private ClassHistogram.Histogram histogram(long[] labels, Tensor weights) {
        return ClassHistogram.of(labels, judge.classes().size(), judge.knowsOthers(), weights);
    }

    private String together() {
        return judge.knowsOthers() ? " Classes that are not of %s count as one.".formatted(asked()) : "";
    }

    /** The dataset's name without the place where its files are. */
    private String asked() {
        return name.split(":")[0];
    }

    /** What the judge's features are multiplied by before distances are taken. */
    double scale() {
        return scale;
    }

    /** What scores must share to be comparable. */
    private Map<String, Object> protocol(int n, SampleOrigin origin) {
        var protocol = new LinkedHashMap<String, Object>();
        protocol.put("generated", n);
        protocol.put("latents", origin.latents());
        protocol.put("quantisation", origin.quantisation());
        protocol.putAll(referencePrint);
        protocol.put("features", "judge, the " + judge.features() + " before the logits, in units of their root mean square over the reference");
        protocol.putAll(judge.fingerprint());
        protocol.put("resize", "none");
        protocol.put("normalisation", "x / 255");
        protocol.put("k", Metrics.K);
        protocol.put("interval", "95 %, normal, " + Bootstrap.DRAWS + " resamples of the generated images; FID by the infinitesimal jackknife");
        protocol.put("ganvas", Build.THIS.version());
        return protocol;
    }

    private static SampleLabels labels(long[] labels, double[] confidence) {
        int n = Math.min(LABELLED, labels.length);
        return new SampleLabels(Arrays.stream(labels).limit(n).mapToInt(Math::toIntExact).toArray(), Arrays.copyOf(confidence, n));
    }

    private void check(String where, long... found) {
        if (!Arrays.toString(found).equals(shape)) {
            throw Problem.input("%sexpected images of %s [channels, height, width], as in %s; found %s. Resize them, or name the dataset they belong to.",
                    where, shape, name, Arrays.toString(found));
        }
    }
}
