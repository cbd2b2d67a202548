package ganvas.claim;

import static ganvas.claim.Decision.FAILS;
import static ganvas.claim.Decision.HOLDS;
import static ganvas.claim.Decision.UNDECIDED;

import ganvas.claim.Decision.Part;
import java.util.List;

/** What an interval decides. */
final class Rules {
    /** Schuirmann 1987: both one-sided tests at 5 % reject where the 90 % interval lies within the margins. */
    private static final double TOST = 0.90;

    private Rules() {}

    /**
     * Whether the mean of {@code differences} is as good as nothing. The part has the 90 % interval, but the 95 %
     * interval where it fails.
     */
    static Part same(double[] differences, double margin, List<String> arms) {
        Interval ninety = Interval.ofMean(TOST, differences), all = Interval.ofMean(differences);
        if (-margin <= ninety.low() && ninety.high() <= margin) return new Part(HOLDS, ninety, arms);
        return all.low() > margin || all.high() < -margin ? new Part(FAILS, all, arms)
                : new Part(UNDECIDED, ninety, arms);
    }

    /** Whether an interval lies above {@code limit}. A tie of facts, which are the same in every run, fails. */
    static String above(Interval i, double limit, boolean isFact) {
        if (i.low() > limit) return HOLDS;
        return i.high() < limit || isFact && i.high() <= limit ? FAILS : UNDECIDED;
    }

    /**
     * Whether an interval lies within limits; a limit that is null is no limit. Values without any
     * spread are taken as they are.
     */
    static String within(Interval i, Double low, Double high, boolean limitsCount) {
        boolean exact = i.isExact();
        boolean above = low == null || i.low() > low || limitsCount && i.low() >= low;
        boolean below = high == null || i.high() < high || limitsCount && i.high() <= high;
        if (above && below) return HOLDS;
        boolean under = low != null && (i.high() < low || exact && !above),
                over = high != null && (i.low() > high || exact && !below);
        return under || over ? FAILS : UNDECIDED;
    }
}
