package ganvas.words;

import ganvas.result.Summary.Finding;
import ganvas.result.Summary.Score;
import java.util.List;
import java.util.Locale;

/**
 * Numbers in the form that people read. Minus is U+2212, thousands have a comma, and the form is the same in every
 * locale.
 */
public final class Numbers {
    private static final int MOST_DECIMALS = 6;
    /** Most decimals of a mean that is so small that fewer would show less than two digits. */
    private static final int MOST_DECIMALS_OF_MEAN = 12;
    private static final int LEAST_DIGITS = 2;
    /** Most digits of a value, however narrow its interval is. */
    private static final int MOST_DIGITS = 4;
    private static final int USUAL_DIGITS = 3;

    private Numbers() {}

    /** The mean with as many digits as its interval justifies, and at least two. */
    public static String value(Score s) {
        return fixed(s.mean(), decimals(List.of(s)));
    }

    /**
     * The number of decimals of all numbers of a row: as many as the narrowest interval justifies, at most four digits
     * of the largest mean, and at least two digits of each mean.
     */
    public static int decimals(List<Score> row) {
        int earned = row.stream().mapToInt(s -> Math.min(decimals(s), significant(s.mean(), MOST_DIGITS))).max()
                .orElse(0);
        int most = row.stream().filter(s -> Double.isFinite(s.mean()) && s.mean() != 0)
                .mapToInt(s -> significant(s.mean(), MOST_DIGITS)).min().orElse(0);
        int least = row.stream().mapToInt(s -> atLeastTwo(s.mean())).max().orElse(0);
        return Math.max(Math.min(earned, most), least);
    }

    /** Decimals that show two digits of a number, however small it is. */
    public static int atLeastTwo(double value) {
        double size = Math.abs(value);
        if (!(size > 0) || Double.isInfinite(size)) return 0;
        return Math.clamp(LEAST_DIGITS - 1 - (int) Math.floor(Math.log10(size)), 0, MOST_DECIMALS_OF_MEAN);
    }

    /** A difference with as many digits as its interval justifies, and two if that takes one decimal more. */
    public static String value(Finding f) {
        return fixed(f.difference(), decimals(f));
    }

    /** The interval of a difference, with the decimals of the difference: {@code −0.70 to 0.38}. */
    public static String limits(Finding f) {
        int decimals = decimals(f);
        return fixed(f.low(), decimals) + " to " + fixed(f.high(), decimals);
    }

    private static int decimals(Finding f) {
        return decimals(f.difference(), f.low(), f.high());
    }

    /**
     * Decimals of a difference and of its interval: those that the interval justifies, one more if the difference would
     * have one digit only, and as many as a limit needs in order not to be read as 0.
     */
    public static int decimals(double difference, double low, double high) {
        int earned = decimals(low, high);
        int two = Math.max(earned, Math.min(earned + 1, atLeastTwo(difference)));
        boolean decided = low > 0 || high < 0;
        double nearest = Math.min(Math.abs(low), Math.abs(high));
        while (decided && two < MOST_DECIMALS && isZero(nearest, two)) two++;
        return two;
    }

    private static boolean isZero(double value, int decimals) {
        return fixed(value, decimals).chars().noneMatch(c -> c >= '1' && c <= '9');
    }

    /** A range such as {@code "0.70 to 0.72"}; empty if there is no interval. */
    public static String range(Score s) {
        return hasInterval(s) ? range(s.low(), s.high()) : "";
    }

    public static String range(double low, double high) {
        int decimals = decimals(low, high);
        return fixed(low, decimals) + " to " + fixed(high, decimals);
    }

    public static boolean hasInterval(Score s) {
        return s.low() != null && s.high() != null;
    }

    private static int decimals(Score s) {
        return hasInterval(s) && s.high() > s.low() ? decimals(s.low(), s.high()) : significant(s.mean());
    }

    /** Decimals down to the first digit of half the interval. */
    public static int decimals(double low, double high) {
        double half = (high - low) / 2;
        if (!(half > 0) || Double.isInfinite(half)) return significant(high);
        int place = (int) Math.floor(Math.log10(half * 1.0527));                // 0.0095 and above counts as 0.01
        return Math.clamp(-place, 0, MOST_DECIMALS);
    }

    private static int significant(double value) {
        return significant(value, USUAL_DIGITS);
    }

    /** Decimals that show this many significant digits. */
    public static int significant(double value, int digits) {
        double size = Math.abs(value);
        if (!(size > 0) || Double.isInfinite(size)) return 0;
        return Math.clamp(digits - 1 - (int) Math.floor(Math.log10(size)), 0, MOST_DECIMALS);
    }

    /** The number with three significant digits. */
    public static String plain(double value) {
        return fixed(value, significant(value));
    }

    public static String fixed(double value, int decimals) {
        if (Double.isNaN(value)) return "not a number";
        if (Double.isInfinite(value)) return value > 0 ? "∞" : "−∞";
        String digits = String.format(Locale.ROOT, "%,." + decimals + "f", Math.abs(value));
        boolean zero = digits.chars().noneMatch(c -> c >= '1' && c <= '9');
        return value < 0 && !zero ? "−" + digits : digits;
    }

    /** A number as an author wrote it, such as a limit: every digit, none added. */
    public static String exact(double value) {
        if (!Double.isFinite(value)) return fixed(value, 0);
        return fixed(value, Math.max(0, java.math.BigDecimal.valueOf(value).stripTrailingZeros().scale()));
    }

    /** A count such as {@code 900,000}. */
    public static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n).replace('-', '−');
    }

    /** A short form such as {@code 900k} or {@code 1.49M}, with three digits at most. */
    public static String compact(double n) {
        double size = Math.abs(n);
        if (size >= 999.5e6) return trimmed(n / 1e9) + "G";
        if (size >= 999.5e3) return trimmed(n / 1e6) + "M";
        if (size >= 1e3) return trimmed(n / 1e3) + "k";
        return trimmed(n);
    }

    private static String trimmed(double value) {
        String text = plain(value);
        return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }

    /** A form such as {@code "1.49 million"}; below a million the whole number. */
    public static String words(long n) {
        if (n >= 999_500_000) return plain(n / 1e9) + " thousand million";
        return n >= 1_000_000 ? plain(n / 1e6) + " million" : count(n);
    }

    /** A duration such as {@code 3.4 s}, {@code 5 min 10 s} or {@code 2 h 05 min}. */
    public static String duration(double seconds) {
        if (seconds < 9.95) return fixed(seconds, 1) + " s";
        long s = Math.round(seconds);
        if (s < 60) return s + " s";
        if (s < 3600) return String.format(Locale.ROOT, "%d min %02d s", s / 60, s % 60);
        return String.format(Locale.ROOT, "%d h %02d min", s / 3600, s % 3600 / 60);
    }

    /** A size such as {@code 812 MiB}. */
    public static String bytes(long n) {
        if (n >= 1L << 30) return plain(n / (double) (1L << 30)) + " GiB";
        if (n >= 1L << 20) return count(Math.round(n / (double) (1L << 20))) + " MiB";
        return count(Math.round(n / 1024.0)) + " KiB";
    }
}
