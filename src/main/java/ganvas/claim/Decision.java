package ganvas.claim;

import ganvas.claim.Measures.Sample;
import ganvas.study.ClaimCheck;
import java.util.List;

/** The decision on a check: its verdict, and the numbers behind it. */
public sealed interface Decision {
    String HOLDS = "holds", FAILS = "fails", UNDECIDED = "undecided";

    ClaimCheck check();

    /** {@link #HOLDS}, {@link #FAILS} or {@link #UNDECIDED}. */
    String verdict();

    /** Undecided, because something is missing. */
    record Open(ClaimCheck check, Obstacle obstacle) implements Decision {
        @Override
        public String verdict() {
            return UNDECIDED;
        }
    }

    /**
     * One of the comparisons in a check.
     *
     * @param interval that decides the verdict
     * @param arms     the two that were compared, or the one that was measured
     * @param isByChance whether it is undecided although its 95 % interval lies on the wrong side, because the claim
     *          makes so many comparisons that chance may have put it there
     */
    record Part(String verdict, Interval interval, List<String> arms, SeedTest test, boolean isByChance) {}

    /**
     * Several comparisons over training seeds, all of which must hold. The columns of the sample are in the order of
     * the check's arms.
     */
    record Compared(ClaimCheck check, Sample sample, List<Part> parts) implements Decision {
        @Override
        public String verdict() {
            return together(parts.stream().map(Part::verdict).toList());
        }

        /** The first part whose verdict is that of the whole. */
        public Part deciding() {
            return parts.stream().filter(p -> p.verdict.equals(verdict())).findFirst().orElseThrow();
        }
    }

    /**
     * Whether something happens in at least one run.
     *
     * @param runs  in which it happens, of {@code all}; the fewest of any arm
     * @param arm   the arm with these runs
     */
    record Happened(ClaimCheck.Threshold check, String arm, int runs, int all) implements Decision {
        /** That it never happened in a few runs does not show that it cannot. */
        @Override
        public String verdict() {
            return runs > 0 ? HOLDS : UNDECIDED;
        }
    }

    /** A count of parameters. */
    record Counted(ClaimCheck.Count check, long found) implements Decision {
        @Override
        public String verdict() {
            return found == check.value() ? HOLDS : FAILS;
        }
    }

    /**
     * The change of a value within the runs of one arm. The columns of the sample are the values before and after.
     *
     * @param from   images shown at the first value
     * @param to     images shown at the second
     * @param scaled length of the runs as a share of the paper's, at most 1
     */
    record Moved(ClaimCheck.Trend check, Sample sample, Part part, long from, long to, double scaled)
            implements Decision {
        @Override
        public String verdict() {
            return part.verdict;
        }
    }

    /** The joint verdict, if all verdicts must hold. */
    static String together(List<String> verdicts) {
        return together(verdicts, verdicts.size());
    }

    /** The joint verdict, if {@code needed} of the verdicts must hold. */
    static String together(List<String> verdicts, int needed) {
        long hold = verdicts.stream().filter(HOLDS::equals).count();
        long fail = verdicts.stream().filter(FAILS::equals).count();
        if (fail > verdicts.size() - needed) return FAILS;
        return !verdicts.isEmpty() && hold >= needed ? HOLDS : UNDECIDED;
    }
}
