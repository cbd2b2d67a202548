package ganvas.study;

import com.fasterxml.jackson.annotation.JsonInclude;
import ganvas.file.Required;
import java.util.List;
import java.util.Optional;

/**
 * A sentence of a paper, and the measurements that decide whether it holds.
 *
 * @param id      a word, unique in its study
 * @param says    the paper's own sentence
 * @param where   its place in the paper, such as {@code section 3.1}
 * @param measure the metric that represents the paper's words, and the reason for it
 * @param checks  all must hold for the claim to hold, unless its terms say how many; if one fails, the claim fails
 * @param terms   as in the file, which lacks them if there are none; {@link #given} has them
 */
public record Claim(@Required String id, @Required String says, String where, String measure,
        @Required List<ClaimCheck> checks, @JsonInclude(JsonInclude.Include.NON_NULL) Terms terms) {
    /**
     * The terms on which a claim is judged.
     *
     * @param requires what the arms must have reached for the claim to be testable. If one of these checks does not
     *          hold, the claim is undecided
     * @param onlyFull whether a budget shorter than the paper's leaves the claim undecided
     * @param atLeast  number of checks that must hold; 0 for all
     * @param standsIn whether the metric is another than the paper's. The claim is then undecided, and its verdict a
     *          suggestion
     * @param survivors whether runs that collapsed are left out
     */
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    public record Terms(List<ClaimCheck> requires, boolean onlyFull, int atLeast, boolean standsIn,
            boolean survivors) {
        public static final Terms NONE = new Terms(List.of(), false, 0, false, false);

        /** A file may leave out all of them. */
        public Terms {
            requires = requires == null ? List.of() : requires;
        }

        /** The number of checks, of {@code all}, that must hold. */
        public int needed(int all) {
            return atLeast < 1 ? all : Math.min(atLeast, all);
        }
    }

    /** A claim whose checks must all hold, on no other terms. */
    public Claim(String id, String says, String where, String measure, List<ClaimCheck> checks) {
        this(id, says, where, measure, checks, null);
    }

    public Terms given() {
        return Optional.ofNullable(terms).orElse(Terms.NONE);
    }

    public Claim on(Terms other) {
        return new Claim(id, says, where, measure, checks, other.equals(Terms.NONE) ? null : other);
    }

    Claim withChecks(List<ClaimCheck> others) {
        return new Claim(id, says, where, measure, others, terms);
    }
}
