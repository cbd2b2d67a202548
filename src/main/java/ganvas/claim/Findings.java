package ganvas.claim;

import ganvas.result.RunOutcome;
import ganvas.result.Summary.ArmSummary;
import ganvas.result.Summary.Finding;
import ganvas.result.Summary.Score;
import ganvas.words.Numbers;
import ganvas.words.Words;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Every two arms of one dataset on every score they share.
 *
 * @param notCompared what could not be set side by side, a sentence each
 */
public record Findings(List<Finding> findings, List<String> notCompared) {
    public static final String UNDECIDED = "undecided";
    /** {@link Score#interval()}: the interval is over training runs. */
    public static final String SEEDS = "seeds";
    /** {@link Score#interval()}: the interval is over the samples of one run. */
    public static final String SAMPLES = "samples";

    public static Findings of(Map<String, ArmSummary> arms) {
        var findings = new ArrayList<Finding>();
        var notCompared = new LinkedHashSet<String>();
        var names = List.copyOf(new ArrayList<>(arms.keySet()));
        for (int i = 0; i < names.size(); i++) {
            for (int j = i + 1; j < names.size(); j++) {
                pair(names.get(i), arms.get(names.get(i)), names.get(j), arms.get(names.get(j)), findings, notCompared);
            }
        }
        return new Findings(List.copyOf(findings), List.copyOf(notCompared));
    }

    private static void pair(String first, ArmSummary a, String second, ArmSummary b, List<Finding> findings,
            LinkedHashSet<String> notCompared) {
        if (!Objects.equals(a.dataset(), b.dataset())) return;
        // A diverged or unfinished run is no measure of its model, and leaving out the bad seeds would flatter it.
        if (!a.status().equals(RunOutcome.DONE) || !b.status().equals(RunOutcome.DONE)) return;
        a.scores().forEach((name, x) -> {
            Score y = b.scores().get(name);
            if (y == null || !isDirected(x)) return;
            Optional<String> obstacle = obstacle(x, y);
            if (obstacle.isPresent()) {
                notCompared.add("%s of %s and %s is not compared: %s.".formatted(x.label(), Words.the(first),
                        Words.the(second), obstacle.get()));
            } else {
                findings.add(judge(name, first, x, second, y));
            }
        });
    }

    /** Whether more, less or nearer to 1 is better. */
    public static boolean isDirected(Score s) {
        return hasDirection(s.better());
    }

    static boolean hasDirection(String better) {
        return better.equals("lower") || better.equals("higher") || better.equals("one");
    }

    private static Optional<String> obstacle(Score x, Score y) {
        List<String> unlike = unlike(x.protocol(), y.protocol());
        if (!unlike.isEmpty()) return Optional.of("their protocols differ in " + String.join(", ", unlike));
        if (!Objects.equals(x.interval(), y.interval())) {
            return Optional.of("one interval is over training seeds, the other over samples");
        }
        boolean paired = SEEDS.equals(x.interval()) && pairs(x, y).size() >= 2;
        if (!paired && SEEDS.equals(x.interval())) {
            return Optional.of("fewer than two seeds have it for both");
        }
        if (!paired && (!Numbers.hasInterval(x) || !Numbers.hasInterval(y))) {
            return Optional.of("it has no interval that could tell a difference from chance");
        }
        return Optional.empty();
    }

    /** Keys on which two protocols differ, each with both values: {@code `split` (test against train)}. */
    public static List<String> unlike(Map<String, Object> a, Map<String, Object> b) {
        Map<String, Object> left = a == null ? Map.of() : a, right = b == null ? Map.of() : b;
        var keys = new TreeSet<>(left.keySet());
        keys.addAll(right.keySet());
        return keys.stream().filter(k -> !Objects.equals(left.get(k), right.get(k)))
                .map(k -> "`%s` (%s against %s)".formatted(k, shown(left, k), shown(right, k))).toList();
    }

    private static String shown(Map<String, Object> protocol, String key) {
        return protocol.containsKey(key) ? String.valueOf(protocol.get(key)) : "absent";
    }

    private static Finding judge(String name, String first, Score x, String second, Score y) {
        List<double[]> pairs = SEEDS.equals(x.interval()) ? pairs(x, y) : List.of();
        boolean one = x.better().equals("one");
        Interval difference;
        String test;
        if (pairs.size() >= 2) {
            difference = Interval.ofMean(pairs.stream()
                    .mapToDouble(p -> one ? Math.abs(p[0] - 1) - Math.abs(p[1] - 1) : p[0] - p[1]).toArray());
            test = "paired t over %s seeds, 95 %% interval over training".formatted(Words.number(pairs.size()));
        } else {
            difference = one ? interval(x).distanceFrom(1).minus(interval(y).distanceFrom(1))
                    : interval(x).minus(interval(y));
            test = "two runs, 95 % interval over samples, not over training";
        }
        if (one) test += "; of the distance from 1";
        boolean firstIsBetter = x.better().equals("higher") ? difference.low() > 0 : difference.high() < 0;
        String better = difference.coversZero() ? UNDECIDED : firstIsBetter ? first : second;
        return new Finding(name, first, second, better, difference.mean(), difference.low(), difference.high(), test);
    }

    private static Interval interval(Score s) {
        return new Interval(s.mean(), s.low(), s.high());
    }

    /**
     * Values of the seeds that both arms have; {@link Score#perSeed()} is in the order of the study, null if missing.
     */
    private static List<double[]> pairs(Score x, Score y) {
        var pairs = new ArrayList<double[]>();
        for (int i = 0; i < Math.min(x.perSeed().size(), y.perSeed().size()); i++) {
            Double a = x.perSeed().get(i), b = y.perSeed().get(i);
            if (a != null && b != null) pairs.add(new double[] {a, b});
        }
        return pairs;
    }
}
