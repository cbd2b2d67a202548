package ganvas.lab.evaluate;

import ganvas.data.Dataset;
import ganvas.lab.sample.Sampling;
import ganvas.metric.Metrics;
import ganvas.result.Build;
import ganvas.result.ScoreLine;
import ganvas.words.MetricInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects scores over test images. The interval of a mean is ± 1.96 standard errors over the images. */
final class ImageScores {
    static final String INTERVAL = "the interval is 1.96 standard errors over images.";

    final List<ScoreLine> lines = new ArrayList<>();
    final List<String> notMeasured = new ArrayList<>();
    private final Dataset data;

    ImageScores(Dataset data) {
        this.data = data;
    }

    /** The protocol: scores are comparable if all of it is equal. */
    Map<String, Object> protocol(int images) {
        var protocol = new LinkedHashMap<String, Object>();
        protocol.put("split", "test");
        protocol.put("images", images);
        protocol.put("noise", "seed " + Sampling.EVALUATION_SEED);
        protocol.put("dataset", data.sha256());
        protocol.put("ganvas", Build.THIS.version());
        return protocol;
    }

    /** Adds the mean of {@code values}, one value per image. */
    void mean(String name, double[] values, String recipe, Map<String, Object> protocol) {
        double mean = ElboEvaluation.mean(values), half = halfInterval(values);
        add(name, Metrics.info(name).reading().unit(), mean, mean - half, mean + half, recipe, protocol);
    }

    /** Adds a number with the limits of its interval. */
    void add(String name, String unit, double value, double low, double high, String recipe,
            Map<String, Object> protocol) {
        MetricInfo metric = Metrics.info(name);
        if (!Double.isFinite(value)) {
            notMeasured.add("%s: this model gives no number (%s)".formatted(name, value));
            return;
        }
        boolean interval = Double.isFinite(low) && Double.isFinite(high);
        lines.add(new ScoreLine(name, metric.label().title(), value, interval ? low : null, interval ? high : null,
                metric.reading().question().word(), metric.reading().better().word(), unit, recipe, protocol));
    }

    /** 1.96 standard errors of the mean; NaN for a single value. */
    static double halfInterval(double[] values) {
        double mean = ElboEvaluation.mean(values), squares = 0;
        for (double v : values) squares += (v - mean) * (v - mean);
        return 1.96 * Math.sqrt(squares / (values.length - 1) / values.length);
    }
}
