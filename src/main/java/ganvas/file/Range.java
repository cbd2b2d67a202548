package ganvas.file;

import ganvas.problem.Problem;
import java.util.List;

/** The values of black and white in floating-point images. The user gives them; they are never guessed. */
public record Range(double low, double high) {
    private static final double TOLERANCE = 1e-3;

    /** All ranges. */
    public static final List<Range> ALL = List.of(new Range(0, 1), new Range(-1, 1), new Range(0, 255));

    /** Reads {@code 0..1}, {@code -1..1} or {@code 0..255}; {@code option} is what errors call it. */
    public static Range parse(String asked, String option) {
        return ALL.stream().filter(r -> r.toString().equals(asked)).findFirst().orElseThrow(
                () -> Problem.input("%s: expected one of %s, written %s=-1..1; found '%s'", option, ALL, option,
                        asked));
    }

    /** Whether {@code x} is within the range. A very small excess is allowed. */
    boolean holds(double x) {
        double hair = TOLERANCE * Math.max(1, high);
        return x >= low - hair && x <= high + hair;            // false for NaN
    }

    /** The nearest of 256 levels. A half is rounded to the even level, as in NumPy. */
    byte level(double x) {
        return (byte) (int) Math.clamp(Math.rint((x - low) / (high - low) * 255), 0, 255);
    }

    @Override
    public String toString() {
        return "%.0f..%.0f".formatted(low, high);
    }
}
