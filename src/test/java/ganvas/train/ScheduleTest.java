package ganvas.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {
    /** Batches that fill the run's length exactly; none of one image, and none larger than the training set. */
    @ParameterizedTest
    @CsvSource({"801, 1000, 400, 400 401", "801, 400, 400, 400 399 2", "800, 400, 400, 400 400",
            "1000, 1000, 400, 400 400 200", "3, 2, 2, 1 2", "7, 9, 3, 3 4"})
    void batchesFillTheLength(long total, long epoch, int batch, String expected) {
        var schedule = new Schedule(total, epoch);
        List<String> sizes = new ArrayList<>();
        for (long shown = 0; shown < total; shown += Long.parseLong(sizes.getLast()))
            sizes.add("" + schedule.nextBatch(shown, batch));
        assertThat(String.join(" ", sizes)).isEqualTo(expected);
    }
}
