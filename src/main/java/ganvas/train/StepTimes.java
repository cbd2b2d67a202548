package ganvas.train;

import java.util.Map;
import java.util.TreeMap;

/**
 * Durations of steps, as a histogram with bins of one per cent. It gives the median over millions of steps from a few
 * numbers.
 */
final class StepTimes {
    private static final double BIN = Math.log(1.01);

    /** Number of steps by bin; a bin is an interval of log(seconds per image). */
    private final TreeMap<Integer, Long> counts = new TreeMap<>();

    void add(double seconds, long images) {
        if (seconds > 0) counts.merge((int) Math.floor(Math.log(seconds / images) / BIN), 1L, Long::sum);
    }

    /** Median images per second; 0 before the first step. */
    double imagesPerSecond() {
        long half = (counts.values().stream().mapToLong(c -> c).sum() + 1) / 2;
        for (var e : counts.entrySet()) {
            half -= e.getValue();
            if (half <= 0) return Math.exp(-(e.getKey() + 0.5) * BIN);
        }
        return 0;
    }

    Map<Integer, Long> counts() {
        return counts;
    }

    void restore(Map<Integer, Long> saved) {
        counts.clear();
        counts.putAll(saved);
    }
}
