package ganvas.metric.score;

import ganvas.data.Dataset;
import ganvas.data.Pixels;
import ganvas.file.Gallery;
import ganvas.metric.GeneratedSet;
import ganvas.metric.Metric;
import ganvas.metric.Metric.Input;
import ganvas.metric.Metrics;
import ganvas.metric.RealSet;
import ganvas.metric.formulas.Bootstrap;
import ganvas.metric.judge.Judge;
import ganvas.metric.judge.Judges;
import ganvas.metric.judge.Opinion;
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
import java.util.Set;

/**
 * Scores generated images against the test images of a dataset, or against other real ones, by the same rules for every
 * model. What depends on the real images only is computed once, in the constructor.
 */
public final class Scorer {
    private static final int LABELLED = 100;
    private static final int MOST_REFERENCE = 10_000;

    private final Judge judge;
    private final String name;
    private final String shape;
    private final Map<String, Object> referencePrint;
    private final double scale;
    private final RealSet real;
    private final Map<Metric, Metric.Measure> measures = new LinkedHashMap<>();

    /**
     * Scores against the test images, at most 10,000.
     *
     * @param judge trained on such images
     */
    public Scorer(Dataset data, Judge judge) {
        Judges.check(judge, data);
        this(RealPictures.ofTest(data, MOST_REFERENCE), judge.over(data));
    }

    /** @param judge trained on images of this size */
    public Scorer(RealPictures reference, Judge judge) {
        Gallery pictures = reference.pictures();
        String found = "%d x %d x %d".formatted(pictures.channels(), pictures.height(), pictures.width());
        if (!judge.input().equals(found)) {
            throw Problem.input("%s: expected pictures of %s (channels x height x width), which the judge was "
                    + "trained on; found %s. "
                    + "--features inception takes pictures of any size.", reference.name(), judge.input(), found);
        }
        this.judge = judge;
        name = reference.name();
        shape = pictures.shape();
        referencePrint = reference.fingerprint();
        try (var _ = new Scope(); var _ = new NoGrad()) {
            Tensor images = Pixels.tensor(pictures.all());
            Tensor read = judge.read(images).features().to(Dtype.FLOAT64);
            var sets = new JudgedSets(judge);
            scale = 1 / Math.sqrt(read.square().mean().item());
            Tensor rows = read.mul(scale).keep();
            real = Engine.withBlasThreads(() -> sets.real(
                    new RealSet.Called(reference.one(), reference.many(), "; against %s.".formatted(reference.many())),
                    name.split(":")[0], images, rows));
            for (Metric m : Metrics.ALL) {
                if (m.takes().stream().noneMatch(real.lacks()::containsKey)) measures.put(m, prepared(m));
            }
        }
    }

    /** Prepares a metric. BLAS's threads speed up linear algebra in float64, but not the work on pixels. */
    private Metric.Measure prepared(Metric m) {
        return m.takes().equals(Set.of(Input.PIXELS)) ? m.against(real) : Engine.withBlasThreads(() -> m.against(real));
    }

    /** Scores pictures of the reference's size; they are held in memory. */
    public Scores score(Gallery generated, SampleOrigin origin) {
        check(generated.name() + ": ", generated.channels(), generated.height(), generated.width());
        try (var _ = new Scope()) {
            return score(Pixels.tensor(generated.all()), origin);
        }
    }

    /** As {@link #score(Tensor, SampleOrigin)}, for images of unknown origin. */
    public Scores score(Tensor generated) {
        return score(generated, SampleOrigin.UNSAID);
    }

    /**
     * Scores images.
     *
     * @param generated uint8 [N, C, H, W] of the reference's size, on the CPU; the usual scores use as many as there
     *          are test images
     */
    public Scores score(Tensor generated, SampleOrigin origin) {
        check(generated);
        if (generated.size(0) < 2) return TOO_FEW;
        try (var _ = new Scope()) {
            return score(generated, judge.read(generated), origin);
        }
    }

    /** As {@link #score(Tensor, SampleOrigin)}, for images that the judge has already read. */
    public Scores score(Tensor generated, Opinion opinion, SampleOrigin origin) {
        return score(generated, opinion, origin, Metrics.ALL);
    }

    /** As {@link #score(Tensor, Opinion, SampleOrigin)}, by the metrics with these names alone. */
    public Scores score(Tensor generated, Opinion opinion, SampleOrigin origin, Set<String> names) {
        return score(generated, opinion, origin,
                Metrics.ALL.stream().filter(m -> names.contains(m.info().name())).toList());
    }

    private Scores score(Tensor generated, Opinion opinion, SampleOrigin origin, List<Metric> by) {
        check(generated);
        if (generated.size(0) < 2) return TOO_FEW;
        try (var _ = new Scope(); var _ = new NoGrad()) {
            return Engine.withBlasThreads(() -> scored(generated, opinion, origin, by));
        }
    }

    private static final Scores TOO_FEW = new Scores(List.of(), List.of("no score: there are fewer than 2 images"),
            new SampleLabels(new int[0], new double[0]));

    private void check(Tensor generated) {
        long[] found = generated.shape();
        check("", Arrays.copyOfRange(found, 1, found.length));
        if (generated.dtype() != Dtype.UINT8)
            throw new IllegalArgumentException("expected uint8 images; found " + generated.dtype());
    }

    private Scores scored(Tensor generated, Opinion opinion, SampleOrigin origin, List<Metric> by) {
        int n = (int) generated.size(0);
        var collector = new ScoreCollector(n, protocol(n, origin), judge.said());
        GeneratedSet set = new JudgedSets(judge).generated(generated, opinion, scale);
        collector.measure(by, real.lacks(), measures::get, set);
        return new Scores(List.copyOf(collector.lines), List.copyOf(collector.notMeasured),
                judge.tellsClasses() ? labels(set.labels(), set.confidence().toDoubles())
                        : labels(new long[0], new double[0]));
    }

    /** Factor of the judge's features before distances are computed. */
    double scale() {
        return scale;
    }

    /** The protocol: scores are comparable if its recipe is equal. */
    private Map<String, Object> protocol(int n, SampleOrigin origin) {
        var protocol = new LinkedHashMap<String, Object>();
        protocol.put("generated", n);
        protocol.put("latents", origin.latents());
        protocol.put("quantisation", origin.quantisation());
        protocol.putAll(referencePrint);
        protocol.put("features", "judge, the " + judge.features()
                + " before the logits, in units of their root mean square over the reference");
        protocol.putAll(judge.fingerprint());
        protocol.put("resize", "none");
        protocol.put("normalisation", "x / 255");
        protocol.put("k", Metrics.K);
        protocol.put("interval", "95 %, normal, " + Bootstrap.DRAWS
                + " resamples of the generated images; FID by the infinitesimal jackknife, coverage by the "
                + "delete-one jackknife");
        protocol.put("ganvas", Build.THIS.version());
        return protocol;
    }

    private static SampleLabels labels(long[] labels, double[] confidence) {
        int n = Math.min(LABELLED, labels.length);
        return new SampleLabels(Arrays.stream(labels).limit(n).mapToInt(Math::toIntExact).toArray(),
                Arrays.copyOf(confidence, n));
    }

    private void check(String where, long... found) {
        if (!Arrays.toString(found).equals(shape)) {
            throw Problem.input("%sexpected images of %s [channels, height, width], as in %s; found %s. Resize "
                    + "them, or name the dataset they belong to.",
                    where, shape, name, Arrays.toString(found));
        }
    }
}
