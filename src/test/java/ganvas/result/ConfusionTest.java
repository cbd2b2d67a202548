package ganvas.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ConfusionTest {
    /** Pairs 0-1: (2 + 4) / 20, 0-2: 1 / 20, 1-2: 0. */
    @Test
    void excessIsThatOverTheOtherPairs() {
        var confusion = new Confusion(new int[][] {{7, 2, 1}, {4, 6, 0}, {0, 0, 10}});
        assertThat(confusion.excess(0, 1)).isCloseTo(0.3 - (0.05 + 0) / 2, within(1e-12));
        assertThat(confusion.excess(1, 0)).isEqualTo(confusion.excess(0, 1));
        assertThat(confusion.excess(1, 2)).isCloseTo(0 - (0.3 + 0.05) / 2, within(1e-12));
    }
}
