package ganvas.lab;

import ganvas.data.Batches;
import ganvas.data.Images;
import ganvas.study.Arm;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.train.Stats;
import ganvas.zoo.Model;
import ganvas.zoo.Zoo;
import java.util.Arrays;
import java.util.List;

/** Turns minutes into images by training throw-away copies for a moment. */
public final class Calibration {
    private Calibration() {}

    private static final int WARM_UP = 5;
    private static final int STEPS = 20;

    /** Images each arm can be shown if all arms together have {@code seconds}; at least 1,000, rounded to thousands. */
    public static double images(double seconds, List<Arm> arms, Images data, Compute compute) {
        double secondsAnImage = 0;
        for (Arm arm : arms) secondsAnImage += secondsAnImage(arm, data, compute);
        return Math.max(1000, Math.floor(seconds / secondsAnImage / 1000) * 1000);
    }

    /** Seconds of training for one run of each arm at its length. */
    public static double seconds(List<Arm> arms, Images data, Compute compute) {
        return arms.stream().mapToDouble(a -> a.images() * secondsAnImage(a, data, compute)).sum();
    }

    private static double secondsAnImage(Arm arm, Images data, Compute compute) {
        var settings = Trainer.resolve(arm.name(), Zoo.get(arm.model()), data, 1, 0, compute, arm.set());
        var step = Trainer.make(settings, data, compute);
        int batch = Model.imagesAnUpdate(settings.values());
        var batches = new Batches(data.train(), batch, 0, compute.device());
        var stats = new Stats();
        double[] times = new double[STEPS];
        for (int i = -WARM_UP; i < STEPS; i++) {
            long start = System.nanoTime();
            try (var _ = new Scope()) {
                step.update(batches.at(0, batch), batches.labelsAt(0, batch), Rng.at(0, i), stats);
            }
            stats.clear();                                     // reads the losses, so a GPU has finished the step
            if (i >= 0) times[i] = (System.nanoTime() - start) / 1e9;
        }
        step.free();
        Arrays.sort(times);
        return times[STEPS / 2] / batch;
    }
}
