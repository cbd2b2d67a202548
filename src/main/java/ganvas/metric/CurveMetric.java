package ganvas.metric;

import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * A metric that {@code QuickLook} measures during training: one number without an interval, which is a point of a
 * curve.
 */
public interface CurveMetric {
    /** The key in {@code stats.jsonl}, without its prefix {@code judge/}. */
    String curve();

    Set<Metric.Input> takes();

    /** Prepares the metric. What depends on the real images only is computed here, once. */
    ToDoubleFunction<GeneratedSet> curveAgainst(RealSet real);
}
