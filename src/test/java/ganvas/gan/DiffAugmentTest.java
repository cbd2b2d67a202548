package ganvas.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ganvas.data.Pixels;
import ganvas.torch.Device;
import ganvas.torch.Gradient;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Beside loops that follow the authors' DiffAugment_pytorch.py line by line, in double precision, on the same draws.
 */
class DiffAugmentTest {
    private static final int N = 64;
    private static final Pixels SIGNED = new Pixels(8, -1, 1);

    @ParameterizedTest
    @CsvSource(delimiter = ';',
            value = {"color; 1; 8; 8", "color; 3; 5; 8", "translation; 1; 8; 13", "translation; 3; 28; 20",
                    "cutout; 1; 9; 8", "cutout; 3; 8; 10",
                    "color,translation; 1; 12; 12", "translation,cutout; 3; 12; 11", "color,cutout; 3; 9; 9",
                    "all; 3; 12; 9", "none; 1; 8; 8"})
    void imagesAreTheAuthors(String policy, int channels, int height, int width) {
        try (var _ = new Scope()) {
            Tensor images = Rng.at(1, 0).uniform(Device.CPU, N, channels, height, width).mul(2).sub(1);
            double[][][][] expected = unfold(images.toFloats(), channels, height, width);
            Rng rng = Rng.at(2, 0);
            if (policy.contains("color") || policy.equals("all")) color(expected, draws(rng), draws(rng), draws(rng));
            if (policy.contains("translation") || policy.equals("all")) translate(expected, rng);
            if (policy.contains("cutout") || policy.equals("all")) cut(expected, rng);

            Tensor found = DiffAugment.of(policy).apply(images, SIGNED, Rng.at(2, 0));
            assertThat(found.shape()).containsExactly(N, channels, height, width);
            float[] values = found.toFloats();
            int at = 0;
            for (double[][][] image : expected)
                for (double[][] plane : image) for (double[] row : plane) for (double x : row) {
                    assertThat((double) values[at++]).isCloseTo(x, within(1e-5));
                }
            assertThat(java.util.Arrays.equals(values, images.toFloats())).isEqualTo(policy.equals("none"));
        }
    }

    private static double[][][][] unfold(float[] values, int channels, int height, int width) {
        double[][][][] images = new double[N][channels][height][width];
        int at = 0;
        for (double[][][] image : images) for (double[][] plane : image)
            for (double[] row : plane) for (int j = 0; j < width; j++) row[j] = values[at++];
        return images;
    }

    private static float[] draws(Rng rng) {
        return rng.uniform(Device.CPU, N, 1, 1, 1).toFloats();
    }

    private static void color(double[][][][] images, float[] brightness, float[] saturation, float[] contrast) {
        for (int n = 0; n < N; n++) {
            double[][][] x = images[n];
            int channels = x.length, height = x[0].length, width = x[0][0].length;
            double sum = 0;
            for (int i = 0; i < height; i++) for (int j = 0; j < width; j++) {
                double mean = 0;
                for (double[][] plane : x) mean += (plane[i][j] += brightness[n] - 0.5) / channels;
                for (double[][] plane : x) sum += plane[i][j] = (plane[i][j] - mean) * (saturation[n] * 2) + mean;
            }
            double mean = sum / (channels * height * width);
            for (double[][] plane : x) for (double[] row : plane)
                for (int j = 0; j < width; j++) row[j] = (row[j] - mean) * (contrast[n] + 0.5) + mean;
        }
    }

    private static void translate(double[][][][] images, Rng rng) {
        int height = images[0][0].length, width = images[0][0][0].length;
        int shiftX = (int) (height * 0.125 + 0.5), shiftY = (int) (width * 0.125 + 0.5);
        long[] x = rng.integers(2 * shiftX + 1, Device.CPU, N, 1, 1, 1).toLongs(),
                y = rng.integers(2 * shiftY + 1, Device.CPU, N, 1, 1, 1).toLongs();
        for (int n = 0; n < N; n++) for (int c = 0; c < images[n].length; c++) {
            double[][] padded = new double[height + 2][width + 2], moved = new double[height][width];
            for (int i = 0; i < height; i++) System.arraycopy(images[n][c][i], 0, padded[i + 1], 1, width);
            for (int i = 0; i < height; i++) for (int j = 0; j < width; j++) {
                moved[i][j] = padded[Math.clamp(i + x[n] - shiftX + 1, 0, height + 1)][Math.clamp(j + y[n] - shiftY + 1,
                        0, width + 1)];
            }
            images[n][c] = moved;
        }
        assertThat(java.util.Arrays.stream(x).distinct().count()).isEqualTo(2 * shiftX + 1);
    }

    private static void cut(double[][][][] images, Rng rng) {
        int height = images[0][0].length, width = images[0][0][0].length;
        int sizeX = (int) (height * 0.5 + 0.5), sizeY = (int) (width * 0.5 + 0.5);
        long[] x = rng.integers(height + 1 - sizeX % 2, Device.CPU, N, 1).toLongs(),
                y = rng.integers(width + 1 - sizeY % 2, Device.CPU, N, 1).toLongs();
        for (int n = 0; n < N; n++) for (int i = 0; i < sizeX; i++) for (int j = 0; j < sizeY; j++) {
            int row = Math.clamp(i + x[n] - sizeX / 2, 0, height - 1),
                    column = Math.clamp(j + y[n] - sizeY / 2, 0, width - 1);
            for (double[][] plane : images[n]) plane[row][column] = 0;
        }
    }

    /** Images in [0, 1] are changed as the same images in [−1, 1] are. */
    @Test
    void theRangeMakesNoDifference() {
        try (var _ = new Scope()) {
            Tensor unit = Rng.at(1, 0).uniform(Device.CPU, N, 1, 8, 8);
            float[] there = DiffAugment.of("all").apply(unit, new Pixels(8, 0, 1), Rng.at(2, 0)).toFloats();
            float[] signed = DiffAugment.of("all").apply(unit.mul(2).sub(1), SIGNED, Rng.at(2, 0)).toFloats();
            for (int i = 0; i < there.length; i++)
                assertThat((double) there[i]).isCloseTo((signed[i] + 1) / 2, within(1e-5));
        }
    }

    /** Moved and cut images are linear in what they were: their sum is the gradient's product with the images. */
    @Test
    void gradientsPass() {
        try (var _ = new Scope()) {
            Tensor images = Rng.at(1, 0).uniform(Device.CPU, N, 3, 8, 8).requiresGrad();
            Tensor changed = DiffAugment.of("translation,cutout").apply(images, SIGNED, Rng.at(2, 0));
            Tensor gradient = Gradient.compute(changed, images);
            assertThat(gradient.mul(images).sum().item()).isCloseTo(changed.sum().item(), within(0.1))
                    .isGreaterThan(100);
            assertThat(gradient.sum().item()).isLessThan(0.9 * images.numel());
        }
    }
}
