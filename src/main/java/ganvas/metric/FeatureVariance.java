package ganvas.metric;

import ganvas.torch.Tensor;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** The variance of features, summed over them, relative to that of the real images. It is a curve only, not a score. */
record FeatureVariance() implements CurveMetric {
    @Override
    public String curve() {
        return "variance";
    }

    @Override
    public Set<Metric.Input> takes() {
        return Set.of(Metric.Input.FEATURES);
    }

    @Override
    public ToDoubleFunction<GeneratedSet> curveAgainst(RealSet real) {
        double variance = variance(real.rows());
        return generated -> variance(generated.features()) / variance;
    }

    /** The trace of the covariance of [N, D]. */
    private static double variance(Tensor features) {
        return features.sub(features.mean(0)).square().mean(0).sum().item();
    }
}
