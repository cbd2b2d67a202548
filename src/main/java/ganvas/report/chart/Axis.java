package ganvas.report.chart;

import ganvas.words.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A linear scale from data to pixels, with round ticks. */
record Axis(double low, double high, double from, double to) {
    /** Values further out than this many times the span of the middle 96 % are cut off, and a note says so. */
    private static final double OUTLIER = 1.5;

    double at(double value) {
        return from + (to - from) * (value - low) / (high - low);
    }

    /** An axis around the values; a few far outliers are left outside. */
    static Axis around(double[] values, double from, double to) {
        double[] sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        if (sorted.length == 0) return new Axis(0, 1, from, to);
        int n = sorted.length, tail = n / 25;
        double low = sorted[0], high = sorted[n - 1];
        double inLow = sorted[tail / 2], inHigh = sorted[n - 1 - tail];
        double span = inHigh - inLow;
        if (span > 0 && high > inHigh + OUTLIER * span) high = inHigh + 0.15 * span;
        if (span > 0 && low < inLow - OUTLIER * span) low = inLow - 0.15 * span;
        if (low > 0 && low < 0.35 * high) low = 0;
        if (high == low) {
            double room = low == 0 ? 1 : Math.abs(low) * 0.1;
            return new Axis(low - room, high + room, from, to);
        }
        double room = 0.06 * (high - low);
        return new Axis(low == 0 ? 0 : low - room, high + room, from, to);
    }

    /** About {@code count} multiples of 1, 2, 3 or 5 times a power of ten, within the axis. */
    List<Double> ticks(int count) {
        double rough = (high - low) / count, power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = 10 * power;
        for (double s : new double[] {1, 2, 3, 5}) {
            if (s * power >= rough * 0.999) {
                step = s * power;
                break;
            }
        }
        var ticks = new ArrayList<Double>();
        // Counted in whole steps: beyond 2^53 a double plus one is the same double.
        double first = Math.ceil(low / step - 1e-9);
        for (int i = 0; i <= 2 * count && (first + i) * step <= high + 1e-9 * step; i++) ticks.add((first + i) * step);
        return ticks;
    }

    /** Labels of ticks, with as many digits as needed to distinguish them. */
    static List<String> labels(List<Double> ticks) {
        List<String> words = ticks.stream().map(Axis::label).toList();
        return words.stream().distinct().count() == ticks.size() ? words
                : ticks.stream().map(t -> Numbers.exact(Math.round(t * 1e9) / 1e9)).toList();
    }

    static String label(double tick) {
        return tick == 0 || Math.abs(tick) < 1e-12 ? "0" : Numbers.compact(Math.round(tick * 1e9) / 1e9);
    }
}
