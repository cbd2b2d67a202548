package ganvas.metric;

import ganvas.result.ScoreLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The scores of one set of generated images, as they come in. */
final class ScoreCollector {
    final List<ScoreLine> lines = new ArrayList<>();
    final List<String> notMeasured = new ArrayList<>();
    private final int images;
    private final Map<String, Object> protocol;
    private final String of;

    /** @param of a sentence at the end of every recipe, after a space; or empty */
    ScoreCollector(int images, Map<String, Object> protocol, String of) {
        this.images = images;
        this.protocol = protocol;
        this.of = of;
    }

    boolean allows(String name) {
        return images >= Metrics.of(name).fewest();
    }

    /** Writes a line, or why there is none; {@code estimate} is asked only if there are images enough. */
    void measure(String name, Supplier<Estimate> estimate, String recipe) {
        Metrics.Entry metric = Metrics.of(name);
        String full = metric.nameAt(images);
        if (!allows(name)) {
            notMeasured.add("%s: it needs at least %d images, there are %d".formatted(full, metric.fewest(), images));
            return;
        }
        Estimate e = estimate.get();
        if (!Double.isFinite(e.value())) {
            notMeasured.add("%s: these images give no number (%s); are they all blank?".formatted(full, e.value()));
            return;
        }
        lines.add(line(full, metric.label(), e, metric, recipe));
    }

    /** Says why a score is left out, unless there are too few images in the first place. */
    void without(String name, String why) {
        if (allows(name)) notMeasured.add(Metrics.of(name).nameAt(images) + ": " + why);
        else measure(name, () -> null, "");
    }

    /** One line a class. @param classes how many have a number; a share after these is that of all others */
    void shares(List<Estimate> shares, int classes) {
        Metrics.Entry metric = Metrics.of("class-share");
        for (int c = 0; c < shares.size(); c++) {
            String which = c < classes ? String.valueOf(c) : "other";
            lines.add(line(metric.name() + "/" + which, "Share of " + which, shares.get(c), metric, "Share of images that the judge labels so."));
        }
    }

    private ScoreLine line(String name, String label, Estimate e, Metrics.Entry metric, String recipe) {
        boolean interval = Double.isFinite(e.low()) && Double.isFinite(e.high());
        return new ScoreLine(name, label, e.value(), interval ? e.low() : null, interval ? e.high() : null, metric.question(),
                metric.better(), metric.unit(), recipe + of, protocol);
    }
}
