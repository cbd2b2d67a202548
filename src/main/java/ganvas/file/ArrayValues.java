package ganvas.file;

import ganvas.problem.Problem;
import java.util.Arrays;
import java.util.Optional;

/** The values of an array of pictures, as levels from 0 to 255, in the order of the file. */
final class ArrayValues {
    private static final int BLOCK = 1 << 20;

    private final NpyStream array;
    private final Npy header;
    private final Optional<Range> range;
    private final String rangeOption;
    private final boolean channelsFirst;
    private long at;
    private double lowest = Double.POSITIVE_INFINITY;
    private double highest = Double.NEGATIVE_INFINITY;

    /**
     * The values that {@code array} gives.
     *
     * @param range         of floating numbers
     * @param rangeOption   what errors call it
     * @param channelsFirst whether the order is [N, C, H, W], for errors
     */
    ArrayValues(NpyStream array, Optional<Range> range, String rangeOption, boolean channelsFirst) {
        this.array = array;
        this.range = range;
        this.rangeOption = rangeOption;
        this.channelsFirst = channelsFirst;
        header = array.header();
    }

    /** The next {@code n} values. */
    byte[] next(int n) {
        byte[] levels = new byte[n];
        if (header.isBytes()) {
            array.read(levels, n);
            for (byte level : levels) highest = Math.max(highest, level & 255);
            lowest = 0;
        } else {
            Range within = range.orElseThrow();
            double[] numbers = numbers(n);
            for (int i = 0; i < n; i++) {
                if (!within.holds(numbers[i])) throw outside(within, at + i, numbers[i]);
                lowest = Math.min(lowest, numbers[i]);
                highest = Math.max(highest, numbers[i]);
                levels[i] = within.level(numbers[i]);
            }
        }
        at += n;
        return levels;
    }

    /** All values of an array in Fortran order, put into C order. */
    byte[] inC(int all) {
        long[] shape = header.shape();
        int[] index = new int[shape.length], stride = new int[shape.length];
        for (int d = shape.length - 1, step = 1; d >= 0; step *= (int) shape[d--]) stride[d] = step;
        byte[] turned = new byte[all];
        int to = 0;
        for (int left = all; left > 0; left -= BLOCK) {
            for (byte level : next(Math.min(BLOCK, left))) {
                turned[to] = level;
                for (int d = 0; d < shape.length; d++) {
                    to += stride[d];
                    if (++index[d] < shape[d]) break;
                    to -= stride[d] * index[d];
                    index[d] = 0;
                }
            }
        }
        return turned;
    }

    private double[] numbers(int n) {
        byte[] raw = new byte[Math.multiplyExact(n, header.itemSize())];
        double[] numbers = new double[n];
        array.read(raw, raw.length);
        array.convert(raw, n, numbers);
        return numbers;
    }

    /** The lowest and highest of {@code all} floating values, in words. */
    String extent(long all, int block) {
        for (long left = all; left > 0; left -= block) {
            for (double x : numbers((int) Math.min(block, left))) {
                if (!Double.isFinite(x)) continue;
                lowest = Math.min(lowest, x);
                highest = Math.max(highest, x);
            }
        }
        return lowest > highest ? "no finite value" : "values from %s to %s".formatted(text(lowest), text(highest));
    }

    private static String text(double x) {
        return x == Math.rint(x) && Math.abs(x) < 1e9 ? String.valueOf((long) x) : String.valueOf((float) x);
    }

    /** What contradicts the range, in the values read so far. */
    Optional<String> doubt() {
        if (header.isBytes()) return Optional.of("all values are 0 or 1, which is nearly black; were numbers from "
                + "0 to 1 cast to uint8 before they were multiplied by 255?").filter(_ -> highest == 1);
        Range said = range.orElseThrow(), unit = new Range(0, 1);
        String found = "its values go from %s to %s; ".formatted(text(lowest), text(highest));
        if (!said.equals(unit) && highest > 0 && unit.holds(lowest) && unit.holds(highest)) return Optional.of(
                found + "is %s=%s meant in place of %s=%s?".formatted(rangeOption, unit, rangeOption, said));
        return Optional.of(found + "were they divided by 255 twice?")
                .filter(_ -> said.equals(unit) && highest > 0 && highest < 1.5 / 255);
    }

    /** @param place of the value in the file's order */
    private Problem outside(Range within, long place, double value) {
        long[] shape = header.shape(), index = new long[shape.length];
        long rest = place;
        for (int i = 0; i < shape.length; i++) {
            int d = header.fortran() ? i : shape.length - 1 - i;
            index[d] = rest % shape[d];
            rest /= shape[d];
        }
        String names = shape.length == 3 ? "[n, h, w]"
                : channelsFirst ? "[n, c, h, w]" : "[n, h, w, c]";
        return Problem.input("%s: expected numbers in %s, as %s=%s says; found %s at %s = %s.%s", array.where(), within,
                rangeOption, within, value, names, Arrays.toString(index),
                Double.isFinite(value) ? " Is the range another?" : " These samples are broken.");
    }
}
