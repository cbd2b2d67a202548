package ganvas.lab.selftest;

import ganvas.claim.Interval;
import ganvas.result.Selftest.Measured;
import ganvas.words.Numbers;
import ganvas.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The trend of a score over growing doses, judged by intervals. A difference counts if it is beyond three standard
 * errors: one run makes about a hundred comparisons, and by chance fewer than one in 300 goes so far.
 *
 * @param values        of the score, the first without harm; empty if one was not measured
 * @param lowerIsBetter whether a higher value is worse
 */
record SelftestTrend(List<Measured> values, boolean lowerIsBetter) {
    /** {@code WIDE}: three standard errors, in units of half a 95 % interval. */
    static final double NORMAL_95 = 1.959963984540054, WIDE = 3 / NORMAL_95;

    /** {@code a} − {@code b} with an interval of three standard errors. */
    static Interval difference(Measured a, Measured b) {
        return wide(a).minus(wide(b));
    }

    static Interval wide(Measured m) {
        return m.interval().map(i -> new Interval(m.value(), m.value() - WIDE * (m.value() - i.low()),
                m.value() + WIDE * (i.high() - m.value())))
                .orElse(new Interval(m.value(), m.value(), m.value()));
    }

    /** 1 if {@code to} is worse than {@code from} beyond the interval, −1 if better, else 0. */
    private int worse(int from, int to) {
        Interval d = lowerIsBetter ? difference(values.get(to), values.get(from))
                : difference(values.get(from), values.get(to));
        return d.low() > 0 ? 1 : d.high() < 0 ? -1 : 0;
    }

    private int last() {
        return values.size() - 1;
    }

    private long steps(int kind) {
        return IntStream.range(0, last()).filter(i -> worse(i, i + 1) == kind).count();
    }

    /** Whether every value was measured and is a number. Otherwise there is no trend. */
    private boolean whole() {
        return values.size() > 1 && values.stream().allMatch(m -> Double.isFinite(m.value()));
    }

    /** Whether the score worsens: no dose is better than the one before, and the last is worse than none. */
    boolean worsens() {
        return whole() && steps(-1) == 0 && worse(0, last()) > 0;
    }

    /** Whether the last dose is worse than none, whatever happens between. */
    boolean endsWorse() {
        return whole() && worse(0, last()) > 0;
    }

    /** Whether at least one dose is worse than none. */
    boolean isSeen() {
        return whole() && IntStream.rangeClosed(1, last()).anyMatch(i -> worse(0, i) > 0);
    }

    /** Whether no dose is better than the one before, nor than none. */
    boolean neverImproves() {
        return whole() && steps(-1) == 0 && IntStream.rangeClosed(1, last()).noneMatch(i -> worse(0, i) < 0);
    }

    /** The trend in words: the first value, the last, an extreme between them, and each step. */
    String words() {
        if (!whole()) return "not measured at every dose";
        long worse = steps(1), better = steps(-1), level = last() - worse - better;
        String way = better == 0 && level == 0 ? "worse at every step" : counted(worse, better, level);
        int extreme = extreme();
        String between = extreme == 0 || extreme == last() ? ""
                : " → %s".formatted(Numbers.plain(values.get(extreme).value()));
        return "%s%s → %s; %s: %s".formatted(Numbers.plain(values.getFirst().value()), between,
                Numbers.plain(values.getLast().value()),
                better == 0 ? "monotone" : worse == 0 ? "monotone the other way" : "not monotone", way);
    }

    private static String counted(long worse, long better, long level) {
        var parts = new ArrayList<String>();
        if (worse > 0) parts.add("worse at " + Words.number((int) worse));
        if (better > 0) parts.add("better at " + Words.number((int) better));
        if (level > 0) parts.add("level at " + Words.number((int) level));
        return String.join(", ", parts);
    }

    /** The index of the value that lies furthest outside the range of both ends; 0 if there is none. */
    private int extreme() {
        double first = values.getFirst().value(), end = values.getLast().value(), most = 0;
        int at = 0;
        for (int i = 1; i < last(); i++) {
            double v = values.get(i).value(), beyond = Math.max(v - Math.max(first, end), Math.min(first, end) - v);
            if (beyond > most && (worse(0, i) != 0 && worse(i, last()) != 0)) {
                most = beyond;
                at = i;
            }
        }
        return at;
    }
}
