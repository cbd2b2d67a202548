package ganvas.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ganvas.data.Batches;
import ganvas.data.Datasets;
import ganvas.torch.Device;
import ganvas.torch.Engine;
import ganvas.torch.Precision;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.zoo.Zoo;
import ganvas.zoo.ZooModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a step frees stays with the process for the next. glibc's heaps for threads that are not the process's first, as
 * Java's never are, went back to the kernel whenever one was empty: in every other process or so a step had ten
 * thousand page faults and took two to three times as long.
 */
@Tag("alone")
class PagesTest {
    private static final int THREADS = 2, WARM_UP = 8, STEPS = 8;

    @Test
    void aStepDoesNotFetchItsMemoryAnew() {
        assumeTrue(Files.exists(Path.of("/proc/self/stat")), "no /proc/self/stat here, so page faults are not counted");
        Engine.threads(2);
        for (int i = 0; i < THREADS; i++) {
            var faults = new CompletableFuture<Long>();
            Thread.ofPlatform().start(() -> faults.completeAsync(PagesTest::faultsOfAStep, Runnable::run));
            assertThat(faults.join()).as("page faults a step").isLessThan(3000);
        }
    }

    private static long faultsOfAStep() {
        ZooModel model = Zoo.get("tanwar-2023/vae-latent4");
        Map<String, Object> settings = model.resolve(Map.of());
        Step step = model.make(settings, 1, 28, 28, 0, Device.CPU, Precision.FP32);
        var batches = new Batches(Datasets.open("mnist").train(), 256, 0, Device.CPU);
        var stats = new Stats();
        long before = 0;
        for (int i = -WARM_UP; i < STEPS; i++) {
            if (i == 0) before = faults();
            try (var _ = new Scope()) {
                step.update(Batch.unlabelled(batches.at(256L * (WARM_UP + i), 256)), Rng.at(0, i), stats);
            }
        }
        step.free();
        return (faults() - before) / STEPS;
    }

    /** Of this process, without those that wait for a disk: proc_pid_stat(5). */
    private static long faults() {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[7]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
