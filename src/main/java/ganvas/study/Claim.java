package ganvas.study;

import com.fasterxml.jackson.annotation.JsonInclude;
import ganvas.file.Required;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A sentence of a paper, and the measurements that decide whether it holds.
 *
 * @param id      a word, unique in its study
 * @param says    the paper's own sentence
 * @param where   its place in the paper, such as {@code section 3.1}
 * @param measure the metric that represents the paper's words, and the reason for it
 * @param checks  all must hold for the claim to hold, unless its terms say how many; if one fails, the claim fails
 * @param terms   as in the file, which lacks them if there are none; {@link #given} has them
 * @param alternatives choices that the paper leaves open, with which it is judged again; the file lacks an empty list
 */
public record Claim(@Required String id, @Required String says, String where, String measure,
        @Required List<ClaimCheck> checks, @JsonInclude(JsonInclude.Include.NON_NULL) Terms terms,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Alternative> alternatives) {
    /** A file may leave out the alternatives. */
    public Claim {
        alternatives = alternatives == null ? List.of() : alternatives;
    }

    /**
     * A choice that the paper leaves open, made otherwise.
     *
     * @param choice in words, such as {@code Adam's β₁ 0.9 for the GAN}
     * @param arms   those that were made with it, by the arm that each stands for
     */
    public record Alternative(@Required String choice, @Required Map<String, String> arms) {}

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
        this(id, says, where, measure, checks, null, List.of());
    }

    public Terms given() {
        return Optional.ofNullable(terms).orElse(Terms.NONE);
    }

    public Claim on(Terms other) {
        return new Claim(id, says, where, measure, checks, other.equals(Terms.NONE) ? null : other,
                alternatives);
    }

    Claim withChecks(List<ClaimCheck> others) {
        return new Claim(id, says, where, measure, others, terms, alternatives);
    }

    Claim withAlternatives(List<Alternative> others) {
        return new Claim(id, says, where, measure, checks, terms, others);
    }

    /** The same claim about the arms of an alternative. */
    public Claim with(Alternative alternative) {
        Terms own = given();
        Terms other = new Terms(own.requires.stream().map(c -> c.about(alternative.arms)).toList(), own.onlyFull,
                own.atLeast, own.standsIn, own.survivors);
        return withChecks(checks.stream().map(c -> c.about(alternative.arms)).toList()).withAlternatives(List.of())
                .on(other);
    }

    /** Arms that its checks and its requirements are about. */
    List<String> ofArms() {
        return Stream.concat(checks.stream(), given().requires.stream()).flatMap(c -> c.ofArms().stream()).distinct()
                .toList();
    }
}
