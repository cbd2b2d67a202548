package ganvas.train;

import static org.assertj.core.api.Assertions.assertThat;

import ganvas.torch.Device;
import ganvas.torch.Engine;
import ganvas.torch.Precision;
import ganvas.zoo.Zoo;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A study trains dozens of models in one process: each must give back what it took. */
class FreeTest {
    @Test
    void aFreedModelLeavesNothing() {
        var model = Zoo.get("khanna-2020/gan");
        make(model);
        System.gc();
        long before = Engine.liveObjects();
        for (int i = 0; i < 5; i++) make(model);
        System.gc();
        assertThat(Engine.liveObjects()).isLessThanOrEqualTo(before + 20);
    }

    private static void make(ganvas.zoo.Model model) {
        Step step = model.make(model.resolve(Map.of()), 1, 28, 28, 0, Device.CPU, Precision.FP32);
        step.networks().values().forEach(n -> assertThat(ganvas.nn.Net.state(n)).isNotEmpty());
        step.free();
    }
}
