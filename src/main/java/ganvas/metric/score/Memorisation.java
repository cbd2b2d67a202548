package ganvas.metric.score;

import ganvas.data.Dataset;
import ganvas.data.Split;
import ganvas.metric.formulas.Bootstrap;
import ganvas.metric.formulas.Estimate;
import ganvas.metric.formulas.Fid;
import ganvas.metric.formulas.Neighbours;
import ganvas.metric.judge.Judge;
import ganvas.metric.judge.Opinion;
import ganvas.result.Build;
import ganvas.result.ScoreLine;
import ganvas.torch.Dtype;
import ganvas.torch.Engine;
import ganvas.torch.NoGrad;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import ganvas.words.Words;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks whether a model reproduces its training images. It measures the distance of samples to their nearest training
 * images, compared with that of unseen test images, and the Fréchet distance to training images, compared with that to
 * test images. What depends on the dataset only is computed once, in the constructor.
 */
public final class Memorisation {
    private final Dataset data;
    private final Judge judge;
    private final double scale;
    private final Sizes sizes;
    private final Tensor images;
    private final Tensor features;
    private final double unseenPixels;
    private final double unseenFeatures;
    private final Fid fid;

    /**
     * Numbers of images.
     *
     * @param queries generated images whose neighbours are searched, and as many test images
     * @param train   training images that are searched
     * @param fid     training images of the Fréchet distance
     */
    public record Sizes(int queries, int train, int fid) {
        /** All training images of MNIST; for FID as many as there are test images. */
        public static final Sizes FULL = new Sizes(1000, 50_000, 10_000);

        /** These numbers, or those of the dataset's images if they are smaller. */
        Sizes within(Dataset data) {
            long train = data.train().size();
            return new Sizes((int) Math.min(queries, data.test().size()), (int) Math.min(this.train, train),
                    (int) Math.min(fid, train));
        }
    }

    /**
     * The result.
     *
     * @param lines       the scores
     * @param notMeasured a sentence for each score that these images do not allow
     * @param byPixels    for each generated query image the nearest training image in pixels
     * @param byFeatures  the same in the judge's features
     */
    public record Found(List<ScoreLine> lines, List<String> notMeasured, long[] byPixels, long[] byFeatures) {}

    /** @param scorer of the same dataset and judge; its unit of features is used */
    public Memorisation(Dataset data, Judge judge, Scorer scorer, Sizes most) {
        this(data, judge, scorer.scale(), most);
    }

    /** @param scale factor of the features */
    Memorisation(Dataset data, Judge judge, double scale, Sizes most) {
        this.data = data;
        this.judge = judge;
        this.scale = scale;
        Split train = data.train(), test = data.test();
        sizes = most.within(data);
        try (var _ = new Scope(); var _ = new NoGrad()) {
            images = train.images().narrow(0, 0, sizes.train).keep();
            Tensor unseen = test.images().narrow(0, 0, sizes.queries);
            Tensor read = read(train.images().narrow(0, 0, Math.max(sizes.train, sizes.fid)));
            features = read.narrow(0, 0, sizes.train).keep();
            unseenPixels = mean(Engine.withBlasThreads(() -> Neighbours.find(unseen, images)).distance());
            unseenFeatures = mean(Engine.withBlasThreads(() -> Neighbours.find(read(unseen), features)).distance());
            fid = Engine.withBlasThreads(() -> new Fid(read.narrow(0, 0, sizes.fid).to(Dtype.FLOAT64)));
        }
    }

    /** float32 [N, F], in the scorer's unit. */
    private Tensor read(Tensor stored) {
        return judge.read(stored).features().mul(scale);
    }

    /** @param generated uint8 [N, C, H, W] of the dataset's size, on the CPU */
    public Found of(Tensor generated, SampleOrigin origin) {
        try (var _ = new Scope()) {
            return of(generated, judge.read(generated), origin);
        }
    }

