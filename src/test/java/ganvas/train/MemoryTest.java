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
import org.junit.jupiter.params.provider.CsvSource;

/** The last nine tenths of some hundred or thousand steps leave the number of live native objects and the resident size where they were. */
class MemoryTest {
    @ParameterizedTest
    @CsvSource({"khanna-2020/gan, 1000", "khanna-2020/vae, 1000", "ali-2020/gan, 600", "hinrichsen-2023/biggan, 200",
        "hinrichsen-2023/vae-biggan-deep, 200"})
    void nativeMemoryIsFlat(String name, int steps) {
        Model model = Zoo.get(name);
        Map<String, String> small = name.startsWith("hinrichsen-2023/") ? Map.of("channels", "4", "attention", "8") : Map.of();
        Step step = model.make(model.resolve(small), 1, 28, 28, 0, Device.CPU, Precision.FP32);
        var batches = new Batches(Datasets.open("mnist").train(), 4, 0, Device.CPU);
        var stats = new Stats();
        long objects = 0, resident = 0;
        for (int i = 1; i <= steps; i++) {
            try (var _ = new Scope()) {
                step.update(batches.at(i * 4L, 4), Rng.at(0, i), stats);
            }
            if (i % 50 == 0) stats.clear();
            if (i == steps / 10) {
                objects = Engine.liveObjects();
                resident = Machine.residentMemory();
            }
        }
        assertThat(Engine.liveObjects()).as("live native objects").isLessThanOrEqualTo(objects);
        assertThat(Machine.residentMemory()).as("resident bytes").isLessThan(resident + (48L << 20));
    }
}
