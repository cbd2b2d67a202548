package ganvas.metric;

import java.util.Set;
import java.util.function.ToDoubleFunction;

/** What {@code QuickLook} reports of a model in training: one number without an interval, a point of a curve. */
public interface CurveMetric {
    /** Its key in {@code stats.jsonl} is {@code judge/} and this. */
    String curve();

    Set<Metric.Input> takes();

    /** What depends on the real images only is computed here, once. */
    ToDoubleFunction<GeneratedSet> curveAgainst(RealSet real);
}
