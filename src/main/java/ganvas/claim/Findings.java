package ganvas.claim;

import ganvas.result.RunOutcome;
import ganvas.result.Summary.ArmSummary;
import ganvas.result.Summary.Score;
import ganvas.study.Study;
import ganvas.words.MetricCatalogue;
import ganvas.words.MetricInfo.Bounds;
import ganvas.words.Numbers;
import ganvas.words.Protocols;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** Comparisons of every two arms of one dataset on every score that both have. */
public record Findings(List<Difference> differences, List<Refusal> refusals) {
    public static final String UNDECIDED = Decision.UNDECIDED;
    /** {@link Score#interval()}: the interval is over training runs. */
    public static final String SEEDS = "seeds";
    /** {@link Score#interval()}: the interval is over the samples of one run. */
    public static final String SAMPLES = "samples";

    /**
     * The difference of one score between two arms.
     *
     * @param better the better arm, or {@link #UNDECIDED}
     * @param value  the first minus the second, or the difference of their distances from 1; 95 %
     * @param seeds  training seeds, of the arm that has fewer; 0 if the interval is over samples
     * @param test   over seeds
     */
    public record Difference(String score, String first, String second, String better, Interval value, int seeds,
            SeedTest test, boolean fromOne) {}

    /** The reason why a score of two arms is not compared. */
    public enum Reason {
        PROTOCOLS_DIFFER, INTERVALS_DIFFER, SOME_COLLAPSED, TOO_FEW_SEEDS, NO_INTERVAL
    }

    public record Refusal(String first, Score ofFirst, String second, Score ofSecond, Reason reason) {}

    /** Comparisons of arms that are all independent. */
    public static Findings of(Map<String, ArmSummary> arms) {
        return of(arms, (_, _) -> SeedTest.WELCH);
    }

    /** Comparisons of the arms of a study. */
    public static Findings of(Study study, Map<String, ArmSummary> arms) {
        return of(arms, (first, second) -> SeedTest.between(study, first, second));
    }

    private static Findings of(Map<String, ArmSummary> arms, BiFunction<String, String, SeedTest> tests) {
        var differences = new ArrayList<Difference>();
        var refusals = new ArrayList<Refusal>();
        List<String> names = List.copyOf(new ArrayList<>(arms.keySet()));
        for (int i = 0; i < names.size(); i++) {
            for (int j = i + 1; j < names.size(); j++) {
                String first = names.get(i), second = names.get(j);
                ArmSummary a = arms.get(first), b = arms.get(second);
                if (!areComparable(a, b)) continue;
                SeedTest test = tests.apply(first, second);
                boolean collapsed = a.collapsed() + b.collapsed() > 0;
                a.scores().forEach((name, x) -> {
                    if (isDirected(x)) b.score(name).ifPresent(y -> reason(x, y, test, collapsed).ifPresentOrElse(
                            reason -> refusals.add(new Refusal(first, x, second, y, reason)),
                            () -> differences.add(difference(name, first, x, second, y, test))));
                });
            }
        }
        return new Findings(List.copyOf(differences), List.copyOf(refusals));
    }

    /**
     * Whether both arms can be compared. A diverged or unfinished run does not measure its model, and leaving out the
     * bad seeds would flatter it.
     */
    private static boolean areComparable(ArmSummary a, ArmSummary b) {
        return a.ownDataset().equals(b.ownDataset()) && a.status().equals(RunOutcome.DONE)
                && b.status().equals(RunOutcome.DONE);
    }

    /** Whether the score has a direction: more, less or nearer to 1 is better. */
    public static boolean isDirected(Score s) {
        return hasDirection(s.better());
    }

    static boolean hasDirection(String better) {
        return better.equals("lower") || better.equals("higher") || better.equals("one");
    }

    private static Optional<Reason> reason(Score x, Score y, SeedTest test, boolean collapsed) {
        if (Protocols.differ(x.protocol(), y.protocol())) return Optional.of(Reason.PROTOCOLS_DIFFER);
        if (collapsed) return Optional.of(Reason.SOME_COLLAPSED);
        if (!Objects.equals(x.interval(), y.interval())) return Optional.of(Reason.INTERVALS_DIFFER);
        if (SEEDS.equals(x.interval()))
            return shared(test, bySeed(x), bySeed(y)) >= 2 ? Optional.empty() : Optional.of(Reason.TOO_FEW_SEEDS);
        return Numbers.hasInterval(x) && Numbers.hasInterval(y) ? Optional.empty() : Optional.of(Reason.NO_INTERVAL);
    }

    private static Difference difference(String name, String first, Score x, String second, Score y, SeedTest test) {
        boolean one = x.better().equals("one"), overSeeds = SEEDS.equals(x.interval());
        Bounds possible = one ? Bounds.NONE : MetricCatalogue.installed().bounds(name).ofDifference();
        Interval difference = (overSeeds ? test.difference(0.95, fromOne(one, bySeed(x)), fromOne(one, bySeed(y)))
                : one ? interval(x).distanceFrom(1).minus(interval(y).distanceFrom(1))
                : interval(x).minus(interval(y))).within(possible);
        boolean firstIsBetter = x.better().equals("higher") ? difference.low() > 0 : difference.high() < 0;
        String better = difference.coversZero() ? UNDECIDED : firstIsBetter ? first : second;
        return new Difference(name, first, second, better, difference,
                overSeeds ? shared(test, bySeed(x), bySeed(y)) : 0, test, one);
    }

    /** Seeds that the test uses: those that both have, or the fewer of two independent samples. */
    private static int shared(SeedTest test, double[] x, double[] y) {
        return test == SeedTest.PAIRED ? SeedTest.pairs(x, y).length
                : Math.min(SeedTest.known(x).length, SeedTest.known(y).length);
    }

    private static double[] fromOne(boolean one, double[] values) {
        return one ? Arrays.stream(values).map(v -> Math.abs(v - 1)).toArray() : values;
    }

    /** The values by seed, NaN for a seed without. */
    private static double[] bySeed(Score s) {
        return IntStream.range(0, s.perSeed().size()).mapToDouble(k -> s.ofSeed(k).orElse(Double.NaN)).toArray();
    }

    private static Interval interval(Score s) {
        return new Interval(s.mean(), s.low(), s.high());
    }
}
