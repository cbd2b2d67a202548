package ganvas.claim;

import static ganvas.claim.Decision.FAILS;
import static ganvas.claim.Decision.HOLDS;
import static ganvas.claim.Decision.UNDECIDED;
import static org.assertj.core.api.Assertions.assertThat;

import ganvas.study.Bounds;
import java.util.List;
import org.junit.jupiter.api.Test;

class RulesTest {
    @Test
    void anIntervalAboveTheLimitHolds() {
        assertThat(Rules.above(new Interval(2, 1, 3), 0, false)).isEqualTo(HOLDS);
        assertThat(Rules.above(new Interval(-2, -3, -1), 0, false)).isEqualTo(FAILS);
        assertThat(Rules.above(new Interval(1, -1, 3), 0, false)).isEqualTo(UNDECIDED);
    }

    @Test
    void onlyATieOfFactsFails() {
        assertThat(Rules.above(new Interval(0, 0, 0), 0, true)).isEqualTo(FAILS);
        assertThat(Rules.above(new Interval(0, 0, 0), 0, false)).isEqualTo(UNDECIDED);
    }

    @Test
    void withinLimitsOfWhichOneMayBeMissing() {
        var interval = new Interval(2, 1, 3);
        assertThat(Rules.within(interval, Bounds.from(0.5), false)).isEqualTo(HOLDS);
        assertThat(Rules.within(interval, Bounds.between(1, 3), true)).isEqualTo(HOLDS);
        assertThat(Rules.within(interval, Bounds.between(1, 3), false)).isEqualTo(UNDECIDED);
        assertThat(Rules.within(interval, Bounds.from(3.5), false)).isEqualTo(FAILS);
        assertThat(Rules.within(interval, Bounds.upTo(0.5), false)).isEqualTo(FAILS);
    }

    @Test
    void whatFailsToBeTheSameHasThe95PercentInterval() {
        List<String> arms = List.of("gan", "vae");
        assertThat(Rules.same(new double[] {0.01, -0.01, 0}, 0.1, arms).verdict()).isEqualTo(HOLDS);
        assertThat(Rules.same(new double[] {0.1, -0.1, 0}, 0.1, arms).verdict()).isEqualTo(UNDECIDED);
        Decision.Part fails = Rules.same(new double[] {1.01, 0.99, 1}, 0.1, arms);
        assertThat(fails.verdict()).isEqualTo(FAILS);
        assertThat(fails.interval()).isEqualTo(Interval.ofMean(1.01, 0.99, 1));
    }
}
