package ganvas.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import ganvas.data.Batches;
import ganvas.data.Dataset;
import ganvas.data.Datasets;
import ganvas.lab.Compute;
import ganvas.lab.sample.ModelLoader;
import ganvas.study.StudyArm;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.train.Batch;
import ganvas.train.Stats;
import ganvas.zoo.Zoo;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Times are compared by wide margins: other work may share the machine. */
class CalibrationTest {
    private static final Compute CPU = Compute.of("cpu", "fp32", 0, 1e9);
    private static final int BATCH = 8;
    private static final Dataset MNIST = Datasets.open("mnist");
    private static final StudyArm DENSE = arm("dense", "vae", "khanna-2020/vae"),
            CONVOLUTIONS = arm("convolutions", "gan", "ali-2020/gan");

    private static StudyArm arm(String name, String family, String model) {
        return new StudyArm(name, family, model, 100_000, Map.of("batch", (long) BATCH));
    }

    /** Minutes become images of which training takes about so long, and an arm that costs more takes more of them. */
    @Test
    void theEstimateIsWhatTrainingTakes() {
        double real = trained(DENSE, 200);
        assertThat(Calibration.seconds(List.of(DENSE), MNIST, CPU) / 100_000).isBetween(real / 5, real * 5);

        double both = Calibration.images(60, List.of(DENSE, CONVOLUTIONS), MNIST, CPU);
        assertThat(both).isGreaterThanOrEqualTo(1000).isLessThan(60 / real / 3);
        assertThat(both % 1000).isZero();
        assertThat(Calibration.images(0, List.of(DENSE), MNIST, CPU)).as("at least so many").isEqualTo(1000);
    }

    /** Seconds an image, of whole steps one after another. */
    private static double trained(StudyArm arm, int steps) {
        var settings = Trainer.resolve(arm.name(), Zoo.get(arm.model()), MNIST, 1, 0, CPU, arm.set());
        var step = ModelLoader.make(settings, MNIST, CPU);
        var batches = new Batches(MNIST.train(), BATCH, 0, CPU.device());
        var stats = new Stats();
        long start = System.nanoTime();
        for (long shown = 0; shown < (long) BATCH * steps; shown += BATCH) {
            try (var _ = new Scope()) {
                step.update(new Batch(batches.at(shown, BATCH), batches.labelsAt(shown, BATCH)), Rng.at(0, shown),
                        stats);
            }
        }
        stats.clear();
        double seconds = (System.nanoTime() - start) / 1e9;
        step.free();
        return seconds / (BATCH * steps);
    }
}
