package ganvas.claim;

import ganvas.words.MetricInfo.Bounds;
import org.apache.commons.statistics.distribution.TDistribution;

/** A number with its interval, at 95 % confidence unless stated otherwise. */
public record Interval(double mean, double low, double high) {
    /** Student's t interval of the mean of {@code values}; two values or more. */
    public static Interval ofMean(double... values) {
        return ofMean(0.95, values);
    }

    /** The same interval at another level of confidence, such as 0.9. */
    static Interval ofMean(double level, double[] values) {
        int n = values.length;
        if (n < 2) throw new IllegalArgumentException("an interval of a mean needs two values or more");
        double mean = 0, squares = 0;
        for (double v : values) mean += v / n;
        boolean same = java.util.Arrays.stream(values).allMatch(v -> v == values[0]);
        if (same) return new Interval(values[0], values[0], values[0]);
        for (double v : values) squares += (v - mean) * (v - mean);
        double half = TDistribution.of(n - 1).inverseCumulativeProbability((1 + level) / 2)
                * Math.sqrt(squares / (n - 1) / n);
        return new Interval(mean, mean - half, mean + half);
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
