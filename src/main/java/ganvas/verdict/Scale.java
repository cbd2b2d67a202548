package ganvas.verdict;

import ganvas.claim.Interval;
import ganvas.claim.ScoreMeaning;
import ganvas.result.Summary.Score;
import ganvas.words.Numbers;

/**
 * The way to write the numbers of a metric.
 *
 * @param factor to the unit shown
 * @param unit   after the first number, with its space; or empty
 */
record Scale(double factor, String unit) {
    private static final int MOST_DIGITS = 4;
    private static final double COARSE = 3;
    private static final double TWO_MINUTES = 120, TWO_HOURS = 7200;

    static Scale of(Score score) {
        return new Scale(1, unit(score.unit()));
    }

    /**
     * The scale of a metric that is not a score, such as the training time.
     *
     * @param most the largest number to be shown
     */
    static Scale ofCost(ScoreMeaning metric, double most) {
        return switch (metric.name()) {
            case "seconds" -> most < TWO_MINUTES ? new Scale(1, " s") : most < TWO_HOURS ? new Scale(1 / 60.0, " min")
                    : new Scale(1 / 3600.0, " h");
            case "images-per-second" -> new Scale(1, " images a second");
            case "peak-memory" ->
                    most < 1L << 30 ? new Scale(1.0 / (1L << 20), " MiB") : new Scale(1.0 / (1L << 30), " GiB");
            default -> new Scale(1, "");
        };
    }

    /** The unit without the explanation that follows its comma. */
    private static String unit(String unit) {
        return unit == null || unit.isEmpty() ? "" : " " + unit.replaceAll(",.*", "");
    }

    /** A value with as many digits as the interval {@code digits} justifies, from two to four. */
    String value(double value, Interval digits) {
        if (digits.isExact() && value * factor == Math.rint(value * factor)) return Numbers.fixed(value * factor, 0);
        return value(value, digits(value, digits));
    }

    String value(double value, int decimals) {
        return Numbers.fixed(value * factor, decimals);
    }

    /** The number of decimals of a value with as many digits as an interval justifies, from two to four. */
    int digits(double value, Interval interval) {
        int earned = Math.min(decimals(interval), Numbers.significant(value * factor, MOST_DIGITS));
        return Math.max(earned, Numbers.atLeastTwo(value * factor));
    }

    /** An estimate with its own interval: {@code 0.17, 0.12 to 0.22}. */
    String estimate(Interval i) {
        if (i.isExact()) return value(i.mean(), i) + " in every run";
        int decimals = Math.max(decimals(i),
                Numbers.decimals(i.mean() * factor, i.low() * factor, i.high() * factor));
        return value(i.mean(), decimals) + ", " + range(i, decimals);
    }

    String range(Interval i) {
        return range(i, decimals(i));
    }

    String range(Interval i, int decimals) {
        return value(i.low(), decimals) + " to " + value(i.high(), decimals);
    }

    /** A limit as it was written by an author, with its unit. */
    String limit(double value) {
        return (factor == 1 ? Numbers.exact(value) : Numbers.plain(value * factor)) + unit;
    }

    /**
     * Decimals down to the first digit of half the interval. If this digit is 1 or 2, one more, since it would be
     * coarse.
     */
    private int decimals(Interval i) {
        int first = Numbers.decimals(i.low() * factor, i.high() * factor);
        double half = (i.high() - i.low()) * factor / 2;
        return half > 0 && half * Math.pow(10, first) < COARSE ? first + 1 : first;
    }
}
