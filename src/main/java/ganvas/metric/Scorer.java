package ganvas.metric;

import ganvas.data.Images;
import ganvas.result.Build;
import ganvas.result.Labels;
import ganvas.result.Problem;
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
 * Scores generated images against the test images of a dataset, every model's by the same rules. What depends on the
 * test images only is computed once, when it is made.
 */
public final class Scorer {
    private static final int LABELLED = 100;
    private static final int MOST_REFERENCE = 10_000;

    private final Images data;
    private final Judge judge;
    private final long references;
    private final double scale;
    private final Fid fid;
    private final Kid kid;
    private final Prdc prdc;
    private final Sharpness sharpness;

    /** Whether {@code judge} was trained on images of this size, in as many classes. */
    static boolean fits(Judge judge, Images data) {
        return judge.input().equals(size(data)) && judge.classes() == data.classes().size();
    }

    private static String size(Images data) {
        return data.channels() + " x " + data.height() + " x " + data.width();
    }

    /** @param judge one that was trained on such images */
    public Scorer(Images data, Judge judge) {
        if (!fits(judge, data)) {
            throw Problem.input("dataset %s: expected images of %s (channels x height x width) in %d classes, which this judge was trained on; "
                    + "found %s in %d. 'ganvas judge train %s' trains one for it.", data.name(), judge.input(), judge.classes(), size(data),
                    data.classes().size(), data.name());
        }
        this.data = data;
        this.judge = judge;
        references = Math.min(MOST_REFERENCE, data.test().size());
        try (var _ = new Scope(); var _ = new NoGrad()) {
            Tensor images = data.test().images().narrow(0, 0, references);
            Tensor read = judge.read(images).features().to(Dtype.FLOAT64);
            scale = 1 / Math.sqrt(read.square().mean().item());
            Tensor real = read.mul(scale).keep();
            fid = Engine.withBlasThreads(() -> new Fid(real));
            kid = Engine.withBlasThreads(() -> new Kid(real));
            prdc = Engine.withBlasThreads(() -> new Prdc(real, Metrics.K));
            sharpness = new Sharpness(images);
        }
    }

    /** @param generated uint8 [N, C, H, W] of the dataset's size, on the CPU; as many as the test images make the usual scores */
    public Scores score(Tensor generated) {
        check(generated);
        if (generated.size(0) < 2) return new Scores(List.of(), List.of("no score: there are fewer than 2 images"), new Labels(new int[0], new double[0]));
        try (var _ = new Scope(); var _ = new NoGrad()) {
            Judge.Opinion opinion = judge.read(generated);
            return Engine.withBlasThreads(() -> score(generated, opinion));
        }
    }

    private Scores score(Tensor generated, Judge.Opinion opinion) {
        int n = (int) generated.size(0);
        Tensor features = opinion.features().to(Dtype.FLOAT64).mul(scale), probabilities = opinion.probabilities();
        Tensor weights = Bootstrap.weights(n), confidence = probabilities.max(1);
        long[] labels = opinion.logits().argmax(1).toLongs();
        var sheet = new Sheet(n, protocol(n));

        sheet.measure("fid-judge", () -> fid.of(features, weights), "Fréchet distance between Gaussians fitted to "
                + "the judge's features (covariance with N − 1, float64)" + against());
        sheet.measure("kid-judge", () -> kid.of(features, weights), "Unbiased squared maximum mean discrepancy of the "
                + "judge's features, kernel (x·y/d + 1)³, over all pairs" + against());
        sheet.measure("is-judge", () -> InceptionScore.of(probabilities, weights),
                "exp of the mean KL of p(class|image) from p(class), by the judge; mean over 10 consecutive splits.");
        Prdc.Scores p = sheet.allows("precision") ? prdc.of(features, weights) : null;
        String radius = " radius, the distance to the 5th nearest neighbour of its kind in the judge's features" + against();
        sheet.measure("precision", () -> p.precision(), "Share of generated images within some test image's" + radius);
        sheet.measure("recall", () -> p.recall(), "Share of test images within some generated image's" + radius);
        sheet.measure("density", () -> p.density(), "Number of test images that a generated image is near, on average, divided by 5; near"
                + " means within the test image's" + radius);
        sheet.measure("coverage", () -> p.coverage(), "Share of test images with a generated one within their" + radius);
        var classes = ClassHistogram.of(labels, judge.classes(), weights);
        sheet.measure("class-entropy", classes::entropy, "Entropy of the shares of the judge's labels; even classes would give %.3f."
                .formatted(Math.log(judge.classes())));
        sheet.measure("judge-confidence", () -> Estimate.mean(confidence, weights).within(0, 1),
                "Mean of the judge's largest class probability.");
        sheet.measure("legible-share", () -> Estimate.mean(confidence.gt(Metrics.LEGIBLE).to(Dtype.FLOAT64), weights).within(0, 1),
                "Share of images whose largest class probability, by the judge, is above 0.9.");
        sheet.measure("recognisable", () -> Estimate.mean(confidence.gt(Metrics.LEGIBLE).to(Dtype.FLOAT64).mul(p.inside()), weights).within(0, 1),
                "Share of images whose largest class probability, by the judge, is above 0.9 and that lie within some test image's" + radius);
        sheet.measure("sharpness", () -> sharpness.of(generated, weights), "Mean slope of coherent edges (3 × 3 median, Sobel, structure tensor "
                + "with σ = 2, coherence to the 4th power), divided by the same of %,d test images.".formatted(references));
        sheet.shares(classes.shares());
        return new Scores(List.copyOf(sheet.lines), List.copyOf(sheet.notMeasured), labels(labels, confidence.toDoubles()));
    }

    /** What the judge's features are multiplied by before distances are taken. */
    double scale() {
        return scale;
    }

    private String against() {
        return "; against %,d test images.".formatted(references);
    }

    /** What scores must share to be comparable. */
    private Map<String, Object> protocol(int n) {
        var protocol = new LinkedHashMap<String, Object>();
        protocol.put("generated", n);
        protocol.put("dataset", data.name().split(":")[0]);
        protocol.put("dataset SHA-256", data.sha256());
        protocol.put("reference", "the first " + references + " of test");
        protocol.put("features", "judge, the " + JudgeNet.FEATURES + " before the logits, in units of their root mean square over the reference");
        protocol.put("judge SHA-256", judge.sha256());
        protocol.put("pixels", "uint8 / 255, not resized");
        protocol.put("k", Metrics.K);
        protocol.put("interval", "95 %, normal, " + Bootstrap.DRAWS + " resamples of the generated images");
        protocol.put("ganvas", Build.THIS.version());
        return protocol;
    }

    private static Labels labels(long[] labels, double[] confidence) {
        int n = Math.min(LABELLED, labels.length);
        return new Labels(Arrays.stream(labels).limit(n).mapToInt(Math::toIntExact).toArray(), Arrays.copyOf(confidence, n));
    }

    private void check(Tensor generated) {
        long[] expected = {data.channels(), data.height(), data.width()}, shape = generated.shape();
        if (shape.length != 4 || !Arrays.equals(Arrays.copyOfRange(shape, 1, 4), expected)) {
            throw Problem.input("expected images of %s [channels, height, width], as in %s; found %s. Resize them, or name the dataset they belong to.",
                    Arrays.toString(expected), data.name(), Arrays.toString(shape.length == 4 ? Arrays.copyOfRange(shape, 1, 4) : shape));
        }
        if (generated.dtype() != Dtype.UINT8) throw new IllegalArgumentException("expected uint8 images; found " + generated.dtype());
    }
}
