package ganvas.train;

import static org.assertj.core.api.Assertions.assertThat;

import ganvas.data.Batches;
import ganvas.data.Datasets;
import ganvas.lab.Machine;
import ganvas.torch.Device;
import ganvas.torch.Engine;
import ganvas.torch.Precision;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.zoo.Model;
import ganvas.zoo.Zoo;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 2,000 steps leave the number of live native objects and the resident size where they were after 200. */
class MemoryTest {
    @ParameterizedTest
    @ValueSource(strings = {"khanna-2020/gan", "khanna-2020/vae", "ali-2020/gan"})
    void nativeMemoryIsFlat(String name) {
        Model model = Zoo.get(name);
        Step step = model.make(model.resolve(Map.of()), 1, 28, 28, 0, Device.CPU, Precision.FP32);
        var batches = new Batches(Datasets.open("mnist").train(), 4, 0, Device.CPU);
        var stats = new Stats();
        long objects = 0, resident = 0;
        for (int i = 1; i <= 2000; i++) {
            try (var _ = new Scope()) {
                step.update(batches.at(i * 4L, 4), Rng.at(0, i), stats);
            }
            if (i % 50 == 0) stats.clear();
            if (i == 200) {
                objects = Engine.liveObjects();
                resident = Machine.residentMemory();
            }
        }
        assertThat(Engine.liveObjects()).as("live native objects").isLessThanOrEqualTo(objects);
        assertThat(Machine.residentMemory()).as("resident bytes").isLessThan(resident + (48L << 20));
    }
}
