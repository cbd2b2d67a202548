package ganvas.metric.score;

import ganvas.file.Gallery;
import ganvas.file.NpzArchive;
import ganvas.metric.GeneratedSet;
import ganvas.metric.GeneratedSet.Opinions;
import ganvas.metric.Metrics;
import ganvas.metric.Once;
import ganvas.metric.RealSet;
import ganvas.metric.formulas.Bootstrap;
import ganvas.metric.inception.Inception;
import ganvas.metric.inception.Protocol;
import ganvas.result.Build;
import ganvas.result.SampleLabels;
import ganvas.torch.Dtype;
import ganvas.torch.Engine;
import ganvas.torch.NoGrad;
import ganvas.torch.Scope;
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
    private final InceptionReader reader;
    private final InceptionReference reference;

    /**
     * Scores against pictures.
     *
     * @param cache of the network's statistics of them
     */
    public InceptionScorer(RealPictures pictures, Inception inception, Protocol protocol, FeatureCache cache) {
        reader = new InceptionReader(inception, protocol);
        reference = new PicturesReference(pictures, reader, cache);
    }

    /**
     * Scores against the mean and covariance in a file, which allow FID only. IS needs neither.
     *
     * @param tell receives doubts about the file
     */
    public InceptionScorer(Path statistics, Inception inception, Protocol protocol, Consumer<String> tell) {
        reader = new InceptionReader(inception, protocol);
        reference = StatisticsReference.read(statistics, reader, tell);
    }

    /**
     * Scores against pictures, and by FID against the mean and covariance beside them.
     *
     * @param statistics the file
     */
    public InceptionScorer(RealPictures pictures, Path statistics, Inception inception, Protocol protocol,
            FeatureCache cache) {
        reader = new InceptionReader(inception, protocol);
        reference = new BothReference(new PicturesReference(pictures, reader, cache),
                StatisticsReference.read(statistics, reader, cache.tell()));
    }

    /** Whether a file holds statistics beside pictures; loads no native code. */
    public static boolean hasStatistics(NpzArchive archive) {
        return Statistics.isBeside(archive);
    }

    /** Whether a file holds statistics instead of pictures; loads no native code. */
    public static boolean isStatistics(NpzArchive archive) {
        return Statistics.isIn(archive);
    }

    /**
     * Number of images that the network reads for this many scored images. The reference is read once; if it is in the
     * cache, not at all.
     */
    public long work(long generated) {
        return generated + reference.unread();
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
            if (Metrics.OF_INCEPTION.stream().allMatch(m -> n < m.info().fewest()))
                return score(origin, unread(n), watcher);
            long before = work(0);
            reference.statistics(watcher);
            var fake = reader.read(generated, read -> watcher.read(before + read));
            return Engine.withBlasThreads(() -> score(origin,
                    new GeneratedSet(n, InceptionScorer::none, () -> fake.features().to(Dtype.FLOAT64),
                            new Opinions(() -> fake.logits().to(Dtype.FLOAT64).softmax(1), InceptionScorer::none,
                                    InceptionScorer::none)),
                    watcher));
        }
    }

    /**
     * Writes the reference's mean and covariance in the layout of the field's tools.
     *
     * @param watcher receives how many of {@code work(0)} are read
     */
    public void saveStatistics(Path file, Inception.Watcher watcher) {
        try (var _ = new Scope(); var _ = new NoGrad()) {
            reference.statistics(watcher).withoutFeatures().write(file);
        }
    }

    /** A set of images that are too few to be read. */
    private static GeneratedSet unread(int n) {
        return new GeneratedSet(n, InceptionScorer::none, InceptionScorer::none,
                new Opinions(InceptionScorer::none, InceptionScorer::none, InceptionScorer::none));
    }

    private static <T> T none() {
        throw new IllegalStateException("no metric in Inception's features takes this");
    }

    private Scores score(SampleOrigin origin, GeneratedSet generated, Inception.Watcher watcher) {
        int n = generated.count();
        var collector = new ScoreCollector(n, fingerprint(n, origin), "");
        Supplier<RealSet> against = Once.lazily(() -> realSet(reference.statistics(watcher)));
        collector.measure(Metrics.OF_INCEPTION, reference.lacks(), m -> m.against(against.get()), generated);
        return new Scores(List.copyOf(collector.lines), List.copyOf(collector.notMeasured), nobody());
    }

    private RealSet realSet(Statistics real) {
        var words = new RealSet.Network("the FID Inception network's 2048 features, protocol " + reader.protocol(),
                "the FID Inception network's 1008 logits without bias, protocol " + reader.protocol(),
                new RealSet.Classes(Inception.CLASSES, ""));
        return new RealSet(words, reference.called(), Optional.of(real.gaussian()),
                real.features().map(rows -> rows.to(Dtype.FLOAT64)), Optional.empty(), reference.lacks(), new Once());
    }

    /** The protocol: scores are comparable if its recipe is equal. */
    private Map<String, Object> fingerprint(int n, SampleOrigin origin) {
        var print = new LinkedHashMap<String, Object>();
        print.put("generated", n);
        print.put("latents", origin.latents());
        print.put("quantisation", origin.quantisation());
        print.putAll(reference.fingerprint());
        print.putAll(reader.fingerprint());
        print.put("logits", Inception.CLASSES + ", without bias");
        print.put("k", Metrics.K);
        print.put("interval", "95 %, normal, " + Bootstrap.DRAWS
                + " resamples of the generated images; FID by the infinitesimal jackknife, coverage by the "
                + "delete-one jackknife");
        print.put("ganvas", Build.THIS.version());
        return print;
    }

    /** Empty labels: the network's classes are not those of the dataset. */
    private static SampleLabels nobody() {
        return new SampleLabels(new int[0], new double[0]);
    }
}
