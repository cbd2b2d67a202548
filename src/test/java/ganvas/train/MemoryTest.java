package ganvas.train;

import static org.assertj.core.api.Assertions.assertThat;

import ganvas.data.Batches;
import ganvas.data.Datasets;
import ganvas.lab.MachineInfo;
import ganvas.torch.Device;
import ganvas.torch.Engine;
import ganvas.torch.Precision;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.zoo.Zoo;
import ganvas.zoo.ZooModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The last four fifths of some hundred or thousand steps leave the number of live native objects and the
 * resident size where they were.
 */
class MemoryTest {
    /**
     * What one of glibc's heaps has at most (Engine's M_TOP_PAD): the last one's pages may come to be used later
     * than in the first fifth.
     */
    private static final long HEAP = 64L << 20;

    /**
     * In a process of its own with a heap that is resident from the start: the size of this one grows with its
     * heap, by whatever other tests left in it. Without Java's second compiler, whose own memory comes and
     * goes by tens of megabytes.
     */
    @ParameterizedTest
    @CsvSource({"khanna-2020/gan, 400", "khanna-2020/vae, 400", "ali-2020/gan, 400", "hinrichsen-2023/biggan, 120",
            "hinrichsen-2023/vae-biggan-deep, 120"})
    void nativeMemoryIsFlat(String name, int steps) throws IOException, InterruptedException {
        var process = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED", "-Xlog:disable", "-XX:TieredStopAtLevel=1", "-Xms512m",
                "-Xmx512m", "-XX:+AlwaysPreTouch", "-cp", System.getProperty("java.class.path"),
                "ganvas.train.MemoryTest", name, "" + steps)
                .redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as(said).isZero();
        String[] grown = said.split(" ");
        assertThat(Long.parseLong(grown[0])).as("live native objects").isNotPositive();
        assertThat(Long.parseLong(grown[1])).as("resident bytes").isLessThan(HEAP * 3 / 2);
    }

    /**
     * Takes the steps and prints by how much the live native objects and the resident bytes grew after the first fifth.
     */
    public static void main(String[] args) {
        ZooModel model = Zoo.get(args[0]);
        int steps = Integer.parseInt(args[1]);
        Map<String, String> small = args[0].startsWith("hinrichsen-2023/") ? Map.of("channels", "4", "attention", "8")
                : Map.of();
        Engine.threads(1);  // of batches so small two would mostly wait for each other
        Step step = model.make(model.resolve(small), 1, 28, 28, 0, Device.CPU, Precision.FP32);
        var batches = new Batches(Datasets.open("mnist").train(), 4, 0, Device.CPU);
        var stats = new Stats();
        long objects = 0, resident = 0;
        for (int i = 1; i <= steps; i++) {
            try (var _ = new Scope()) {
                step.update(Batch.unlabelled(batches.at(i * 4L, 4)), Rng.at(0, i), stats);
            }
            if (i % 50 == 0) stats.clear();
            if (i == steps / 5) {
                objects = Engine.liveObjects();
                resident = MachineInfo.residentMemory();
            }
        }
        System.out.println(Engine.liveObjects() - objects + " " + (MachineInfo.residentMemory() - resident));
    }
}
