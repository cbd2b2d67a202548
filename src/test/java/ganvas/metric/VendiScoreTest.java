package ganvas.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ganvas.data.Datasets;
import ganvas.data.Split;
import ganvas.metric.formulas.Estimate;
import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The values that the authors print of their own program. */
class VendiScoreTest {
    @Test
    void aMatrixByHand() {
        try (var _ = new Scope()) {
            Tensor k = Tensor.of(new double[] {1, 0.9, 0, 0.9, 1, 0, 0, 0, 1}, 3, 3);
            assertThat(VendiScore.ofSimilarity(k).value()).isCloseTo(2.1573, within(5e-5));
            assertThat(VendiScore.ofSimilarity(Tensor.of(new double[] {1, 0, 0, 1}, 2, 2)).value()).as("wholly unlike")
                    .isCloseTo(2, within(1e-12));
            assertThat(VendiScore.ofSimilarity(Tensor.of(new double[] {1, 1, 1, 1}, 2, 2)).value()).as("the same")
                    .isCloseTo(1, within(1e-12));
        }
    }

    /**
     * MNIST's test digits, 0 to 9 one by one: pixels, 32 × 32 by bicubic interpolation, as the authors' program reads
     * them.
     */
    @Test
    void theDigitsOfTheAuthors() {
        double[] printed = {7.68, 5.31, 12.18, 9.97, 11.10, 13.51, 9.06, 9.58, 9.69, 8.56};
        Split test = Datasets.open("mnist").test();
        long[] labels = test.labels().toLongs();
        for (int digit = 0; digit < printed.length; digit++) {
            int wanted = digit;
            long[] rows = IntStream.range(0, labels.length).filter(i -> labels[i] == wanted).asLongStream().toArray();
            try (var _ = new Scope()) {
                Tensor pixels = test.images().indexSelect(0, Tensor.of(rows, rows.length)).to(Dtype.FLOAT64);
                double[] large = enlarged(pixels.toDoubles(), rows.length);
                assertThat(VendiScore.score(Tensor.of(large, rows.length, 32 * 32)).value()).as("digit " + digit)
                        .isCloseTo(printed[digit], within(0.0051));
            }
        }
    }

    /** Products of columns and of rows have the same eigenvalues, and so the same interval. */
    @Test
    void bothWaysAreTheSame() {
        try (var _ = new Scope()) {
            Tensor x = Rng.at(1, 1).normal(Device.CPU, 60, 12).to(Dtype.FLOAT64);
            Tensor unit = x.div(x.square().sum(1).sqrt().reshape(-1, 1));
            Estimate columns = VendiScore.score(x), rows = VendiScore.ofSimilarity(unit.matmul(unit.t()));
            assertThat(columns.value()).isCloseTo(rows.value(), within(1e-9)).isBetween(1.0, 12.0);
            assertThat(columns.low()).isCloseTo(rows.low(), within(1e-9));
        }
    }

    @Test
    void imagesWithoutAnyFeatureAreAlike() {
        try (var _ = new Scope()) {
            assertThat(VendiScore.score(Tensor.zeros(Dtype.FLOAT64, Device.CPU, 10, 4)))
                    .isEqualTo(new Estimate(1, 1, 1));
            assertThat(VendiScore.score(Tensor.of(new double[] {1, 0, 2, 0, 0, 0, 0, 0}, 4, 2)).value())
                    .as("two kinds, half each").isCloseTo(2, within(1e-12));
        }
    }

    /** The interval is that of the spread over other draws, which it never saw. */
    @Test
    void theIntervalIsAsWideAsTheSpread() {
        try (var _ = new Scope()) {
            int draws = 40, n = 300;
            double[] values = new double[draws];
            double width = 0;
            for (int i = 0; i < draws; i++) {
                Tensor x = Rng.at(2, i).normal(Device.CPU, n, 20).exp().to(Dtype.FLOAT64);
                Estimate e = VendiScore.score(x);
                values[i] = e.value();
                width += (e.high() - e.low()) / 2 / 1.96 / draws;
            }
            double mean = java.util.Arrays.stream(values).average().orElseThrow(), squares = 0;
            for (double v : values) squares += (v - mean) * (v - mean);
            assertThat(width / Math.sqrt(squares / (draws - 1))).isBetween(0.7, 1.4);
        }
    }

    /**
     * Grey values of [N, 28, 28] → [N, 32, 32]: along x, then along y, each time rounded and cut off at black and
     * white.
     */
    private static double[] enlarged(double[] pixels, int n) {
        double[] wide = new double[n * 28 * 32], large = new double[n * 32 * 32];
        double[][] weights = IntStream.range(0, 32).mapToObj(VendiScoreTest::weights).toArray(double[][]::new);
        for (int row = 0; row < n * 28; row++) {
            for (int x = 0; x < 32; x++) {
                double sum = 0;
                for (int i = 0; i < 28; i++) sum += weights[x][i] * pixels[row * 28 + i];
                wide[row * 32 + x] = grey(sum);
            }
        }
        for (int image = 0; image < n; image++) {
            for (int y = 0; y < 32; y++) {
                for (int x = 0; x < 32; x++) {
                    double sum = 0;
                    for (int i = 0; i < 28; i++) sum += weights[y][i] * wide[(image * 28 + i) * 32 + x];
                    large[(image * 32 + y) * 32 + x] = grey(sum);
                }
            }
        }
        return large;
    }

    private static double grey(double value) {
        return Math.clamp(Math.floor(value + 0.5), 0, 255);
    }

    /** Keys 1981 with a = −½, over those of 28 pixels that there are. */
    private static double[] weights(int at) {
        double centre = (at + 0.5) * 28 / 32, total = 0;
        double[] weights = new double[28];
        for (int i = 0; i < 28; i++) {
            double d = Math.abs(i + 0.5 - centre);
            weights[i] = d < 1 ? (1.5 * d - 2.5) * d * d + 1 : d < 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0;
            total += weights[i];
        }
        for (int i = 0; i < 28; i++) weights[i] /= total;
        return weights;
    }
}
