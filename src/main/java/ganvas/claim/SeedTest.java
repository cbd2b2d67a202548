package ganvas.claim;

import ganvas.study.Study;
import ganvas.study.StudyArm;
import java.util.Arrays;

/** The test by which training runs decide. */
public enum SeedTest {
    /** Student's t of the mean over runs. */
    MEAN,
    /** Student's t of the differences within each seed. Only for runs that are one run at two lengths. */
    PAIRED,
    /**
     * Welch's t. The seeds of two models give unlike weights and batches, so that their scores are as independent as
     * those of unequal seeds.
     */
    WELCH,
    /** The exact interval of a share of runs. */
    SHARE;

    /** The test for the difference of two arms. */
    static SeedTest between(Study study, String first, String second) {
        StudyArm a = study.arm(first), b = study.arm(second);
        boolean oneTrajectory = a.model().equals(b.model()) && a.set().equals(b.set())
                && study.dataset(a).equals(study.dataset(b));
        return oneTrajectory ? PAIRED : WELCH;
    }

    /**
     * The mean of the first less the mean of the second.
     *
     * @param first, second by seed; NaN where a seed has no value
     */
    Interval difference(double level, double[] first, double[] second) {
        return this == PAIRED ? RunScale.LINEAR.mean(level, pairs(first, second))
                : Interval.welch(level, known(first), known(second));
    }

    /** The difference for each seed that both have. */
    static double[] pairs(double[] first, double[] second) {
        double[] differences = new double[Math.min(first.length, second.length)];
        Arrays.setAll(differences, k -> first[k] - second[k]);
        return known(differences);
    }

    /** The values without those that are NaN. */
    static double[] known(double[] values) {
        return Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
    }
}
