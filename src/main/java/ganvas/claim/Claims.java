package ganvas.claim;

import ganvas.result.RunFiles;
import ganvas.result.Summary;
import ganvas.result.Summary.CheckResult;
import ganvas.result.Summary.ClaimResult;
import ganvas.study.Claim;
import ganvas.study.Study;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The judge of a paper's claims. A claim holds if all its checks hold, fails if any fails, and is undecided otherwise. A
 * check is undecided unless three training seeds or more ran to the end, or where its interval leaves both ways open.
 */
public final class Claims {
    public static final String HOLDS = "holds";
    public static final String FAILS = "fails";
    public static final String UNDECIDED = Findings.UNDECIDED;

    private Claims() {}

    /** One check, and what there is to say about it in a sentence. */
    record Judged(CheckResult result, String evidence) {}

    /**
     * @param runs by arm, in the order of the study's seeds
     * @param soFar with its arms and their scores
     */
    static List<ClaimResult> of(Study study, Map<String, List<RunFiles>> runs, Summary soFar) {
        var checks = new Checks(study, new Measures(runs, soFar));
        return Objects.requireNonNullElse(study.claims(), List.<Claim>of()).stream().map(claim -> judge(claim, checks)).toList();
    }

    private static ClaimResult judge(Claim claim, Checks checks) {
        List<Judged> judged = claim.checks().stream().map(checks::judge).toList();
        String verdict = together(judged.stream().map(j -> j.result().verdict()).toList());
        Comparator<Judged> whatDecidesFirst = Comparator.comparing(j -> !j.result().verdict().equals(verdict));
        String evidence = judged.isEmpty() ? "No check stands for this claim."
                : judged.stream().sorted(whatDecidesFirst).map(Judged::evidence).distinct().collect(Collectors.joining("\n"));
        return new ClaimResult(claim.id(), claim.says(), claim.where(), claim.measure(), verdict, evidence,
                judged.stream().map(Judged::result).toList());
    }

    /** Of several verdicts that must all hold. */
    static String together(List<String> verdicts) {
        if (verdicts.contains(FAILS)) return FAILS;
        return !verdicts.isEmpty() && verdicts.stream().allMatch(HOLDS::equals) ? HOLDS : UNDECIDED;
    }
}
