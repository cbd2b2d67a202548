package ganvas.words;

import static org.assertj.core.api.Assertions.assertThat;

import ganvas.result.Summary.Score;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({"0.71234, 0.012, 0.71", "0.71234, 0.0012, 0.712", "12.345, 0.3, 12.3", "12.345, 3, 12",
            "12345.6, 300, '12,346'",
            "0.71234, 0.0096, 0.71", "-105.83, 0.52, −105.8", "0.000123, 0.00002, 0.00012"})
    void digitsThatTheIntervalEarns(double mean, double half, String text) {
        assertThat(Numbers.value(score(mean, mean - half, mean + half))).isEqualTo(text);
    }

    /** However wide the interval: a mean of 0.2257 was printed as 0. */
    @ParameterizedTest
    @CsvSource({"0.2257, 0.87, 0.23", "0.2143, 3, 0.21", "0.5, 1, 0.50", "-0.0123, 4, −0.012", "4.56, 90, 4.6",
            "349, 900, 349", "0.0000314, 1, 0.000031", "0.00000000314, 1, 0.0000000031"})
    void aMeanHasAtLeastTwoDigits(double mean, double half, String text) {
        assertThat(Numbers.value(score(mean, mean - half, mean + half))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0.617, 0.001, 0.63, 0.04, 0.617 0.630", "0.490, 0.002, 0.47, 0.03, 0.490 0.470",
            "9.41, 0.03, 349, 20, 9.4 349.0", "0.0003, 0.0001, 0.41, 0.01, 0.00030 0.41000",
            "0, 0, 0.5, 0.1, 0.00 0.50",
            "0.2257, 1, 0.61, 1, 0.23 0.61"})
    void aRowHasOneNumberOfDecimals(double a, double halfOfA, double b, double halfOfB, String text) {
        Score one = score(a, a - halfOfA, a + halfOfA), other = score(b, b - halfOfB, b + halfOfB);
        int decimals = Numbers.decimals(List.of(one, other));
        assertThat(Numbers.fixed(a, decimals) + " " + Numbers.fixed(b, decimals)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0.2, 0.02, 0.41, '0.20, 0.02 to 0.41'", "0.16, -0.54, 0.86, '0.16, −0.54 to 0.86'",
            "-0.2, -0.399, -0.001, '−0.200, −0.399 to −0.001'", "12, -300, 324, '12, −300 to 324'"})
    void aDecidedDifferenceNeverBeginsAtZero(double mean, double low, double high, String text) {
        var f = new ganvas.result.Summary.Finding("s", "a", "b", "a", mean, low, high, "t");
        assertThat(Numbers.value(f) + ", " + Numbers.limits(f)).isEqualTo(text);
    }

    @Test
    void withoutAnIntervalThreeDigits() {
        assertThat(Numbers.value(score(0.71234, null, null))).isEqualTo("0.712");
        assertThat(Numbers.range(score(0.71234, null, null))).isEmpty();
        assertThat(Numbers.value(score(0, 0.0, 0.0))).isEqualTo("0");
        assertThat(Numbers.value(score(Double.NaN, null, null))).isEqualTo("not a number");
    }

    @ParameterizedTest
    @CsvSource({"3.42, 3.4 s", "59.4, 59 s", "59.6, 1 min 00 s", "310, 5 min 10 s", "7500, 2 h 05 min"})
    void durations(double seconds, String text) {
        assertThat(Numbers.duration(seconds)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"900000, 900k", "1493505, 1.49M", "1000000, 1M", "0, 0", "999999, 1M", "60, 60", "0.5, 0.5",
            "-150, −150"})
    void compact(double n, String text) {
        assertThat(Numbers.compact(n)).isEqualTo(text);
    }

    @Test
    void memory() {
        assertThat(Numbers.bytes(812L << 20)).isEqualTo("812 MiB");
        assertThat(Numbers.bytes(3L << 29)).isEqualTo("1.50 GiB");
    }

    private static Score score(double mean, Double low, Double high) {
        return new Score(mean, low, high, List.of(mean), "samples", "", "good", "higher", "", "", Map.of());
    }
}
