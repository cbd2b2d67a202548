package ganvas.metric.score;

import ganvas.data.Pixels;
import ganvas.file.Fingerprint;
import ganvas.file.Gallery;
import ganvas.file.NpzArchive;
import ganvas.metric.GeneratedSet;
import ganvas.metric.GeneratedSet.Opinions;
import ganvas.metric.Metric.Input;
import ganvas.metric.Metrics;
import ganvas.metric.Once;
import ganvas.metric.RealSet;
import ganvas.metric.formulas.Bootstrap;
import ganvas.metric.formulas.Fid;
import ganvas.metric.inception.Inception;
import ganvas.metric.inception.Protocol;
import ganvas.problem.Problem;
import ganvas.result.Build;
import ganvas.result.SampleLabels;
import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.Engine;
import ganvas.torch.NoGrad;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import ganvas.words.Protocols;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Scores generated images in the field's way: in the Inception network of FID, for pictures of any size, against real
 * pictures or their statistics.
 */
public final class InceptionScorer {
    /** Reasons why a mean and a covariance alone do not allow a score. */
    private static final Map<Input, String> NO_PICTURES = Map.of(Input.FEATURES,
            "it needs the reference's pictures; there is only their mean and covariance");
    private static final String NOT_KNOWN = "not known: the statistics' file does not say";

    private final Inception inception;
    private final Protocol protocol;
    private final Map<String, Object> network;
    private final RealPictures reference;
    private final FeatureCache cache;
    private final String against;
    private final Map<String, Object> referencePrint;
    private Statistics real;

    /**
     * Scores against pictures.
     *
     * @param cache of the network's statistics of them
     */
    public InceptionScorer(RealPictures reference, Inception inception, Protocol protocol, FeatureCache cache) {
        this.inception = inception;
        this.protocol = protocol;
        this.reference = reference;
        this.cache = cache;
        network = network(inception, protocol);
        against = "; against %s.".formatted(reference.many());
        referencePrint = reference.fingerprint();
        try (var _ = new Scope()) {
            Statistics found = cache.find(network, reference);
            // The same pictures may be in the cache under another name.
            real = found == null ? null : kept(new Statistics(found.gaussian(), found.features(),
                    new Statistics.About(network, referencePrint, found.about().ganvas())));
        }
    }

    /**
     * Scores against the mean and covariance in a file, which allow FID only. IS needs neither.
     *
     * @param tell receives doubts about the file
     */
    public InceptionScorer(Path statistics, Inception inception, Protocol protocol, Consumer<String> tell) {
        this.inception = inception;
        this.protocol = protocol;
        this.reference = null;
        this.cache = null;
        network = network(inception, protocol);
        against = "; against the mean and covariance in %s.".formatted(statistics.getFileName());
        try (var _ = new Scope()) {
            real = kept(Statistics.read(statistics));
        }
        referencePrint = real.about() == null ? unknown(real.gaussian()) : real.about().reference();
        if (real.about() == null) {
            tell.accept(
                    ("%s does not say under which protocol and in which weights it was made; protocol %s is taken, "
                            + "and the FID is right only if that is the one.").formatted(statistics, protocol));
            return;
        }
        List<String> unlike = Protocols.differences(real.about().network(), network);
        if (!unlike.isEmpty()) {
            throw Problem.input(
                    "%s: its statistics were made otherwise than these samples would be measured; they differ in %s. "
                            + "Use the same --protocol and --weights.",
                    statistics, String.join(", ", unlike));
        }
    }

    /** Whether a file holds statistics instead of pictures; loads no native code. */
    public static boolean isStatistics(NpzArchive archive) {
        return Statistics.isIn(archive);
    }

    private static Map<String, Object> unknown(Fid.Gaussian g) {
        double[] mean = g.mean().toDoubles(), covariance = g.covariance().toDoubles();
        var bytes = ByteBuffer.allocate(8 * (mean.length + covariance.length));
        bytes.asDoubleBuffer().put(mean).put(covariance);
        var print = new LinkedHashMap<String, Object>();
        print.put("dataset", RealPictures.FILE);
        print.put("split", RealPictures.UNKNOWN);
        print.put("reference images", NOT_KNOWN);
        print.put("statistics SHA-256", Fingerprint.sha256(bytes.array()));
        print.put("reference protocol", NOT_KNOWN);
        return print;
    }

    private static Statistics kept(Statistics s) {
        if (s == null) return null;
        s.gaussian().mean().keep();
        s.gaussian().covariance().keep();
        if (s.features() != null) s.features().keep();
        return s;
    }

    /**
     * Number of images that the network reads for this many scored images. The reference is read once; if it is in the
     * cache, not at all.
     */
    public long work(long generated) {
        return generated + (real == null ? reference.count() : 0);
    }

