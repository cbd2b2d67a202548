package ganvas.claim;

import static ganvas.claim.Decision.FAILS;
import static ganvas.claim.Decision.HOLDS;
import static ganvas.claim.Decision.UNDECIDED;

import ganvas.claim.Decision.Part;
import ganvas.study.CheckBounds;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * The verdicts that intervals allow. A claim fails if one of its comparisons does, so each of them fails only beyond
 * what chance does to one of {@code looks} (Bonferroni). It holds only if all do, which needs no such correction.
 *
 * @param looks comparisons that the claim makes, 1 or more
 */
record Rules(int looks) {
    private static final double LEVEL = 0.95;
    /**
     * Level of the interval for equivalence (Schuirmann 1987): both one-sided tests at 5 % reject if the 90 % interval
     * lies within the margins.
     */
    private static final double TOST = 0.90;

    Rules {
        looks = Math.max(1, looks);
    }

    /**
     * The interval of what is compared.
     *
     * @param at   by level of confidence
     * @param arms as in {@link Part}
     */
    record Estimator(DoubleFunction<Interval> at, List<String> arms, SeedTest test) {}

    /** Whether the estimate lies above {@code limit}. Equal facts, which are the same in every run, fail. */
    Part above(Estimator e, double limit, boolean isFact) {
        Interval usual = e.at.apply(LEVEL);
        if (usual.low() > limit) return part(e, HOLDS, usual, false);
        boolean tie = isFact && usual.isExact() && usual.high() == limit;
        boolean wrong = usual.high() < limit;
        return failing(e, usual, wrong || tie, tie || strict(e).high() < limit);
    }

    /** Whether the estimate lies below {@code limit}. */
    Part below(Estimator e, double limit, boolean isFact) {
        Part mirrored = above(new Estimator(level -> e.at.apply(level).negative(), e.arms, e.test), -limit, isFact);
        return new Part(mirrored.verdict(), mirrored.interval().negative(), e.arms, e.test, mirrored.isByChance());
    }

    /** Whether the estimate lies between two limits, by two one-sided tests. The limits themselves are within. */
    Part equivalent(Estimator e, double low, double high) {
        Interval ninety = e.at.apply(TOST), usual = e.at.apply(LEVEL);
        if (low <= ninety.low() && ninety.high() <= high) return part(e, HOLDS, ninety, false);
        boolean wrong = isOutside(usual, low, high);
        boolean fails = wrong && isOutside(strict(e), low, high);
        return part(e, fails ? FAILS : UNDECIDED, wrong ? usual : ninety, wrong && !fails);
    }

    /** Whether the estimate lies within bounds, one of which may be missing. Values without spread are compared. */
    Part within(Estimator e, CheckBounds bounds, boolean limitsCount) {
        Interval usual = e.at.apply(LEVEL);
        if (isWithin(usual, bounds, limitsCount)) return part(e, HOLDS, usual, false);
        boolean wrong = isBeyond(usual, bounds) || usual.isExact();
        return failing(e, usual, wrong, usual.isExact() || isBeyond(strict(e), bounds));
    }

    private static boolean isWithin(Interval i, CheckBounds bounds, boolean limitsCount) {
        return bounds.low().map(low -> limitsCount ? i.low() >= low : i.low() > low).orElse(true)
                && bounds.high().map(high -> limitsCount ? i.high() <= high : i.high() < high).orElse(true);
    }

    private static boolean isBeyond(Interval i, CheckBounds bounds) {
        return bounds.low().filter(low -> i.high() < low).isPresent()
                || bounds.high().filter(high -> i.low() > high).isPresent();
    }

    private static boolean isOutside(Interval i, double low, double high) {
        return i.low() > high || i.high() < low;
    }

    private Interval strict(Estimator e) {
        return e.at.apply(1 - (1 - LEVEL) / looks);
    }

    private static Part failing(Estimator e, Interval usual, boolean wrong, boolean fails) {
        return part(e, wrong && fails ? FAILS : UNDECIDED, usual, wrong && !fails);
    }

    private static Part part(Estimator e, String verdict, Interval interval, boolean byChance) {
        return new Part(verdict, interval, e.arms, e.test, byChance);
    }
}
