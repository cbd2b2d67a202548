package ganvas.cli;

import ganvas.file.Json;
import ganvas.metric.score.Scores;
import ganvas.result.ScoreLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The output of {@code evaluate}, as text or as JSON. */
final class EvaluateReport {
    final List<String> notMeasured = new ArrayList<>();
    private final Map<String, List<ScoreLine>> lines = new LinkedHashMap<>();
    long images;
    String dataset;
    String against;
    By judge;

    record Value(double value, Double low, Double high, String better, String unit, String recipe, String fingerprint,
            Map<String, Object> protocol) {}

    /**
     * The measuring network.
     *
     * @param from its file, or that it comes with the program
     * @param what its training data and quality
     */
    record By(String from, String what, String sha256) {}

    /** @param judge null if none was used */
    record Result(String samples, long images, String dataset, String reference, By judge, Map<String, Value> scores,
            List<String> notMeasured) {}

    /** @param network "judge" or "inception" */
    void add(String network, Scores scores) {
        lines.put(network, scores.lines());
        notMeasured.addAll(scores.notMeasured());
    }

    void print(Path samples, boolean json) {
        if (json) {
            var values = new LinkedHashMap<String, Value>();
            lines.values().forEach(all -> all.forEach(l -> values.put(l.name(),
                    new Value(l.value(), l.low(), l.high(), l.better(), l.unit(), l.recipe(), l.fingerprint(),
                            l.protocol()))));
            System.out.println(
                    Json.line(new Result(samples.toString(), images, dataset, against, judge, values, notMeasured)));
            return;
        }
        if (against != null) System.out.printf("%,d images of %s against %s%n%n", images, samples, against);
        lines.forEach((network, all) -> {
            if (all.isEmpty()) return;
            for (ScoreLine l : all) {
                String interval = l.low() == null ? "" : "[%.4f, %.4f]".formatted(l.low(), l.high());
                System.out.printf("%-19s %9.4f  %s  %s%s%n", l.name(), l.value(), interval, l.label(),
                        l.unit().isEmpty() ? "" : ", " + l.unit());
            }
            System.out.printf("Fingerprint of the scores by %s: %s%n", network, all.getFirst().fingerprint());
            if (network.equals("judge")) System.out.printf("The judge: %s (%s)%n", judge.from, judge.what);
            System.out.println();
        });
        if (!lines.isEmpty()) System.out.println(
                "In brackets: 95 % intervals over the samples. Only scores of one name and one fingerprint compare; "
                        + "--json tells what is in it.");
        notMeasured.forEach(s -> System.out.println("Not measured: " + s));
    }
}
