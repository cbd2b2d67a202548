package ganvas.train;

import static org.assertj.core.api.Assertions.assertThat;

import ganvas.torch.Device;
import ganvas.torch.Engine;
import ganvas.torch.Precision;
import ganvas.zoo.Zoo;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A study trains dozens of models in one process: each must give back what it took. */
class FreeTest {
    @Test
    void aFreedModelLeavesNothing() {
        var model = Zoo.get("khanna-2020/gan");
        make(model);
        long before = settled();
        for (int i = 0; i < 5; i++) make(model);
        assertThat(settled()).isLessThanOrEqualTo(before + 20);
    }

    /** What earlier tests left to the collector is freed by a thread of its own, some time after the collection. */
    private static long settled() {
        long count = Long.MAX_VALUE;
        for (int unchanged = 0; unchanged < 5;) {
            System.gc();
            LockSupport.parkNanos(50_000_000);
            long now = Engine.liveObjects();
            unchanged = now == count ? unchanged + 1 : 0;
            count = now;
        }
        return count;
    }

    private static void make(ganvas.zoo.ZooModel model) {
        Step step = model.make(model.resolve(Map.of()), 1, 28, 28, 0, Device.CPU, Precision.FP32);
        step.networks().values().forEach(n -> assertThat(ganvas.nn.Net.state(n)).isNotEmpty());
        step.free();
    }
}
