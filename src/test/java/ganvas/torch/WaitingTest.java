package ganvas.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ganvas.torch.Waiting.Load;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingTest {
    /** Two cores; name, state and parents of the process, then its 1,200 ticks in the 14th and 15th field. */
    private static final List<String> STAT = List.of("cpu  1000 100 400 8000 50 7 3 90 0 0",
            "cpu0 500 50 200 4000 25 3 1 45 0 0", "cpu1 500 50 200 4000 25 4 2 45 0 0", "intr 9 8 7", "ctxt 5");
    private static final String SELF = "77 (a (b) c) R 1 77 77 0 -1 4194304 1 2 3 4 1150 50 6 7 20 0 9 0 5 6";

    @Test
    void timesAreReadAsTheKernelWritesThem() throws IOException {
        assertThat(Load.of(STAT, SELF)).isEqualTo(new Load(2, 9650, 1500, 1200));
    }

    @Test
    void anotherFormIsTold() {
        assertThatThrownBy(() -> Load.of(List.of("cpu  1 2"), SELF)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Load.of(List.of(), SELF)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Load.of(STAT, "77 (java) R 1")).isInstanceOf(IOException.class);
    }

    @Test
    void aMachineIsCrowdedWhereOthersLeaveFewerCoresThanAreWanted() {
        var before = new Load(4, 10_000, 5_000, 2_000);
        // 100 ticks of each core: this process had two cores, others a tenth of one
        var quiet = new Load(4, 10_400, 5_210, 2_200);
        var half = new Load(4, 10_400, 5_300, 2_200);                 // others had one
        var full = new Load(4, 10_400, 5_400, 2_200);                 // others had two
        assertThat(quiet.crowded(before, 4)).isFalse();
        assertThat(half.crowded(before, 4)).isTrue();
        assertThat(half.crowded(before, 3)).isFalse();
        assertThat(full.crowded(before, 3)).isTrue();
        assertThat(full.crowded(before, 2)).isFalse();
        assertThat(before.crowded(before, 4)).isFalse();
    }

    @Test
    @SuppressWarnings("try")
    void theSecondTeamSleepsBesideTheFirstAndChangesNothing() throws IOException, InterruptedException {
        Engine.start();
        assumeTrue(Waiting.ofGomp().isPresent(), "libtorch's threads are not libgomp's here");
        Waiting waiting = Waiting.ofGomp().orElseThrow();
        Tensor a = Rng.named(1, "a").normal(Device.CPU, 256, 256), product = a.matmul(a).tanh();
        try (var _ = waiting.asleep()) {
            assertThat(asleep()).isGreaterThanOrEqualTo(2);
            assertThat(a.matmul(a).tanh().toRaw()).isEqualTo(product.toRaw());
        }
        while (asleep() > 0) Thread.onSpinWait();                      // the kernel takes a moment
        assertThat(a.matmul(a).tanh().toRaw()).isEqualTo(product.toRaw());
    }

    /** Threads of the second team: libgomp's have the name of the one that began it. */
    private static int asleep() throws IOException {
        int count = 0;
        try (var tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
            for (Path task : tasks) {
                try {
                    if (Files.readString(task.resolve("comm")).equals("ganvas-asleep\n")) count++;
                } catch (IOException e) {
                    // it has just ended
                }
            }
        }
        return count;
    }
}
