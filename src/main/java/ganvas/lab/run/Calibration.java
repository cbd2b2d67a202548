package ganvas.lab.run;

import ganvas.data.Batches;
import ganvas.data.Dataset;
import ganvas.lab.Compute;
import ganvas.lab.sample.ModelLoader;
import ganvas.study.StudyArm;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.train.Batch;
import ganvas.train.Stats;
import ganvas.train.Step;
import ganvas.zoo.Zoo;
import ganvas.zoo.ZooModel;
import java.util.Arrays;
import java.util.List;

/** Converts minutes into images: trains throw-away copies for a moment and measures their speed. */
public final class Calibration {
    private Calibration() {}

    private static final int STEPS = 20;
    /** Seconds of timing per arm. A network too slow for whole batches in this time is timed on parts of them. */
    private static final double SECONDS = 5;
    private static final int LEAST_BATCH = 8;

    /**
     * Images that each arm can be shown if all arms together have {@code seconds}: at least 1,000, rounded to
     * thousands.
     */
    public static double images(double seconds, List<StudyArm> arms, Dataset data, Compute compute) {
        double secondsAnImage = 0;
        for (StudyArm arm : arms) secondsAnImage += secondsAnImage(arm, data, compute);
        return Math.max(1000, Math.floor(seconds / secondsAnImage / 1000) * 1000);
    }

    /** Seconds of training for one run of each arm at its length. */
    public static double seconds(List<StudyArm> arms, Dataset data, Compute compute) {
        return arms.stream().mapToDouble(a -> a.images() * secondsAnImage(a, data, compute)).sum();
    }

    private static double secondsAnImage(StudyArm arm, Dataset data, Compute compute) {
        var settings = Trainer.resolve(arm.name(), Zoo.get(arm.model()), data, 1, 0, compute, arm.set());
        var step = ModelLoader.make(settings, data, compute);
        int whole = ZooModel.imagesAnUpdate(settings.values()),
                parts = whole / ((Number) settings.values().get("batch")).intValue();
        var timing = new Timing(step, new Batches(data.train(), whole, 0, compute.device()));
        int images = Math.min(whole, LEAST_BATCH * parts);
        timing.seconds(images);                                // the first step is slower than the rest
        double seconds = timing.seconds(images);
        while (images < whole && 2 * seconds * STEPS < SECONDS) {
            images = Math.min(2 * images, whole);
            timing.seconds(images);
            seconds = timing.seconds(images);
        }
        double[] times = new double[Math.clamp(Math.round(SECONDS / seconds), 2, STEPS)];
        for (int i = 0; i < times.length; i++) times[i] = timing.seconds(images);
        step.free();
        Arrays.sort(times);
        return times[times.length / 2] / images;
    }

    private record Timing(Step step, Batches batches) {
        double seconds(int images) {
            var stats = new Stats();
            long start = System.nanoTime();
            try (var _ = new Scope()) {
                step.update(new Batch(batches.at(0, images), batches.labelsAt(0, images)), Rng.at(0, images), stats);
            }
            stats.clear();                                     // reads the losses, so that a GPU has finished the step
            return (System.nanoTime() - start) / 1e9;
        }
    }
}
