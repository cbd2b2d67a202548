package ganvas.metric.score;

import ganvas.data.Dataset;
import ganvas.metric.CurveMetric;
import ganvas.metric.GeneratedSet;
import ganvas.metric.Metrics;
import ganvas.metric.Once;
import ganvas.metric.RealSet;
import ganvas.metric.judge.Judge;
import ganvas.metric.judge.Judges;
import ganvas.metric.judge.Opinion;
import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.Engine;
import ganvas.torch.NoGrad;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * The judge's quick look at a model in training, against validation images. Curves are drawn from it. Its numbers come
 * from fewer images and another reference than the scores, so they can be compared only with each other.
 */
public final class QuickLook {
    /** Images to draw for one quick look. */
    public static final int IMAGES = 2000;
    private static final int REFERENCE = 5000;

    private final Dataset data;
    private final Judge judge;
    private final Supplier<ValidationReference> reference;

    /**
     * The measures against validation images, as the judge sees them.
     *
     * @param curves by their key
     */
    private record ValidationReference(double scale, Map<String, ToDoubleFunction<GeneratedSet>> curves) {}

    /** A quick look with the judge of this dataset that comes with the program, if there is one. */
    public static Optional<QuickLook> of(Dataset data, Device device) {
        return Judges.know(data) ? Optional.of(new QuickLook(data, Judge.of(data, device))) : Optional.empty();
    }

    /** @param judge of this dataset */
    public QuickLook(Dataset data, Judge judge) {
        this.data = data;
        this.judge = judge;
        reference = Once.lazily(this::read);
    }

    /** Computed at the first quick look, so that a run too short for one does not pay for it. */
    private ValidationReference read() {
        try (var _ = new Scope(); var _ = new NoGrad()) {
            Tensor images = data.validation().images().narrow(0, 0, Math.min(REFERENCE, data.validation().size()));
            Tensor read = judge.read(images).features().to(Dtype.FLOAT64);
            double scale = 1 / Math.sqrt(read.square().mean().item());
            Tensor real = read.mul(scale).keep();
            return Engine.withBlasThreads(() -> new ValidationReference(scale, curves(images, real)));
        }
    }

    private Map<String, ToDoubleFunction<GeneratedSet>> curves(Tensor images, Tensor rows) {
        RealSet real = new JudgedSets(judge).real(images, rows);
        var curves = new LinkedHashMap<String, ToDoubleFunction<GeneratedSet>>();
        for (CurveMetric m : Metrics.CURVES) {
            if (m.takes().stream().noneMatch(real.lacks()::containsKey)) curves.put(m.curve(), m.curveAgainst(real));
        }
        return curves;
    }

    /**
     * A number for each of {@link Metrics#CURVES}: {@code judge/fid}, {@code judge/legible}, {@code judge/recognisable}
     * (shares), {@code judge/entropy} (nats, of the labels' histogram), {@code judge/sharpness} and {@code
     * judge/variance} (both relative to real images; the second is the variance of features, summed over them). The
     * judge of faces distinguishes no classes; it gives the first and the last two.
     *
     * @param generated uint8 [N, C, H, W] of the dataset's size, on the CPU
     */
    public Map<String, Double> measure(Tensor generated) {
        try (var _ = new Scope(); var _ = new NoGrad()) {
            ValidationReference real = reference.get();
            Opinion opinion = judge.read(generated);
            return Engine.withBlasThreads(() -> measure(generated, opinion, real));
        }
    }

    private Map<String, Double> measure(Tensor generated, Opinion opinion, ValidationReference real) {
        GeneratedSet set = new JudgedSets(judge).generated(generated, opinion, real.scale);
        var values = new LinkedHashMap<String, Double>();
        real.curves.forEach((curve, against) -> values.put("judge/" + curve, against.applyAsDouble(set)));
        values.values().removeIf(v -> !Double.isFinite(v));                // blank images have no edges
        return values;
    }
}
