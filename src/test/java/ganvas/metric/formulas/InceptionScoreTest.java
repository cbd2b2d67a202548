package ganvas.metric.formulas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import org.junit.jupiter.api.Test;

class InceptionScoreTest {
    /** {@code np.random.RandomState(2020).permutation(n)} of NumPy 2.4.6. */
    @Test
    void permutationsAreNumpys() {
        assertThat(NumpyShuffle.permutation(2020, 1)).containsExactly(0);
        assertThat(NumpyShuffle.permutation(2020, 5)).containsExactly(3, 1, 2, 4, 0);
        assertThat(NumpyShuffle.permutation(2020, 10)).startsWith(2, 4, 9, 1, 5, 7, 6, 3);
        assertThat(NumpyShuffle.permutation(2020, 1000)).startsWith(725, 986, 815, 656, 469, 76, 668, 286)
                .doesNotHaveDuplicates().hasSize(1000);
    }

    /** Sure opinions on ten classes: sorted by class, each of ten consecutive splits had one class and a score of 1. */
    @Test
    void samplesSortedByClassScoreAsShuffledOnes() {
        try (var _ = new Scope()) {
            int n = 2000;
            double[] sorted = new double[n * 10], mixed = new double[n * 10];
            for (int i = 0; i < n; i++) {
                sorted[i * 10 + i * 10 / n] = 1;
                mixed[i * 10 + i % 10] = 1;
            }
            Tensor a = Tensor.of(sorted, n, 10), b = Tensor.of(mixed, n, 10);
            assertThat(InceptionScore.score(a)).isCloseTo(InceptionScore.score(b), within(0.1)).isBetween(9.6, 10.0);
            Estimate e = InceptionScore.score(a, Bootstrap.weights(n));
            assertThat(e.value()).isEqualTo(InceptionScore.score(a));
            assertThat(e.low()).isLessThan(e.value());
        }
    }

    @Test
    void anEntropyOfOneClassIsZeroAndNotMinusZero() {
        try (var _ = new Scope()) {
            Estimate e = ClassHistogram.count(new long[50], 10, false, Bootstrap.weights(50)).entropy();
            assertThat(new double[] {e.value(), e.low(), e.high()}).containsExactly(0.0, 0.0, 0.0);
            assertThat(1 / e.value()).as("the sign of zero").isPositive();
        }
    }
}
