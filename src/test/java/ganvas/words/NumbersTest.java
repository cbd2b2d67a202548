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
