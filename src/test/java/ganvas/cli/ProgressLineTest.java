package ganvas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressLineTest {
    private static final ProgressLine HALF = new ProgressLine("gan (khanna-2020/gan), seed 0", 125_000, 250_000,
            "images", 3570, "d 0.61, g 1.2");

    @ParameterizedTest
    @CsvSource({"40,gan (khanna-2020/gan)…", "80,gan (khanna-2020/gan)", "200,seed 0"})
    void fitsItsTerminal(int columns, String part) {
        assertThat(HALF.in(columns).length()).isLessThanOrEqualTo(columns);
        assertThat(HALF.in(columns)).contains(" 50 %", "35 s left");
    }

    @Test
    void saysMoreWhereThereIsRoom() {
        assertThat(HALF.in(40)).isEqualTo("gan (khanna-2020/gan)…   50 %  35 s left");
        assertThat(HALF.in(80)).isEqualTo("gan (khanna-2020/gan), seed 0   50 %  125,000 of 250,000 images  35 s left");
        assertThat(HALF.in(200)).isEqualTo("gan (khanna-2020/gan), seed 0   50 % ███████████████░░░░░░░░░░░░░░░  "
                + "125,000 of 250,000 images  3,570 images/s  35 s left  d 0.61, g 1.2");
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 36, 40, 76, 80, 120, 196, 500})
    void isNeverLonger(int columns) {
        for (long done = 0; done <= 250_000; done += 12_345) {
            var line = new ProgressLine("seed 3 of a run with a very long name that goes on and on", done, 250_000,
                    "pictures", done / 7.0, "reconstruction 163, kl 20.1");
            assertThat(line.in(columns).length()).isLessThanOrEqualTo(columns);
        }
    }

    @Test
    void aHundredPerCentIsAll() {
        assertThat(new ProgressLine("x", 999_999, 1_000_000, "images", 1, "").in(60)).contains(" 99 %");
        assertThat(new ProgressLine("x", 1_000_000, 1_000_000, "images", 1, "").in(60)).contains("100 %")
                .doesNotContain("left");
    }

    @Test
    void sizesOfTerminals() {
        assertThat(ErrorTerminal.columns("24 132")).isEqualTo(132);
        assertThat(ErrorTerminal.columns("0 0")).isEqualTo(ErrorTerminal.USUAL_COLUMNS);
        assertThat(ErrorTerminal.columns("")).isEqualTo(ErrorTerminal.USUAL_COLUMNS);
    }
}
