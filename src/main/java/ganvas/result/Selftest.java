package ganvas.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import ganvas.file.Required;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The findings of {@code ganvas metrics selftest}: {@code selftest.json}, from which its page is made.
 *
 * @param scores  those that the judge measures, in the order of the page
 * @param golden  comparison with the field's reference programs
 * @param sweeps  measurements on real pictures
 * @param checks  of all parts; those with verdict {@link #SHOWN} count neither way
 * @param notRun  what was left out, each with the reason
 */
public record Selftest(Made made, List<Score> scores, List<Agreement> golden, List<Sweep> sweeps, List<Check> checks,
        List<String> notRun) {
    public static final String PASSES = "passes", FAILS = "fails", SHOWN = "shown";
    /** Names of the sweeps that do no harm to pictures. */
    public static final String GOLDEN = "golden", FLOOR = "floor", COUNT = "count", PARTS = "parts",
            CLASSES = "classes";

    /** The program and the data. It has no time, so that the same command gives the same bytes. */
    public record Made(String ganvas, String commit, String libtorch, String device, int threads,
            Summary.DatasetInfo dataset, String judgeSha256,
            int reference, int images, long seed) {}

    /** @param better {@code lower}, {@code higher}, {@code one} or {@code none} */
    public record Score(String name, @Required String label, @Required String better, String unit) {}

    /**
     * A value or a row of the golden files, and ours.
     *
     * @param file       with the expected value
     * @param key        its place in the file, as a JSON pointer
     * @param numbers    count of numbers at this place
     * @param expected   the one of these that differs most
     * @param found      our number for it
     * @param difference |found − expected| / the largest of its row; absolute if that is 0
     * @param note       a remark, or empty; the file lacks an empty one
     */
    public record Agreement(String file, String key, String what, int numbers, double expected, double found,
            double difference, double tolerance,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String note) {
        public Agreement {
            note = note == null ? "" : note;
        }

        /** A pair of numbers, and their difference relative to the row. */
        private record Pair(double expected, double found, double difference) {
            /** NaN is worse than any number. */
            boolean isWorseThan(Pair other) {
                return !Double.isNaN(other.difference) && !(difference <= other.difference);
            }
        }

        /** @param expected rows as in the file; {@code found} ours of the same lengths */
        public static Agreement compare(String file, String key, String what, double[][] expected, double[][] found,
                double tolerance) {
            if (expected.length != found.length) throw new IllegalArgumentException(key);
            var pairs = new ArrayList<Pair>();
            for (int r = 0; r < expected.length; r++) {
                if (expected[r].length != found[r].length) throw new IllegalArgumentException(key);
                double scale = java.util.Arrays.stream(expected[r]).map(Math::abs).max().orElseThrow();
                for (int i = 0; i < expected[r].length; i++) {
                    double difference = Math.abs(found[r][i] - expected[r][i]) / (scale == 0 ? 1 : scale);
                    pairs.add(new Pair(expected[r][i], found[r][i], difference));
                }
            }
            Pair worst = pairs.stream().reduce((a, b) -> b.isWorseThan(a) ? b : a).orElseThrow();
            return new Agreement(file, key, what, pairs.size(), worst.expected, worst.found, worst.difference,
                    tolerance, "");
        }

        public Agreement withNote(String remark) {
            return new Agreement(file, key, what, numbers, expected, found, difference, tolerance, remark);
        }

        public boolean agrees() {
            return difference <= tolerance;
        }
    }

    /**
     * A number with its 95 % interval over the pictures.
     *
     * @param low, high as in the file, which lacks them if there is no interval; {@link #interval} has both
     */
    public record Measured(double value, Double low, Double high) {
        /** A number without an interval. */
        public Measured(double value) {
            this(value, null, null);
        }

        public Optional<Limits> interval() {
            return low == null || high == null ? Optional.empty() : Optional.of(new Limits(low, high));
        }
    }

    /** The limits of an interval. */
    public record Limits(double low, double high) {}

    /**
     * The measurements of one set of pictures.
     *
     * @param name   such as {@code 0.2}
     * @param at     its place on the axis
     * @param images number of images
     * @param strip  a PNG of a few of them, or empty; the file lacks an empty one
     */
    public record Sample(String name, double at, int images, Map<String, Measured> scores,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) byte[] strip) {
        public Sample {
            strip = strip == null ? new byte[0] : strip;
        }

        /** A sample without pictures. */
        public Sample(String name, double at, int images, Map<String, Measured> scores) {
            this(name, at, images, scores, new byte[0]);
        }
    }

    /** @param axis unit of {@link Sample#at} */
    public record Sweep(String name, String axis, List<Sample> samples) {}

    /**
     * A check.
     *
     * @param sweep   the part that it belongs to
     * @param score   its name, or the golden value's key
     * @param must    the requirement, in words
     * @param found   the finding, in words with the numbers
     * @param verdict {@link #PASSES}, {@link #FAILS} or {@link #SHOWN}
     */
    public record Check(String sweep, String score, String must, String found, String verdict) {}

    /** Number of checks that can fail. */
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
