package ganvas.claim;

import static ganvas.claim.Decision.FAILS;
import static ganvas.claim.Decision.HOLDS;
import static ganvas.claim.Decision.UNDECIDED;
import static org.assertj.core.api.Assertions.assertThat;

import ganvas.claim.Decision.Part;
import ganvas.claim.Rules.Estimator;
import ganvas.study.CheckBounds;
import java.util.List;
import org.junit.jupiter.api.Test;

class RulesTest {
    private static final Rules ONE = new Rules(1);

    /** The same interval at every level. */
    private static Estimator fixed(double mean, double low, double high) {
        return new Estimator(_ -> new Interval(mean, low, high), List.of("gan", "vae"), SeedTest.WELCH);
    }

    private static Estimator runs(double... values) {
        return new Estimator(level -> RunScale.LINEAR.mean(level, values), List.of("gan"), SeedTest.MEAN);
    }

    @Test
    void anIntervalAboveTheLimitHolds() {
        assertThat(ONE.above(fixed(2, 1, 3), 0, false).verdict()).isEqualTo(HOLDS);
        assertThat(ONE.above(fixed(-2, -3, -1), 0, false).verdict()).isEqualTo(FAILS);
        assertThat(ONE.above(fixed(1, -1, 3), 0, false).verdict()).isEqualTo(UNDECIDED);
        Part below = ONE.below(fixed(-2, -3, -1), 0, false);
        assertThat(below.verdict()).isEqualTo(HOLDS);
        assertThat(below.interval()).isEqualTo(new Interval(-2, -3, -1));
    }

    @Test
    void onlyATieOfFactsFails() {
        assertThat(ONE.above(fixed(0, 0, 0), 0, true).verdict()).isEqualTo(FAILS);
        assertThat(ONE.above(fixed(0, 0, 0), 0, false).verdict()).isEqualTo(UNDECIDED);
    }

    @Test
    void withinLimitsOfWhichOneMayBeMissing() {
        Estimator e = fixed(2, 1, 3);
        assertThat(ONE.within(e, CheckBounds.from(0.5), false).verdict()).isEqualTo(HOLDS);
        assertThat(ONE.within(e, CheckBounds.between(1, 3), true).verdict()).isEqualTo(HOLDS);
        assertThat(ONE.within(e, CheckBounds.between(1, 3), false).verdict()).isEqualTo(UNDECIDED);
        assertThat(ONE.within(e, CheckBounds.from(3.5), false).verdict()).isEqualTo(FAILS);
        assertThat(ONE.within(e, CheckBounds.upTo(0.5), false).verdict()).isEqualTo(FAILS);
        assertThat(ONE.within(fixed(1, 1, 1), CheckBounds.from(1), false).verdict()).isEqualTo(FAILS);
    }

    @Test
    void whatIsNotEquivalentHasThe95PercentInterval() {
        assertThat(ONE.equivalent(runs(0.01, -0.01, 0), -0.1, 0.1).verdict()).isEqualTo(HOLDS);
        assertThat(ONE.equivalent(runs(0.1, -0.1, 0), -0.1, 0.1).verdict()).isEqualTo(UNDECIDED);
        Part fails = ONE.equivalent(runs(1.01, 0.99, 1), -0.1, 0.1);
        assertThat(fails.verdict()).isEqualTo(FAILS);
        assertThat(fails.interval()).isEqualTo(Interval.ofMean(1.01, 0.99, 1));
    }

    /** Of 0.9, 1 and 1.1, p is 0.0033: it fails alone and among ten, not among twenty. What holds needs no more. */
    @Test
    void amongManyComparisonsAFailureMustBeBeyondChance() {
        assertThat(new Rules(1).below(runs(0.9, 1, 1.1), 0, false).verdict()).isEqualTo(FAILS);
        assertThat(new Rules(10).below(runs(0.9, 1, 1.1), 0, false).verdict()).isEqualTo(FAILS);
        Part open = new Rules(20).below(runs(0.9, 1, 1.1), 0, false);
        assertThat(open.verdict()).isEqualTo(UNDECIDED);
        assertThat(open.isByChance()).isTrue();
        assertThat(open.interval().low()).isPositive();
        assertThat(new Rules(20).above(runs(0.9, 1, 1.1), 0, false).verdict()).isEqualTo(HOLDS);
        assertThat(new Rules(20).within(runs(0.9, 1, 1.1), CheckBounds.upTo(0), false).isByChance()).isTrue();
        assertThat(new Rules(20).equivalent(runs(0.9, 1, 1.1), -0.01, 0.01).isByChance()).isTrue();
    }

    @Test
    void atLeastSoManyMustHold() {
        List<String> three = List.of(HOLDS, HOLDS, HOLDS, FAILS);
        assertThat(Decision.together(three, 4)).isEqualTo(FAILS);
        assertThat(Decision.together(three, 3)).isEqualTo(HOLDS);
        assertThat(Decision.together(List.of(HOLDS, HOLDS, UNDECIDED, FAILS), 3)).isEqualTo(UNDECIDED);
        assertThat(Decision.together(List.of(HOLDS, HOLDS, FAILS, FAILS), 3)).isEqualTo(FAILS);
    }
}
