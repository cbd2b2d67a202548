package ganvas.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ganvas.words.MetricInfo.Bounds;
import org.junit.jupiter.api.Test;

class IntervalTest {
    private static final double[] WELCH = {-5.666666666666666, -10.479349799688052, -0.8539835336452812};

    @Test
    void tIntervalOfThreeByHand() {
        // mean 2, standard deviation 1, t(2, 0.975) = 4.302653: half = 4.302653 / sqrt(3) = 2.484138
        Interval i = Interval.ofMean(1, 2, 3);
        assertThat(i.mean()).isCloseTo(2, within(1e-12));
        assertThat(i.low()).isCloseTo(2 - 2.484138, within(1e-6));
        assertThat(i.high()).isCloseTo(2 + 2.484138, within(1e-6));
    }

    @Test
    void tIntervalOfTwoByHand() {
        // standard deviation sqrt(2) / 2 · |a − b|; t(1, 0.975) = 12.706205; half = 12.706205 · 0.5
        Interval i = Interval.ofMean(4, 5);
        assertThat(i.high() - i.mean()).isCloseTo(6.353102, within(1e-6));
    }

    /** SciPy: ttest_ind([1, 2, 4], [5, 6, 9, 12], equal_var=False).confidence_interval(). */
    @Test
    void welch() {
        Interval i = Interval.welch(0.95, new double[] {1, 2, 4}, new double[] {5, 6, 9, 12});
        assertThat(i.mean()).isCloseTo(WELCH[0], within(1e-12));
        assertThat(i.low()).isCloseTo(WELCH[1], within(1e-7));
        assertThat(i.high()).isCloseTo(WELCH[2], within(1e-7));
        assertThat(Interval.welch(0.95, new double[] {1, 1}, new double[] {3, 3})).isEqualTo(new Interval(-2, -2, -2));
    }

    /** SciPy: binomtest(k, n).proportion_ci(method='exact'). */
    @Test
    void exactIntervalsOfShares() {
        Interval all = Interval.ofShare(0.95, 3, 3), some = Interval.ofShare(0.95, 1, 3);
        assertThat(all.low()).isCloseTo(0.2924017738, within(1e-8));
        assertThat(all.high()).isEqualTo(1);
        assertThat(some.low()).isCloseTo(0.0084037587, within(1e-8));
        assertThat(some.high()).isCloseTo(0.9057006760, within(1e-8));
        assertThat(Interval.ofShare(0.95, 0, 3).low()).isZero();
    }

    /** Three FIDs, one of them far off: Student's t goes from −1,087 to 1,770. */
    @Test
    void anIntervalOverRunsStaysWithinThePossible() {
        Interval fid = Interval.ofRuns(new Bounds(0, Double.POSITIVE_INFINITY), 0.95, 9.2, 9.9, 1005);
        assertThat(fid.low()).isPositive();
        assertThat(fid.mean()).isCloseTo((9.2 + 9.9 + 1005) / 3, within(1e-9));
        Interval share = Interval.ofRuns(new Bounds(0, 1), 0.95, 0, 0.02, 1);
        assertThat(share.low()).isBetween(0.0, share.mean());
        assertThat(share.high()).isBetween(share.mean(), 1.0);
        assertThat(Interval.ofRuns(new Bounds(0, 1), 0.95, 1, 1, 1)).isEqualTo(new Interval(1, 1, 1));
        assertThat(Interval.ofRuns(new Bounds(0, Double.POSITIVE_INFINITY), 0.95, 0, 1, 2).low()).isZero();
    }

    @Test
    void halfWidthsAddInQuadrature() {
        Interval d = new Interval(10, 7, 13).minus(new Interval(6, 2, 10));
        assertThat(d.mean()).isEqualTo(4);
        assertThat(d.low()).isCloseTo(-1, within(1e-12));
        assertThat(d.high()).isCloseTo(9, within(1e-12));
        assertThat(d.coversZero()).isTrue();
    }

    @Test
    void lopsidedIntervalsUseTheSideThatFacesTheOther() {
        Interval d = new Interval(10, 9, 14).minus(new Interval(5, 2, 6));
        assertThat(d.low()).isCloseTo(5 - Math.sqrt(1 + 1), within(1e-12));
        assertThat(d.high()).isCloseTo(5 + Math.sqrt(16 + 9), within(1e-12));
    }

    @Test
    void anIntervalBesideItsValueStillWidensNothingBelowZero() {
        Interval d = new Interval(10, 10.5, 11).minus(new Interval(4, 3, 5));
        assertThat(d.low()).isCloseTo(6 - 1, within(1e-12));
    }

    @Test
    void distanceFromOne() {
        assertThat(new Interval(0.9, 0.8, 0.95).distanceFrom(1).high()).isCloseTo(0.2, within(1e-12));
        assertThat(new Interval(0.9, 0.8, 0.95).distanceFrom(1).low()).isCloseTo(0.05, within(1e-12));
        Interval covering = new Interval(0.98, 0.9, 1.06).distanceFrom(1);
        assertThat(covering.low()).isZero();
        assertThat(covering.high()).isCloseTo(0.1, within(1e-12));
        Interval above = new Interval(1.4, 1.3, 1.6).distanceFrom(1);
        assertThat(above.low()).isCloseTo(0.3, within(1e-12));
        assertThat(above.high()).isCloseTo(0.6, within(1e-12));
    }

    @Test
    void whatIsNoNumberDecidesNothing() {
        assertThat(new Interval(Double.NaN, Double.NaN, Double.NaN).coversZero()).isTrue();
    }
}
