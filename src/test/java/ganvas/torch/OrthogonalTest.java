package ganvas.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrthogonalTest {
    /** A convolution's weight of more columns than rows, one of as many, and one of more rows. */
    @ParameterizedTest
    @CsvSource({"6, 4, 3", "9, 1, 3", "40, 3, 3"})
    void rowsOrColumnsAreOrthonormal(int rows, int channels, int kernel) {
        try (var _ = new Scope()) {
            Tensor w = Orthogonal.draw(Rng.at(0, 0), Device.CPU, rows, channels, kernel, kernel);
            assertThat(w.shape()).containsExactly(rows, channels, kernel, kernel);
            Tensor flat = w.reshape(rows, -1);
            float[] product = (rows <= channels * kernel * kernel ? flat.matmul(flat.t()) : flat.t().matmul(flat))
                    .toFloats();
            int n = (int) Math.sqrt(product.length);
            for (int i = 0; i < product.length; i++)
                assertThat((double) product[i]).isCloseTo(i / n == i % n ? 1 : 0, within(1e-5));
            assertThat(Orthogonal.draw(Rng.at(0, 0), Device.CPU, rows, channels, kernel, kernel).toFloats())
                    .isEqualTo(w.toFloats());
            assertThat(Orthogonal.draw(Rng.at(1, 0), Device.CPU, rows, channels, kernel, kernel).toFloats())
                    .isNotEqualTo(w.toFloats());
        }
    }
}
