package ganvas.metric;

import ganvas.data.Images;
import ganvas.metric.inception.Inception;
import ganvas.metric.inception.Protocol;
import ganvas.result.Build;
import ganvas.result.Labels;
import ganvas.torch.Dtype;
import ganvas.torch.Engine;
import ganvas.torch.NoGrad;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Scores generated images against the test images of a dataset as the field does: in the FID Inception network, pictures of any size. */
public final class InceptionScorer {
    private static final int MOST_REFERENCE = 10_000;

    private final Images data;
    private final Inception inception;
    private final Protocol protocol;
    private final long references;

    public InceptionScorer(Images data, Inception inception, Protocol protocol) {
        this.data = data;
        this.inception = inception;
        this.protocol = protocol;
        references = Math.min(MOST_REFERENCE, data.test().size());
    }

    /** How many images the network reads to score so many. */
    public long work(long generated) {
        return references + generated;
    }

    /**
     * @param generated uint8 [N, C, H, W] with C = 1 or 3, on the CPU
     * @param watcher   told how many of {@link #work} are read
     */
    public Scores score(Tensor generated, Inception.Watcher watcher) {
        int n = (int) generated.size(0);
        if (n < 2) return new Scores(List.of(), List.of("no score: there are fewer than 2 images"), nobody());
        try (var _ = new Scope(); var _ = new NoGrad()) {
            if (Metrics.OF_INCEPTION.stream().allMatch(m -> n < m.fewest())) return score(n, null, null, null);      // says why, reads nothing
            var fake = inception.read(generated, protocol, true, watcher);
            var real = inception.read(data.test().images().narrow(0, 0, references), protocol, false, read -> watcher.read(n + read));
            return Engine.withBlasThreads(() -> score(n, real.features().to(Dtype.FLOAT64), fake.features().to(Dtype.FLOAT64),
                    fake.logits().to(Dtype.FLOAT64).softmax(1)));
        }
    }

    private Scores score(int n, Tensor real, Tensor fake, Tensor probabilities) {
        Tensor weights = Bootstrap.weights(n);
        var sheet = new Sheet(n, fingerprint(n));
        String features = "the FID Inception network's 2048 features, protocol " + protocol, against = "; against %,d test images.".formatted(references);

        // A resample's covariance and eigenvalues take seconds at 2048 features: no interval.
        sheet.measure("fid", () -> new Estimate(new Fid(real).of(fake), Double.NaN, Double.NaN),
                "Fréchet distance between Gaussians fitted to " + features + " (covariance with N − 1, float64)" + against);
        sheet.measure("kid", () -> new Kid(real).of(fake, weights),
                "Unbiased squared maximum mean discrepancy of " + features + ", kernel (x·y/d + 1)³, over all pairs" + against);
        sheet.measure("is", () -> InceptionScore.of(probabilities, weights), "exp of the mean KL of p(class|image) from p(class), by the FID Inception "
                + "network's 1008 logits without bias, protocol " + protocol + "; mean over 10 consecutive splits.");
        Prdc.Scores p = sheet.allows("precision-inception") ? new Prdc(real, Metrics.K).of(fake, weights) : null;
        String radius = " radius, the distance to the 5th nearest neighbour of its kind in " + features + against;
        sheet.measure("precision-inception", () -> p.precision(), "Share of generated images within some test image's" + radius);
        sheet.measure("recall-inception", () -> p.recall(), "Share of test images within some generated image's" + radius);
        sheet.measure("density-inception", () -> p.density(), "Number of test images that a generated image is near, on average, divided by 5; near"
                + " means within the test image's" + radius);
        sheet.measure("coverage-inception", () -> p.coverage(), "Share of test images with a generated one within their" + radius);
        return new Scores(List.copyOf(sheet.lines), List.copyOf(sheet.notMeasured), nobody());
    }

    /** What scores must share to be comparable. */
    private Map<String, Object> fingerprint(int n) {
        var print = new LinkedHashMap<String, Object>();
        print.put("generated", n);
        print.put("dataset", data.name().split(":")[0]);
        print.put("dataset SHA-256", data.sha256());
        print.put("reference", "the first " + references + " of test");
        print.put("features", "FID Inception of 2015-12-05, pool3, " + Inception.FEATURES);
        print.put("logits", Inception.CLASSES + ", without bias");
        print.put("weights SHA-256", inception.sha256());
        print.put("protocol", protocol.toString());
        print.put("resize", protocol.resize() + ", to 299 x 299");
        print.put("normalisation", protocol.normalisation());
        print.put("k", Metrics.K);
        print.put("interval", "95 %, normal, " + Bootstrap.DRAWS + " resamples of the generated images; none for FID");
        print.put("ganvas", Build.THIS.version());
        return print;
    }

    /** It labels nothing that the dataset's classes are. */
    private static Labels nobody() {
        return new Labels(new int[0], new double[0]);
    }
}
