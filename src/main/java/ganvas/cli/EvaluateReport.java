package ganvas.cli;

import ganvas.claim.Doubt;
import ganvas.claim.Findings;
import ganvas.metric.judge.Judge;
import ganvas.metric.score.Scores;
import ganvas.result.Recipe;
import ganvas.result.ScoreLine;
import ganvas.result.Summary;
import ganvas.verdict.DoubtWords;
import ganvas.words.Words;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The output of {@code evaluate}, as text or as JSON. */
final class EvaluateReport {
    private static final String SHARE = "class-share/";
    private static final int SHARES_A_LINE = 10;

    final List<String> notMeasured = new ArrayList<>();
    private final Map<String, List<ScoreLine>> lines = new LinkedHashMap<>();
    private Optional<EvaluateReference> against = Optional.empty();
    private Optional<By> judge = Optional.empty();
    long images;

    /**
     * A score.
     *
     * @param protocol   recipe and provenance; the fingerprint is of the recipe
     * @param provenance what of the protocol is not recipe: the origin of the samples, the version that measured
     */
    record Value(double value, Double low, Double high, String better, String unit, String recipe, String fingerprint,
            Map<String, Object> protocol, Map<String, Object> provenance) {}

    /**
     * The measuring network.
     *
     * @param from its file, or that it comes with the program
     * @param what its training data and quality
     */
    record By(String from, String what, String sha256) {}

    /**
     * The line of JSON. What is null is left out.
     *
     * @param dataset   null if the samples were scored against something else, or not at all
     * @param reference null if they were not scored
     * @param judge     null if none was used
     */
    record Result(String samples, long images, String dataset, String reference, By judge, Map<String, Value> scores,
            List<String> notMeasured) {}

    /** @param network "judge" or "inception" */
    void add(String network, Scores scores) {
        lines.put(network, scores.lines());
        notMeasured.addAll(scores.notMeasured());
    }

    void against(EvaluateReference reference) {
        against = Optional.of(reference);
    }

    /** @param from its file, or that it comes with the program */
    void judge(String from, Judge by) {
        judge = Optional.of(new By(from, by.words(), by.sha256()));
    }

    void print(Path samples, boolean json) {
        if (json) {
            var values = new LinkedHashMap<String, Value>();
            lines.values().forEach(all -> all.forEach(l -> values.put(l.name(),
                    new Value(l.value(), l.low(), l.high(), l.better(), l.unit(), l.recipe(), l.fingerprint(),
                            l.protocol(), Recipe.provenance(l.protocol())))));
            JsonOutput.of(result(samples, values)).print();
            return;
        }
        against.ifPresent(reference -> System.out.printf("%,d images of %s against %s%n%n", images, samples,
                reference.words()));
        lines.forEach((network, all) -> {
            if (all.isEmpty()) return;
            for (ScoreLine l : all) {
                if (l.name().startsWith(SHARE)) continue;
                String interval = l.low() == null ? "" : "[%s, %s]".formatted(fixed(l.low()), fixed(l.high()));
                System.out.printf("%-19s %9s  %s  %s%s%n", l.name(), fixed(l.value()), interval, l.label(),
                        l.unit().isEmpty() ? "" : ", " + l.unit());
            }
            printShares(all);
            doubt(all).ifPresent(System.out::println);
            System.out.printf("Fingerprint of the scores by %s: %s%n", network, fingerprints(all));
            if (network.equals("judge"))
                judge.ifPresent(by -> System.out.printf("The judge: %s (%s)%n", by.from, by.what));
            System.out.println();
        });
        if (!lines.isEmpty()) System.out.println(
                "In brackets: 95 % intervals over the samples. Only scores of one name and one fingerprint compare, "
                        + "whoever made the samples; --json tells what is in it.");
        printNotMeasured();
    }

    /** A sentence on pictures whose other scores say nothing of them, such as one picture again and again. */
    private static Optional<String> doubt(List<ScoreLine> all) {
        var scores = new LinkedHashMap<String, Summary.Score>();
        all.forEach(l -> scores.put(l.name(), Summary.Score.of(l, l.value(), l.low(), l.high(), List.of(l.value()),
                Findings.SAMPLES)));
        return Doubt.about(scores).map(d -> "Of these images %s: %s say nothing of them.".formatted(
                DoubtWords.reason(d).replaceFirst("its", "the"),
                Words.list(scores.keySet().stream().filter(s -> d.touches(s) && !s.startsWith(SHARE)).toList())));
    }

    /** One line for all classes; their intervals are in the JSON. */
    private static void printShares(List<ScoreLine> all) {
        List<String> shares = all.stream().filter(l -> l.name().startsWith(SHARE))
                .map(l -> l.name().substring(SHARE.length()) + " " + fixed(l.value())).toList();
        if (shares.isEmpty()) return;
        System.out.printf("%-19s share of each class%n", "class-share");
        for (int i = 0; i < shares.size(); i += SHARES_A_LINE) System.out.printf("%-19s %s%n", "",
                String.join("  ", shares.subList(i, Math.min(shares.size(), i + SHARES_A_LINE))));
    }

    /** One sentence for each reason, whatever the number of scores. */
    private void printNotMeasured() {
        var names = new LinkedHashMap<String, List<String>>();
        for (String s : notMeasured) {
            int colon = s.indexOf(": ");
            names.computeIfAbsent(colon < 0 ? s : s.substring(colon + 2), _ -> new ArrayList<>())
                    .addAll(colon < 0 ? List.of() : List.of(s.substring(0, colon)));
        }
        names.forEach((why, which) -> System.out.println("Not measured: " + (which.isEmpty() ? why
                : Words.list(which) + ": "
                        + (which.size() == 1 ? why : why.replaceFirst("^it needs ", "they need ")))));
    }

    /** The fingerprint of most scores, and those that differ by what belongs to one score alone. */
    private static String fingerprints(List<ScoreLine> lines) {
        String most = lines.getFirst().fingerprint();
        return lines.stream().filter(l -> !l.fingerprint().equals(most))
                .map(l -> "; of %s %s".formatted(l.name(), l.fingerprint())).collect(Collectors.joining("", most, ""));
    }

    /** Four decimals; a hair below zero is 0.0000. */
    private static String fixed(double value) {
        String text = "%.4f".formatted(value);
        return text.equals("-0.0000") ? text.substring(1) : text;
    }

    private Result result(Path samples, Map<String, Value> values) {
        return new Result(samples.toString(), images, against.flatMap(EvaluateReference::dataset).orElse(null),
                against.map(EvaluateReference::words).orElse(null), judge.orElse(null), values, notMeasured);
    }
}
