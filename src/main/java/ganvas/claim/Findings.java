package ganvas.claim;

import ganvas.result.RunOutcome;
import ganvas.result.Summary.ArmSummary;
import ganvas.result.Summary.Score;
import ganvas.words.MetricCatalogue;
import ganvas.words.MetricInfo.Bounds;
import ganvas.words.Numbers;
import ganvas.words.Protocols;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

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
     * @param seeds  training seeds that were paired; 0 if the interval is over samples
     */
    public record Difference(String score, String first, String second, String better, Interval value, int seeds,
            boolean fromOne) {}

    /** The reason why a score of two arms is not compared. */
    public enum Reason {
        PROTOCOLS_DIFFER, INTERVALS_DIFFER, TOO_FEW_SEEDS, NO_INTERVAL
    }

    public record Refusal(String first, Score ofFirst, String second, Score ofSecond, Reason reason) {}

    public static Findings of(Map<String, ArmSummary> arms) {
        var differences = new ArrayList<Difference>();
        var refusals = new ArrayList<Refusal>();
        List<String> names = List.copyOf(new ArrayList<>(arms.keySet()));
        for (int i = 0; i < names.size(); i++) {
            for (int j = i + 1; j < names.size(); j++) {
                String first = names.get(i), second = names.get(j);
                ArmSummary a = arms.get(first), b = arms.get(second);
                if (!areComparable(a, b)) continue;
                a.scores().forEach((name, x) -> {
                    if (isDirected(x)) b.score(name).ifPresent(y -> reason(x, y).ifPresentOrElse(
                            reason -> refusals.add(new Refusal(first, x, second, y, reason)),
                            () -> differences.add(difference(name, first, x, second, y))));
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

    private static Optional<Reason> reason(Score x, Score y) {
        if (Protocols.differ(x.protocol(), y.protocol())) return Optional.of(Reason.PROTOCOLS_DIFFER);
        if (!Objects.equals(x.interval(), y.interval())) return Optional.of(Reason.INTERVALS_DIFFER);
        if (SEEDS.equals(x.interval()))
            return pairs(x, y).size() >= 2 ? Optional.empty() : Optional.of(Reason.TOO_FEW_SEEDS);
        return Numbers.hasInterval(x) && Numbers.hasInterval(y) ? Optional.empty() : Optional.of(Reason.NO_INTERVAL);
    }

    private static Difference difference(String name, String first, Score x, String second, Score y) {
        List<double[]> pairs = SEEDS.equals(x.interval()) ? pairs(x, y) : List.of();
        boolean one = x.better().equals("one");
        Bounds possible = one ? Bounds.NONE : MetricCatalogue.installed().bounds(name).ofDifference();
        Interval difference;
        if (pairs.size() >= 2) {
            difference = Interval.ofMean(pairs.stream()
                    .mapToDouble(p -> one ? Math.abs(p[0] - 1) - Math.abs(p[1] - 1) : p[0] - p[1]).toArray());
        } else {
            difference = one ? interval(x).distanceFrom(1).minus(interval(y).distanceFrom(1))
                    : interval(x).minus(interval(y));
        }
        difference = difference.within(possible);
        boolean firstIsBetter = x.better().equals("higher") ? difference.low() > 0 : difference.high() < 0;
        String better = difference.coversZero() ? UNDECIDED : firstIsBetter ? first : second;
        return new Difference(name, first, second, better, difference, pairs.size(), one);
    }

    private static Interval interval(Score s) {
        return new Interval(s.mean(), s.low(), s.high());
    }

    /** Values of the seeds that both arms have. */
    private static List<double[]> pairs(Score x, Score y) {
        var pairs = new ArrayList<double[]>();
        for (int i = 0; i < Math.min(x.perSeed().size(), y.perSeed().size()); i++) {
            OptionalDouble a = x.ofSeed(i), b = y.ofSeed(i);
            if (a.isPresent() && b.isPresent()) pairs.add(new double[] {a.getAsDouble(), b.getAsDouble()});
        }
        return pairs;
    }
}
