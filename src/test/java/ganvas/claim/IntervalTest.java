package ganvas.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class IntervalTest {
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
