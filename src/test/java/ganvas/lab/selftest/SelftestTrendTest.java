package ganvas.lab.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import ganvas.result.Selftest.Measured;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelftestTrendTest {
    /** Values with an interval of ± 0.1. */
    private static List<Measured> values(double... values) {
        return Arrays.stream(values).mapToObj(v -> new Measured(v, v - 0.1, v + 0.1)).toList();
    }

    private static SelftestTrend rising(double... values) {
        return new SelftestTrend(values(values), true);
    }

    @Test
    void aScoreThatWorsensIsSeenTo() {
        var trend = rising(0, 1, 2, 3);
        assertThat(trend.worsens()).isTrue();
        assertThat(trend.words()).isEqualTo("0 → 3.00; monotone: worse at every step");
        assertThat(new SelftestTrend(values(3, 2, 1, 0), false).worsens()).as("where higher is better").isTrue();
        assertThat(rising(0, 1, 1.05, 1.01, 2).worsens()).as("level within the interval").isTrue();
        assertThat(rising(0, 1, 1.05, 1.01, 2).words()).isEqualTo("0 → 2.00; monotone: worse at two, level at two");
    }

    @Test
    void aScoreThatDoesNotWorsenIsSeenNotTo() {
        assertThat(rising(1, 1, 1, 1).worsens()).as("deaf").isFalse();
        assertThat(rising(3, 2, 1, 0).worsens()).as("the other way").isFalse();
        assertThat(rising(0, 1, 1, 0.01).worsens()).as("comes back").isFalse();
        assertThat(rising(0, 2, 1, 3).worsens()).as("a step back").isFalse();
        assertThat(rising(0, 2, 1, 3).words()).contains("not monotone: worse at two, better at one");
        assertThat(rising(0, 0.05, 0.1, 0.15).worsens()).as("all of it within three standard errors").isFalse();
        assertThat(rising(0, 0.1, 0.2, 0.3).worsens()).as("0.3 is beyond them, ± 0.1 being 1.96 of each").isTrue();
        assertThat(rising(0, 1, Double.NaN, 3).worsens()).isFalse();
        assertThat(new SelftestTrend(List.of(), true).worsens()).isFalse();
        assertThat(new SelftestTrend(List.of(), true).words()).isEqualTo("not measured at every dose");
    }

    @Test
    void weakerDemandsAreStillDemands() {
        assertThat(rising(1, 0, 3).endsWorse()).isTrue();
        assertThat(rising(1, 3, 1).endsWorse()).isFalse();
        assertThat(rising(1, 3, 0).isSeen()).isTrue();
        assertThat(rising(1, 3, 0).words()).isEqualTo("1.00 → 3.00 → 0; not monotone: worse at one, better at one");
        assertThat(rising(1, 1, 0).isSeen()).isFalse();
        assertThat(rising(1, 1.05, 2).neverImproves()).isTrue();
        assertThat(rising(1, 2, 1.5).neverImproves()).isFalse();
        assertThat(rising(1, 0.9, 0.8, 0.7).neverImproves()).as("by small steps").isFalse();
    }
}
