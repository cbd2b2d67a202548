package ganvas.claim;

import ganvas.result.RunFiles;
import ganvas.result.Summary;
import ganvas.study.Claim;
import ganvas.study.Study;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges a paper's claims. A claim holds if all its checks hold, or as many as its terms ask for; fails if so many can
 * no longer hold; and is undecided otherwise. A check is undecided if fewer than three training seeds ran to the end,
 * or if its interval allows both outcomes.
 */
public final class Claims {
    private Claims() {}

    /**
     * A claim with the decision on each of its checks.
     *
     * @param required  decisions on what the claim requires
     * @param isTooShort whether the claim is only for runs of the paper's length, and these are shorter
     * @param alternatives the same with each of the claim's alternatives
     */
    public record Judged(Claim claim, List<Decision> decisions, List<Decision> required, boolean isTooShort,
            List<Judged> alternatives) {
        public String verdict() {
            return isTestable() && !claim.given().standsIn() ? together() : Decision.UNDECIDED;
        }

        /** The verdict that a metric which stands in for the paper's suggests; empty for none. */
        public Optional<String> suggests() {
            return Optional.of(together())
                    .filter(v -> isTestable() && claim.given().standsIn() && !v.equals(Decision.UNDECIDED));
        }

        /** Decisions on requirements that are not met. */
        public List<Decision> unmet() {
            return required.stream().filter(d -> !d.verdict().equals(Decision.HOLDS)).toList();
        }

        private boolean isTestable() {
            return !isTooShort && unmet().isEmpty();
        }

        private String together() {
            return Decision.together(decisions.stream().map(Decision::verdict).toList(),
                    claim.given().needed(decisions.size()));
        }
    }

    /** Comparisons that a claim makes, each of which chance could decide. */
    public static int comparisons(Claim claim) {
        return Checks.looks(claim.checks());
    }

    /**
     * @param runs  by arm, in the order of the study's seeds
     * @param soFar the summary with its arms and their scores
     */
    public static List<Judged> judge(Study study, Map<String, List<RunFiles>> runs, Summary soFar) {
        return study.claims().stream().map(claim -> judge(claim, study, runs, soFar)).toList();
    }

    private static Judged judge(Claim claim, Study study, Map<String, List<RunFiles>> runs, Summary soFar) {
        Claim.Terms terms = claim.given();
        var measures = new Measures(study, runs, soFar, terms.survivors());
        var checks = new Checks(study, measures, new Rules(Checks.looks(claim.checks())));
        var required = new Checks(study, measures, new Rules(1));
        return new Judged(claim, claim.checks().stream().map(checks::decide).toList(),
                terms.requires().stream().map(required::decide).toList(),
                terms.onlyFull() && Budget.isShorter(study, claim),
                claim.alternatives().stream().map(a -> judge(claim.with(a), study, runs, soFar)).toList());
    }
}
