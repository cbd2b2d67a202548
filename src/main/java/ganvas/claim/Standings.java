package ganvas.claim;

import ganvas.result.RunOutcome;
import ganvas.result.Summary;
import ganvas.result.Summary.ArmSummary;
import ganvas.result.Summary.Finding;
import ganvas.result.Summary.Score;
import ganvas.words.MetricCatalogue;
import ganvas.words.MetricInfo;
import ganvas.words.MetricInfo.Noise;
import ganvas.words.Numbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * For each score the arm that beats every other.
 *
 * @param done arms whose runs all ended well, in the order of the study; the others are left out
 * @param wins the most informative first
 * @param undecided scores on which no arm beats every other
 * @param doubts arms whose pictures show nothing, with the reasons
 * @param uncounted wins of such arms on scores that say nothing of such pictures
 */
public record Standings(List<String> done, List<Win> wins, List<String> undecided, Map<String, Doubt> doubts,
        List<Win> uncounted) {
    /** A smaller ratio of training times is not mentioned. */
    private static final double NOTABLE_SPEED = 1.1;
    /** Scores that can be looked at without expecting one to differ by chance. */
    private static final int FEW = 3;
    /** Each tail of a 95 % interval. */
    private static final double TAIL = 0.025;

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
            int decimals = Numbers.decimals(Math.abs(finding.difference()), Math.min(a, b), Math.max(a, b));
            return Numbers.fixed(Math.min(a, b), decimals) + " to " + Numbers.fixed(Math.max(a, b), decimals);
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
            if (MetricCatalogue.installed().votes(f.score()))
                byScore.computeIfAbsent(f.score(), _ -> new ArrayList<>()).add(f);
        var wins = new ArrayList<Win>();
        var undecided = new ArrayList<String>();
        var uncounted = new ArrayList<Win>();
        var doubts = new LinkedHashMap<String, Doubt>();
        for (String arm : done)
            Doubt.about(summary.arms().get(arm)).ifPresent(doubt -> doubts.put(arm, doubt));
        int pairs = done.size() * (done.size() - 1) / 2;
        byScore.forEach((score, findings) -> {
            if (findings.size() < pairs) return;                    // some arms cannot be compared with each other
            done.stream().filter(arm -> beatsAll(arm, done, findings)).findFirst()
                    .ifPresentOrElse(
                            best -> (isDoubted(doubts, best, score) ? uncounted : wins)
                                    .add(win(score, best, findings)),
                            () -> undecided.add(score));
        });
        wins.sort(Comparator.comparingInt(w -> rank(w.score())));   // stable: the rest stays in the order of the file
        return new Standings(done, wins, undecided, doubts, uncounted);
    }

    private static boolean isDoubted(Map<String, Doubt> doubts, String arm, String score) {
        return Optional.ofNullable(doubts.get(arm)).filter(d -> d.touches(score)).isPresent();
    }

    private static Win win(String score, String best, List<Finding> findings) {
        Finding nearest = findings.stream().filter(f -> f.better().equals(best))
                .min(Comparator.comparingDouble(f -> Math.abs(f.difference()))).orElseThrow();
        return new Win(score, best, nearest.first().equals(best) ? nearest.second() : nearest.first(), nearest);
    }

    private static boolean beatsAll(String arm, List<String> done, List<Finding> findings) {
        return done.size() > 1 && findings.stream().filter(f -> f.better().equals(arm)).count() == done.size() - 1;
    }

    /**
     * Rank of a score: 0 for the most important. The judge's own opinion comes last, since a judge can be sure of
     * pictures that show no digits at all.
     */
    private static int rank(String score) {
        return MetricCatalogue.installed().of(score).map(m -> m.standing().rank()).orElse(MetricInfo.UNRANKED);
    }

    /**
     * Whether too few training runs decide: fewer than three of each arm, and so many scores that one of them differs
     * by chance.
     */
    public boolean isSilent(Summary summary) {
        int runs = done.stream().mapToInt(arm -> summary.arms().get(arm).seeds().size()).min().orElse(0);
        return runs > 1 && runs < Measures.FEWEST_SEEDS && looks() > FEW;
    }

    /** Scores that are looked at. */
    public int looks() {
        return wins.size() + undecided.size() + uncounted.size();
    }

    /**
     * Wins for a headline, the most important first. Scores that noise can fool do not stand alone there. With fewer
     * than three training runs a win must be beyond chance though so many scores are looked at (Bonferroni).
     */
    public Standings forHeadline(Summary summary) {
        List<Win> sure = wins.stream().filter(w -> isBeyondChance(w, summary)).toList();
        List<Win> alone = sure.stream().filter(w -> MetricCatalogue.installed().noise(w.score()) != Noise.FOOLED)
                .toList();
        List<String> strong = alone.stream().map(Win::arm).distinct().toList();
        return new Standings(done, isSilent(summary) ? List.of()
                : sure.stream().filter(w -> strong.contains(w.arm())).toList(), undecided, doubts, uncounted);
    }

    private boolean isBeyondChance(Win win, Summary summary) {
        Score score = score(summary, win.arm(), win.score());
        if (looks() <= FEW || !score.interval().equals(Findings.SAMPLES)) return true;
        Finding f = win.finding();
        var normal = NormalDistribution.of(0, 1);
        double wider = normal.inverseSurvivalProbability(TAIL / looks()) / normal.inverseSurvivalProbability(TAIL);
        return f.difference() > 0 ? f.difference() > wider * (f.difference() - f.low())
                : f.difference() < wider * (f.difference() - f.high());
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