    /** As {@link #of(Tensor, SampleOrigin)}, for images that the judge has already read. */
    public Found of(Tensor generated, Opinion opinion, SampleOrigin origin) {
        try (var _ = new Scope(); var _ = new NoGrad()) {
            Tensor read = opinion.features().mul(scale);
            return Engine.withBlasThreads(() -> of(generated, read, origin));
        }
    }

    private Found of(Tensor generated, Tensor read, SampleOrigin origin) {
        int n = (int) generated.size(0), queries = Math.min(sizes.queries, n);
        Neighbours.Nearest pixels = Neighbours.find(generated.narrow(0, 0, queries), images);
        Neighbours.Nearest judged = Neighbours.find(read.narrow(0, 0, queries), features);
        var looked = new Sizes(queries, sizes.train, sizes.fid);
        var collector = new ScoreCollector(n, protocol(n, queries, origin), judge.said());
        collector.measure("train-ratio-pixels", () -> ratio(pixels.distance(), unseenPixels),
                recipe(data, looked, sizes.queries, unseenPixels, "grey values in [0, 1]"));
        collector.measure("train-ratio-judge", () -> ratio(judged.distance(), unseenFeatures),
                recipe(data, looked, sizes.queries, unseenFeatures, "the judge's features"));
        collector.measure("fid-judge-train", () -> fid.withInterval(read.to(Dtype.FLOAT64)),
                ("As FID against test, in the same unit, but against %,d training images: a model that knows none of "
                        + "them is as far from these as from test.")
                        .formatted(sizes.fid));
        return new Found(List.copyOf(collector.lines), List.copyOf(collector.notMeasured), pixels.index(),
                judged.index());
    }

    static Estimate ratio(double[] distances, double unseen) {
        double[] ratios = Arrays.stream(distances).map(d -> d / unseen).toArray();
        return Estimate.mean(Tensor.of(ratios, ratios.length), Bootstrap.weights(ratios.length)).within(0,
                Double.MAX_VALUE);
    }

    static String recipe(Dataset data, Sizes looked, int unseenImages, double unseen, String distance) {
        String noun = Words.noun(data.name());
        return """
                Mean Euclidean distance of the first %,d generated images to the nearest of %,d training images, by \
                %s, divided by that of the first %,d test images (%.3f). Neither end is better: nearer is copied, or \
                blurred, as a mean of %s is near to many; farther is unlike %s."""
                .formatted(looked.queries, looked.train, distance, unseenImages, unseen, noun, noun);
    }

    /** The protocol's beginning: of {@code n} generated images the first {@code queries} are looked for. */
    static Map<String, Object> protocol(Dataset data, int n, int queries, SampleOrigin origin) {
        var protocol = new LinkedHashMap<String, Object>();
        protocol.put("generated", n);
        protocol.put("latents", origin.latents());
        protocol.put("quantisation", origin.quantisation());
        protocol.put("looked for", queries);
        protocol.put("dataset", data.name().split(":")[0]);
        protocol.put("dataset SHA-256", data.sha256());
        return protocol;
    }

    private Map<String, Object> protocol(int n, int queries, SampleOrigin origin) {
        Map<String, Object> protocol = protocol(data, n, queries, origin);
        protocol.put("neighbours",
                "the first " + sizes.train + " of train; unseen, the first " + sizes.queries + " of test");
        protocol.put("FID reference", "the first " + sizes.fid + " of train");
        protocol.put("features",
                "judge, the " + judge.features() + " before the logits, in units of their root mean square over test");
        protocol.putAll(judge.fingerprint());
        protocol.put("pixels", "uint8 / 255, not resized");
        protocol.put("interval", "95 %, normal, " + Bootstrap.DRAWS
                + " resamples of the generated images; FID by the infinitesimal jackknife");
        protocol.put("ganvas", Build.THIS.version());
        return protocol;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }
}
