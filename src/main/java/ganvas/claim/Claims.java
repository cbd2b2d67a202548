package ganvas.claim;

import ganvas.result.RunFiles;
import ganvas.result.Summary;
import ganvas.study.Claim;
import ganvas.study.Study;
import java.util.List;
import java.util.Map;

/**
 * Judges a paper's claims. A claim holds if all its checks hold, fails if any fails, and is undecided otherwise. A
 * check is undecided if fewer than three training seeds ran to the end, or if its interval allows both outcomes.
 */
public final class Claims {
    private Claims() {}

    /** A claim with the decision on each of its checks. */
    public record Judged(Claim claim, List<Decision> decisions) {
        public String verdict() {
            return Decision.together(decisions.stream().map(Decision::verdict).toList());
        }
    }

    /**
     * @param runs  by arm, in the order of the study's seeds
     * @param soFar the summary with its arms and their scores
     */
    public static List<Judged> judge(Study study, Map<String, List<RunFiles>> runs, Summary soFar) {
        var checks = new Checks(study, new Measures(runs, soFar));
        return study.claims().stream()
                .map(claim -> new Judged(claim, claim.checks().stream().map(checks::decide).toList())).toList();
    }
}
