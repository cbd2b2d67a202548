package ganvas.result;

import ganvas.file.Required;
import java.util.List;
import java.util.Map;

/**
 * What {@code ganvas metrics selftest} found: {@code selftest.json}, which its page is made from.
 *
 * @param scores  those that the judge measures, in the order of the page
 * @param golden  beside the field's own programs
 * @param sweeps  what was measured on real pictures
 * @param checks  of all parts; those with verdict {@link #SHOWN} count neither way
 * @param notRun  what was left out, each with the reason
 */
public record Selftest(Made made, List<Score> scores, List<Agreement> golden, List<Sweep> sweeps, List<Check> checks,
        List<String> notRun) {
    public static final String PASSES = "passes", FAILS = "fails", SHOWN = "shown";
    /** Names of the sweeps that harm nothing. */
    public static final String GOLDEN = "golden", FLOOR = "floor", COUNT = "count", PARTS = "parts",
            CLASSES = "classes";

    /** By which program and on what; without a time, so that the same command gives the same bytes. */
    public record Made(String ganvas, String commit, String libtorch, String device, int threads,
            Summary.DatasetInfo dataset, String judgeSha256,
            int reference, int images, long seed) {}

    /** @param better {@code lower}, {@code higher}, {@code one} or {@code none} */
    public record Score(String name, @Required String label, @Required String better, String unit) {}

    /**
     * A value of the golden files, or a row of them, and ours.
     *
     * @param file       in which it stands
     * @param key        where in it, as a JSON pointer
     * @param numbers    how many numbers stand there
     * @param expected   of these, the one that differs most
     * @param found      ours beside it
     * @param difference |found − expected| / the largest of its row; absolute where that is 0
     * @param note       what to know of it, or null
     */
    public record Agreement(String file, String key, String what, int numbers, double expected, double found,
            double difference, double tolerance, String note) {
        /** @param expected rows as in the file; {@code found} ours of the same lengths */
        public static Agreement of(String file, String key, String what, double[][] expected, double[][] found,
                double tolerance, String note) {
            if (expected.length != found.length) throw new IllegalArgumentException(key);
            Agreement worst = null;
            int numbers = 0;
            for (int r = 0; r < expected.length; r++) {
                if (expected[r].length != found[r].length) throw new IllegalArgumentException(key);
                double scale = java.util.Arrays.stream(expected[r]).map(Math::abs).max().orElseThrow();
                for (int i = 0; i < expected[r].length; i++, numbers++) {
                    double difference = Math.abs(found[r][i] - expected[r][i]) / (scale == 0 ? 1 : scale);
                    if (worst != null && difference <= worst.difference) continue;  // not a number is worse than any
                    if (worst != null && Double.isNaN(worst.difference)) continue;
                    worst = new Agreement(file, key, what, 0, expected[r][i], found[r][i], difference, tolerance, note);
                }
            }
            return new Agreement(file, key, what, numbers, worst.expected, worst.found, worst.difference, tolerance,
                    note);
        }

        public boolean agrees() {
            return difference <= tolerance;
        }
    }

    /** A number with its 95 % interval over the pictures; null where there is none. */
    public record Measured(double value, Double low, Double high) {}

    /**
     * One set of pictures, measured.
     *
     * @param name   such as {@code 0.2}
     * @param at     where on the axis
     * @param images how many
     * @param strip  a PNG of a few of them, or null
     */
    public record Sample(String name, double at, int images, Map<String, Measured> scores, byte[] strip) {}

    /** @param axis what {@link Sample#at} is measured in */
    public record Sweep(String name, String axis, List<Sample> samples) {}

    /**
     * @param sweep   the part that it belongs to
     * @param score   its name, or the golden value's key
     * @param must    what must be true, in words
     * @param found   what is, in words with the numbers
     * @param verdict {@link #PASSES}, {@link #FAILS} or {@link #SHOWN}
     */
    public record Check(String sweep, String score, String must, String found, String verdict) {}

    /** How many checks there are that can fail. */
    public int counted() {
        return (int) checks.stream().filter(c -> !c.verdict.equals(SHOWN)).count();
    }

    public List<Check> failures() {
        return checks.stream().filter(c -> c.verdict.equals(FAILS)).toList();
    }

    public Sweep sweep(String name) {
        return sweeps.stream().filter(s -> s.name.equals(name)).findFirst().orElseThrow();
    }

    public List<Check> checks(String sweep) {
        return checks.stream().filter(c -> c.sweep.equals(sweep)).toList();
    }
}
