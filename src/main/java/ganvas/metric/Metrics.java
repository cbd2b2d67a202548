package ganvas.metric;

import ganvas.words.MetricInfo;
import java.util.List;
import java.util.stream.Stream;

/** The list of metrics, one line each. Reading it loads no native code. */
public final class Metrics {
    private Metrics() {}

    /** Number of neighbours in precision, recall, density and coverage. */
    public static final int K = NearestNeighbours.K;

    /** Metrics of every run. */
    public static final List<Metric> ALL = List.of(
            FrechetDistance.JUDGE,
            KernelDistance.JUDGE,
            ClassClarity.JUDGE,
            PrecisionMetric.JUDGE,
            Recall.JUDGE,
            Density.JUDGE,
            Coverage.JUDGE,
            VendiScore.JUDGE,
            ClassEntropy.JUDGE,
            JudgeConfidence.JUDGE,
            LegibleShare.JUDGE,
            RecognisableShare.JUDGE,
            EdgeSharpness.PIXELS,
            PixelContrast.PIXELS,
            ClassShares.JUDGE);

    /** Metrics of {@code evaluate --features inception}, under the names of the field's papers. */
    public static final List<Metric> OF_INCEPTION = List.of(
            FrechetDistance.INCEPTION,
            KernelDistance.INCEPTION,
            ClassClarity.INCEPTION,
            PrecisionMetric.INCEPTION,
            Recall.INCEPTION,
            Density.INCEPTION,
            Coverage.INCEPTION);

    /** Metrics of the curves of a model in training. */
    public static final List<CurveMetric> CURVES = List.of(
            FrechetDistance.JUDGE,
            LegibleShare.JUDGE,
            RecognisableShare.JUDGE,
            ClassEntropy.JUDGE,
            EdgeSharpness.PIXELS,
            new FeatureVariance());

    /** Descriptions of the metrics that have a curve, in the order of the curves. */
    public static List<MetricInfo> curves() {
        return CURVES.stream().filter(Metric.class::isInstance).map(m -> ((Metric) m).info()).toList();
    }

    /**
     * Descriptions of every metric, list after list. They include those of a run and of a VAE, which need the model.
     */
    public static Stream<MetricInfo> every() {
        return Stream.of(infos(ALL), RunMetrics.OF_RUNS.stream(), RunMetrics.OF_VAES.stream(), infos(OF_INCEPTION))
                .flatMap(s -> s);
    }

    private static Stream<MetricInfo> infos(List<Metric> metrics) {
        return metrics.stream().map(Metric::info);
    }

    /** The description of the metric of this name. The name is without a number of images. */
    public static MetricInfo info(String name) {
        return every().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
    }

    /** The name without the number of images: {@code fid-judge} for {@code fid-judge-10k}. */
    public static String plain(String name, long images) {
        return every().filter(m -> m.nameAt(images).equals(name)).map(MetricInfo::name).findFirst().orElse(name);
    }
}