    /**
     * Scores pictures.
     *
     * @param generated of 1 or 3 channels and any size; read in sequence
     * @param watcher   receives how many of {@link #work} are read
     */
    public Scores score(Gallery generated, SampleOrigin origin, Inception.Watcher watcher) {
        int n = generated.count();
        if (n < 2) return new Scores(List.of(), List.of("no score: there are fewer than 2 images"), nobody());
        try (var _ = new Scope(); var _ = new NoGrad()) {
            // Reports why, and reads nothing.
            if (Metrics.OF_INCEPTION.stream().allMatch(m -> n < m.info().fewest())) return score(origin, unread(n));
            long before = work(0);
            readReference(watcher);
            var fake = read(generated, true, read -> watcher.read(before + read));
            return Engine.withBlasThreads(() -> score(origin,
                    new GeneratedSet(n, InceptionScorer::none, () -> fake.features().to(Dtype.FLOAT64),
                            new Opinions(() -> fake.logits().to(Dtype.FLOAT64).softmax(1), InceptionScorer::none,
                                    InceptionScorer::none))));
        }
    }

    /**
     * Writes the reference's mean and covariance in the layout of the field's tools.
     *
     * @param watcher receives how many of {@code work(0)} are read
     */
    public void saveStatistics(Path file, Inception.Watcher watcher) {
        try (var _ = new Scope(); var _ = new NoGrad()) {
            readReference(watcher);
            real.write(file, false);
        }
    }

    private void readReference(Inception.Watcher watcher) {
        if (real != null) return;
        Tensor features = read(reference.pictures(), false, watcher).features();
        real = kept(
                Engine.withBlasThreads(() -> Statistics.of(features, Statistics.About.of(network, referencePrint))));
        cache.keep(real, network, reference);
    }

    private Inception.Reading read(Gallery pictures, boolean logits, Inception.Watcher watcher) {
        Tensor features = Tensor.zeros(Dtype.FLOAT32, Device.CPU, pictures.count(), Inception.FEATURES);
        Tensor classes = logits ? Tensor.zeros(Dtype.FLOAT32, Device.CPU, pictures.count(), Inception.CLASSES) : null;
        long[] at = {0};
        pictures.pass(p -> {
            try (var _ = new Scope()) {
                var part = inception.read(Pixels.tensor(p), protocol, logits, read -> watcher.read(at[0] + read));
                features.narrow(0, at[0], p.n()).copy_(part.features());
                if (logits) classes.narrow(0, at[0], p.n()).copy_(part.logits());
            }
            at[0] += p.n();
        });
        return new Inception.Reading(features, classes);
    }

    /** A set of images that are too few to be read. */
    private static GeneratedSet unread(int n) {
        return new GeneratedSet(n, InceptionScorer::none, InceptionScorer::none,
                new Opinions(InceptionScorer::none, InceptionScorer::none, InceptionScorer::none));
    }

    private static <T> T none() {
        throw new IllegalStateException("no metric in Inception's features takes this");
    }

    private Scores score(SampleOrigin origin, GeneratedSet generated) {
        int n = generated.count();
        var sheet = new ScoreCollector(n, fingerprint(n, origin), "");
        Supplier<RealSet> against = Once.lazily(this::realSet);
        sheet.measure(Metrics.OF_INCEPTION, lacks(), m -> m.against(against.get()), generated);
        return new Scores(List.copyOf(sheet.lines), List.copyOf(sheet.notMeasured), nobody());
    }

    private Map<Input, String> lacks() {
        return reference == null ? NO_PICTURES : Map.of();
    }

    private RealSet realSet() {
        var words = new RealSet.Network("the FID Inception network's 2048 features, protocol " + protocol,
                "the FID Inception network's 1008 logits without bias, protocol " + protocol,
                new RealSet.Classes(Inception.CLASSES, ""));
        Optional<Tensor> rows = reference == null ? Optional.empty() : Optional.of(real.features().to(Dtype.FLOAT64));
        var called = reference == null ? new RealSet.Called("", "", against)
                : new RealSet.Called(reference.one(), reference.many(), against);
        return new RealSet(words, called, Optional.of(real.gaussian()), rows, Optional.empty(), lacks(), new Once());
    }

    /** The network's part of the fingerprint. */
    private static Map<String, Object> network(Inception inception, Protocol protocol) {
        var print = new LinkedHashMap<String, Object>();
        print.put("features", "FID Inception of 2015-12-05, pool3, " + Inception.FEATURES);
        print.put("weights SHA-256", inception.sha256());
        print.put("protocol", protocol.toString());
        print.put("resize", protocol.resize() + ", to 299 x 299");
        print.put("normalisation", protocol.normalisation());
        return print;
    }

    /** The fingerprint: scores are comparable if all of it is equal. */
    private Map<String, Object> fingerprint(int n, SampleOrigin origin) {
        var print = new LinkedHashMap<String, Object>();
        print.put("generated", n);
        print.put("latents", origin.latents());
        print.put("quantisation", origin.quantisation());
        print.putAll(referencePrint);
        print.putAll(network);
        print.put("logits", Inception.CLASSES + ", without bias");
        print.put("k", Metrics.K);
        print.put("interval", "95 %, normal, " + Bootstrap.DRAWS
                + " resamples of the generated images; FID by the infinitesimal jackknife");
        print.put("ganvas", Build.THIS.version());
        return print;
    }

    /** Empty labels: the network's classes are not those of the dataset. */
    private static SampleLabels nobody() {
        return new SampleLabels(new int[0], new double[0]);
    }
}
