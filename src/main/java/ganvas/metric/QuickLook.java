package ganvas.metric;

import ganvas.data.Dataset;
import ganvas.torch.Dtype;
import ganvas.torch.Engine;
import ganvas.torch.NoGrad;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The judge's quick look at a model in training, against validation images: what curves are drawn from. Its numbers are
 * of few images and of another reference than the scores', so they compare with each other alone.
 */
public final class QuickLook {
    /** Images to draw for one look. */
    public static final int IMAGES = 2000;
    private static final int REFERENCE = 5000;

    private final Dataset data;
    private final Judge judge;
    private Reference reference;

    /** Validation images as the judge sees them. */
    private record Reference(double scale, double variance, Fid fid, Prdc prdc, Sharpness sharpness) {}

    /** With the judge of this dataset that comes with the program; null if there is none. */
    public static QuickLook of(Dataset data, ganvas.torch.Device device) {
        return Judges.know(data) ? new QuickLook(data, Judge.of(data, device)) : null;
    }

    /** @param judge of this dataset */
    public QuickLook(Dataset data, Judge judge) {
        this.data = data;
        this.judge = judge;
    }

    /** Made at the first look: a run too short for one does not pay for it. */
    private Reference reference() {
        if (reference != null) return reference;
        try (var _ = new Scope(); var _ = new NoGrad()) {
            Tensor images = data.validation().images().narrow(0, 0, Math.min(REFERENCE, data.validation().size()));
            Tensor read = judge.read(images).features().to(Dtype.FLOAT64);
            double scale = 1 / Math.sqrt(read.square().mean().item());
            Tensor real = read.mul(scale).keep();
            reference = Engine.withBlasThreads(() -> new Reference(scale, variance(real), new Fid(real), new Prdc(real, Metrics.K), new Sharpness(images)));
        }
        return reference;
    }

    /**
     * {@code judge/fid}, {@code judge/legible}, {@code judge/recognisable} (shares), {@code judge/entropy} (nats, of the
     * labels' histogram) and {@code judge/sharpness} and {@code judge/variance} (× real; the second of features, summed over them); of faces, whose judge tells no classes, the first and
     * the last two.
     *
     * @param generated uint8 [N, C, H, W] of the dataset's size, on the CPU
     */
    public Map<String, Double> of(Tensor generated) {
        try (var _ = new Scope(); var _ = new NoGrad()) {
            Reference real = reference();
            Judge.Opinion opinion = judge.read(generated);
            return Engine.withBlasThreads(() -> of(generated, opinion, real));
        }
    }

    private Map<String, Double> of(Tensor generated, Judge.Opinion opinion, Reference real) {
        Tensor features = opinion.features().to(Dtype.FLOAT64).mul(real.scale);
        var values = new LinkedHashMap<String, Double>();
        values.put("judge/fid", real.fid.of(features));
        if (judge.tellsClasses()) {
            Tensor legible = opinion.confidence().gt(Metrics.LEGIBLE).to(Dtype.FLOAT64);
            values.put("judge/legible", legible.mean().item());
            values.put("judge/recognisable", legible.mul(real.prdc.inside(features)).mean().item());
            values.put("judge/entropy", entropy(opinion.labels()));
        }
        values.put("judge/sharpness", real.sharpness.of(generated));
        values.put("judge/variance", variance(features) / real.variance);
        values.values().removeIf(v -> !Double.isFinite(v));                // blank images have no edges
        return values;
    }

    /** The trace of the covariance of [N, D]. */
    private static double variance(Tensor features) {
        return features.sub(features.mean(0)).square().mean(0).sum().item();
    }

    private double entropy(long[] all) {
        long[] labels = Arrays.stream(all).filter(label -> label < judge.classes().size()).toArray();
        return labels.length == 0 ? Double.NaN : Arrays.stream(labels).boxed().collect(java.util.stream.Collectors.groupingBy(l -> l, java.util.stream.Collectors.counting()))
                .values().stream().mapToDouble(c -> (double) c / labels.length).map(p -> -p * Math.log(p)).sum();
    }
}
