package ganvas.claim;

import static ganvas.claim.Decision.FAILS;
import static ganvas.claim.Decision.HOLDS;
import static ganvas.claim.Decision.UNDECIDED;

import ganvas.claim.Decision.Part;
import ganvas.study.Bounds;
import java.util.List;

/** The verdict that an interval allows. */
final class Rules {
    /**
     * Level of the interval for equivalence (Schuirmann 1987): both one-sided tests at 5 % reject if the 90 % interval
     * lies within the margins.
     */
    private static final double TOST = 0.90;

    private Rules() {}

    /**
     * Whether the mean of {@code differences} is negligible. The part holds the 90 % interval; if it fails, the 95 %
     * interval.
     */
    static Part same(double[] differences, double margin, List<String> arms) {
        Interval ninety = Interval.ofMean(TOST, differences), all = Interval.ofMean(differences);
        if (-margin <= ninety.low() && ninety.high() <= margin) return new Part(HOLDS, ninety, arms);
        return all.low() > margin || all.high() < -margin ? new Part(FAILS, all, arms)
                : new Part(UNDECIDED, ninety, arms);
    }

    /** Whether an interval lies above {@code limit}. Equal facts, which are the same in every run, fail. */
    static String above(Interval i, double limit, boolean isFact) {
        if (i.low() > limit) return HOLDS;
        return i.high() < limit || isFact && i.high() <= limit ? FAILS : UNDECIDED;
    }

    /**
     * Whether an interval lies within bounds. Values without any spread are compared directly.
     *
     * @param limitsCount whether a limit itself is within
     */
    static String within(Interval i, Bounds bounds, boolean limitsCount) {
        // No limit is like an infinite one: "above" and "below" hold, "under" and "over" do not.
        boolean above = bounds.low().map(low -> limitsCount ? i.low() >= low : i.low() > low).orElse(true),
                below = bounds.high().map(high -> limitsCount ? i.high() <= high : i.high() < high).orElse(true);
        if (above && below) return HOLDS;
        boolean under = bounds.low().filter(low -> i.high() < low).isPresent() || i.isExact() && !above,
                over = bounds.high().filter(high -> i.low() > high).isPresent() || i.isExact() && !below;
        return under || over ? FAILS : UNDECIDED;
    }
}
