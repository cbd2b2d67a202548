package ganvas.claim;

import ganvas.result.RunOutcome;
import ganvas.result.Summary;
import ganvas.result.Summary.ArmSummary;
import ganvas.result.Summary.Finding;
import ganvas.result.Summary.Score;
import ganvas.words.MetricCatalogue;
import ganvas.words.MetricInfo;
import ganvas.words.Numbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * For each score the arm that beats every other.
 *
 * @param done arms whose runs all ended well, in the order of the study; the others are left out
 * @param wins the most informative first
 * @param undecided scores on which no arm beats every other
 */
public record Standings(List<String> done, List<Win> wins, List<String> undecided) {
    /** A smaller ratio of training times is not mentioned. */
    private static final double NOTABLE_SPEED = 1.1;

    /**
     * A win.
     *
     * @param against the other arm, or the runner-up of several
     * @param finding the comparison of both on this score
     */
    public record Win(String score, String arm, String against, Finding finding) {
        /** The lead: the interval of the difference, without its sign. */
        public String ahead() {
            double a = Math.abs(finding.low()), b = Math.abs(finding.high());
            return Numbers.range(Math.min(a, b), Math.max(a, b));
        }
    }

    /**
     * The arm that trained fastest.
     *
     * @param ratio training time of the next arm divided by its own
     */
    public record Fastest(String arm, double ratio) {}

    public static Standings of(Summary summary) {
        List<String> done = summary.arms().entrySet().stream()
                .filter(e -> e.getValue().status().equals(RunOutcome.DONE)).map(Map.Entry::getKey).toList();
        var byScore = new LinkedHashMap<String, List<Finding>>();
        for (Finding f : summary.findings())
            if (votes(f.score())) byScore.computeIfAbsent(f.score(), _ -> new ArrayList<>()).add(f);
        var wins = new ArrayList<Win>();
        var undecided = new ArrayList<String>();
        int pairs = done.size() * (done.size() - 1) / 2;
        byScore.forEach((score, findings) -> {
            if (findings.size() < pairs) return;                    // some arms cannot be compared with each other
            done.stream().filter(arm -> beatsAll(arm, done, findings)).findFirst()
                    .ifPresentOrElse(best -> wins.add(win(score, best, findings)), () -> undecided.add(score));
        });
        wins.sort(Comparator.comparingInt(w -> rank(w.score())));   // stable: the rest stays in the order of the file
        return new Standings(done, wins, undecided);
    }

    private static Win win(String score, String best, List<Finding> findings) {
        Finding nearest = findings.stream().filter(f -> f.better().equals(best))
                .min(Comparator.comparingDouble(f -> Math.abs(f.difference()))).orElseThrow();
        return new Win(score, best, nearest.first().equals(best) ? nearest.second() : nearest.first(), nearest);
    }

    private static boolean beatsAll(String arm, List<String> done, List<Finding> findings) {
        return done.size() > 1 && findings.stream().filter(f -> f.better().equals(arm)).count() == done.size() - 1;
    }

    /** Whether the score has a vote. Scores that this program does not know have one. */
    private static boolean votes(String score) {
        return MetricCatalogue.installed().of(score).map(m -> m.standing().votes()).orElse(true);
    }

    /**
     * Rank of a score. The judge's own opinion comes last, since a judge can be sure of pictures that show no digits at
     * all.
     */
    private static int rank(String score) {
        return MetricCatalogue.installed().of(score).map(m -> m.standing().rank()).orElse(MetricInfo.UNRANKED);
    }

    public List<Win> winsOf(String arm) {
        return wins.stream().filter(w -> w.arm().equals(arm)).toList();
    }

    /** The first {@code most} wins of an arm. A question appears twice only if no other is left. */
    public List<Win> spread(String arm, int most, Summary summary) {
        var picked = new ArrayList<Win>();
        var questions = new ArrayList<String>();
        for (Win win : winsOf(arm)) {
            String question = score(summary, win.arm(), win.score()).question();
            if (picked.size() < most && !questions.contains(question)) {
                picked.add(win);
                questions.add(question);
            }
        }
        for (Win win : winsOf(arm)) if (picked.size() < most && !picked.contains(win)) picked.add(win);
        return picked;
    }

    /** The fastest arm; empty if runs have different lengths, or if the next arm is almost as fast. */
    public Optional<Fastest> fastest(Summary summary) {
        List<ArmSummary> arms = done.stream().map(summary.arms()::get).toList();
        boolean sameLength = arms.stream().mapToLong(ArmSummary::images).distinct().count() == 1;
        if (!sameLength || arms.size() < 2 || arms.stream().anyMatch(a -> !(a.seconds() > 0))) return Optional.empty();
        List<String> byTime = done.stream()
                .sorted(Comparator.comparingDouble(a -> summary.arms().get(a).seconds())).toList();
        double ratio = summary.arms().get(byTime.get(1)).seconds() / summary.arms().get(byTime.get(0)).seconds();
        return ratio < NOTABLE_SPEED ? Optional.empty() : Optional.of(new Fastest(byTime.getFirst(), ratio));
    }

    /** A score that the arm has. */
    public static Score score(Summary summary, String arm, String score) {
        return summary.arms().get(arm).score(score).orElseThrow();
    }
}
