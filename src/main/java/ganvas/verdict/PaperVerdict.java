package ganvas.verdict;

import ganvas.claim.Budget;
import ganvas.claim.Claims;
import ganvas.claim.Collapse;
import ganvas.claim.Decision;
import ganvas.claim.Measures;
import ganvas.claim.SeedMeans;
import ganvas.result.RunFiles;
import ganvas.result.RunOutcome;
import ganvas.result.Summary;
import ganvas.result.Summary.ArmSummary;
import ganvas.result.Summary.ClaimResult;
import ganvas.study.Study;
import ganvas.words.Numbers;
import ganvas.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The verdict on a paper's claims in sentences: the headline, then the length of the runs, failures, and the limits of
 * the verdict.
 */
public final class PaperVerdict {
    /** Probability with which chance decides a claim of ties: 2.5 % on each side. */
    private static final double ERROR = 0.05;

    private PaperVerdict() {}

    /** @param runs by arm */
    static List<String> sentences(Study study, Summary summary, Map<String, List<RunFiles>> runs) {
        var lines = new ArrayList<String>();
        lines.add(headline(study, summary));
        lines.add(Words.capital(BudgetWords.words(study)) + "." + (Budget.isFull(study) ? ""
                : " Claims are judged at this length; at the paper's length the verdicts may differ."));
        summary.arms().forEach((arm, a) -> {
            if (a.status().equals(RunOutcome.DIVERGED)) lines.add(ComparisonVerdict.diverged(arm, a,
                    "Claims about it are undecided."));
        });
        lines.addAll(collapsed(runs));
        if (!summary.claims().isEmpty()) lines.add(reach(study, summary));
        if (study.seeds().size() >= Measures.FEWEST_SEEDS) chance(study).ifPresent(lines::add);
        return List.copyOf(lines);
    }

    /** A sentence for arms all of whose runs ended in mode collapse, and one for arms of which some did. */
    private static List<String> collapsed(Map<String, List<RunFiles>> runs) {
        var all = new ArrayList<String>();
        var some = new ArrayList<String>();
        runs.forEach((arm, ofArm) -> {
            Collapse collapse = Collapse.of(ofArm);
            if (collapse.isMixed()) some.add(CollapseWords.say(arm, collapse));
            else if (collapse.collapsed() > 0) all.add(Words.the(arm));
        });
        var lines = new ArrayList<String>();
        if (!some.isEmpty())
            lines.add(Words.capital(Words.list(some))
                    + ". Scores of %s are those of the other runs, and are not compared."
                            .formatted(some.size() == 1 ? "this model" : "these models"));
        if (!all.isEmpty()) lines.add("Every run of %s ended in mode collapse.".formatted(Words.list(all)));
        return lines;
    }

    /** What chance does to so many claims; empty if nothing was compared. */
    private static Optional<String> chance(Study study) {
        int looks = study.claims().stream().mapToInt(c -> Claims.comparisons(c)).sum();
        long claims = study.claims().stream().filter(c -> Claims.comparisons(c) > 0).count();
        return looks == 0 ? Optional.empty() : Optional.of(
                ("The claims rest on %s comparison%s between models. Were all models alike, chance would still give %s "
                        + "false verdicts on average.").formatted(Words.number(looks), looks == 1 ? "" : "s",
                                Numbers.compact(ERROR * claims)));
    }

    private static String headline(Study study, Summary summary) {
        String name = study.name();
        if (summary.arms().values().stream().noneMatch(a -> a.seconds() > 0))
            return "Nothing of %s is trained yet.".formatted(name);
        if (summary.claims().isEmpty()) return "No claim of %s can be judged by the arms of this run.".formatted(name);
        List<String> verdicts = summary.claims().stream().map(ClaimResult::verdict).toList();
        String n = Words.number(verdicts.size()), said;
        if (verdicts.size() == 1) said = "the one claim of %s %s".formatted(name, are(verdicts.getFirst(), 1));
        else if (verdicts.stream().distinct().count() == 1)
            said = "all %s of %s's claims %s".formatted(n, name, are(verdicts.getFirst(), 2));
        else said = "of %s's %s claims, %s".formatted(name, n, counts(verdicts));
        return (isOpen(summary) ? "So far, " + said : Words.capital(said)) + " " + length(study) + ".";
    }

    /** A phrase such as {@code three hold, one fails, two are undecided}. */
    public static String counts(List<String> verdicts) {
        var parts = new ArrayList<String>();
        for (String verdict : List.of(Decision.HOLDS, Decision.FAILS, Decision.UNDECIDED)) {
            int n = (int) verdicts.stream().filter(verdict::equals).count();
            if (n > 0) parts.add(Words.number(n) + " " + are(verdict, n));
        }
        return String.join(", ", parts);
    }

    /** The verb for {@code n} claims: {@code holds}, {@code hold}. */
    private static String are(String verdict, int n) {
        if (verdict.equals(Decision.UNDECIDED)) return n == 1 ? "is undecided" : "are undecided";
        return n == 1 ? verdict : verdict.substring(0, verdict.length() - 1);
    }

    private static boolean isOpen(Summary summary) {
        return summary.arms().values().stream().anyMatch(a -> a.status().equals(SeedMeans.UNFINISHED));
    }

    private static String length(Study study) {
        if (Budget.isSmoke(study)) return "in a smoke test, which is no evidence";
        if (Budget.isFull(study)) return "at the paper's length";
        long[] images = study.arms().stream().mapToLong(a -> a.images()).distinct().toArray();
        return images.length == 1 ? "at %s images each (short budget)".formatted(Numbers.count(images[0]))
                : "on a short budget";
    }

    private static String reach(Study study, Summary summary) {
        int seeds = study.seeds().size();
        if (seeds < Measures.FEWEST_SEEDS) {
            return "%s training run%s of each model: too few to decide a claim about training; %s are needed."
                    .formatted(Words.capital(Words.number(seeds)), seeds == 1 ? "" : "s",
                            Words.number(Measures.FEWEST_SEEDS));
        }
        boolean open = summary.arms().values().stream().map(ArmSummary::status).anyMatch(SeedMeans.UNFINISHED::equals);
        return ("Claims are judged over %s training runs of each model%s; a claim is undecided if its "
                + "interval allows both outcomes.")
                .formatted(Words.number(seeds), open ? ", not all of them finished" : "");
    }
}
