package ganvas.metric;

import ganvas.metric.formulas.Estimate;
import ganvas.metric.formulas.Prdc;
import ganvas.words.MetricInfo;
import ganvas.words.MetricInfo.Network;
import java.util.Locale;
import java.util.Set;

/** A metric of nearest neighbours: one of the estimates of {@link Prdc}. Its interval comes from the bootstrap. */
interface NeighbourMetric extends Metric {
    /** Its estimate. */
    Estimate estimate(Prdc.Estimates all);

    /**
     * How it is measured, up to the radius.
     *
     * @param real name of one real image
     */
    String recipe(String real);

    @Override
    default Set<Input> takes() {
        return Set.of(Input.FEATURES);
    }

    @Override
    default Measure against(RealSet real) {
        Prdc prdc = NearestNeighbours.prdc(real);
        String recipe = recipe(real.called().one()) + NearestNeighbours.radius(real);
        return generated -> line(estimate(NearestNeighbours.estimates(prdc, generated)), recipe);
    }

    /** {@code info} of a metric in the judge's features. */
    static MetricInfo inJudge(MetricInfo info, String title) {
        return info.labelled(title, title.toLowerCase(Locale.ROOT)).needs(Network.JUDGE, "the test images", 100);
    }

    /** {@code info} of a metric in the Inception network's features. */
    static MetricInfo inInception(MetricInfo info, String title) {
        return info.labelled(title + ", Inception features", title.toLowerCase(Locale.ROOT) + " (Inception)")
                .needs(Network.INCEPTION, "the test images", 100);
    }
}
