package ganvas.claim;

import ganvas.words.MetricInfo.Bounds;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/** A number with its interval, at 95 % confidence unless stated otherwise. */
public record Interval(double mean, double low, double high) {
    /** Student's t interval of the mean of {@code values}; two values or more. */
    public static Interval ofMean(double... values) {
        return RunScale.LINEAR.mean(0.95, values);
    }

    /**
     * The mean over training runs, two or more, with an interval that cannot leave the possible values, by
     * {@link RunScale}.
     *
     * @param level of confidence, such as 0.95
     */
    public static Interval ofRuns(Bounds possible, double level, double... values) {
        return RunScale.of(possible, values).mean(level, values).within(possible);
    }

    /**
     * The mean of {@code of} less the mean of {@code to}, two independent samples of two values or more: Welch 1947.
     */
    static Interval welch(double level, double[] of, double[] to) {
        Interval a = RunScale.LINEAR.mean(level, of), b = RunScale.LINEAR.mean(level, to);
        double difference = a.mean - b.mean;
        double u = RunScale.variance(of) / of.length, v = RunScale.variance(to) / to.length;
        if (a.isExact() && b.isExact()) return new Interval(difference, difference, difference);
        double freedom = (u + v) * (u + v) / (u * u / (of.length - 1) + v * v / (to.length - 1));
        double half = TDistribution.of(freedom).inverseCumulativeProbability((1 + level) / 2) * Math.sqrt(u + v);
        return new Interval(difference, difference - half, difference + half);
    }

    /** A share of runs with its exact interval: Clopper and Pearson 1934. */
    public static Interval ofShare(double level, int count, int of) {
        double tail = (1 - level) / 2;
        double low = count == 0 ? 0 : BetaDistribution.of(count, of - count + 1).inverseCumulativeProbability(tail);
        double high = count == of ? 1
                : BetaDistribution.of(count + 1, of - count).inverseSurvivalProbability(tail);
        return new Interval((double) count / of, low, high);
    }

    /**
     * The difference of two independent estimates: distances to the limits add in quadrature. With symmetric intervals
     * this is the normal approximation; with others MOVER, Zou and Donner 2008, equation 5.
     */
    public Interval minus(Interval other) {
        double difference = mean - other.mean;
        return new Interval(difference,
                difference - Math.hypot(below(), other.above()), difference + Math.hypot(above(), other.below()));
    }

    /** Distance from {@code target}, without a sign. If the interval covers the target, its lower limit is 0. */
    public Interval distanceFrom(double target) {
        double a = Math.abs(low - target), b = Math.abs(high - target);
        boolean covers = low <= target && target <= high;
        return new Interval(Math.abs(mean - target), covers ? 0 : Math.min(a, b), Math.max(a, b));
    }

    /** The same interval, without values that cannot be. */
    public Interval within(Bounds possible) {
        return new Interval(mean, possible.clamp(low), possible.clamp(high));
    }

    public boolean coversZero() {
        return !(low > 0 || high < 0);
    }

    /** The interval of the negated number. */
    Interval negative() {
        return new Interval(-mean, -high, -low);
    }

    /** Converts the interval of a logarithm to that of the number itself. */
    public Interval exponential() {
        return new Interval(Math.exp(mean), Math.exp(low), Math.exp(high));
    }

    /** Whether all values were the same. */
    public boolean isExact() {
        return low == high;
    }

    // A bootstrap interval of a biased score such as FID may lie completely on one side of the score itself.
    private double below() { return Math.max(0, mean - low); }
    private double above() { return Math.max(0, high - mean); }
}
