package ganvas.lab.sample;

import ganvas.data.Dataset;
import ganvas.file.Json;
import ganvas.lab.Compute;
import ganvas.problem.Problem;
import ganvas.result.RunFolder;
import ganvas.result.RunOutcome;
import ganvas.result.Settings;
import ganvas.result.Summary.DatasetInfo;
import ganvas.train.Checkpoint;
import ganvas.train.Step;
import ganvas.zoo.Zoo;
import java.nio.file.Files;

/** Makes models of the zoo from a run's settings, with fresh weights or with those in the run's folder. */
public final class ModelLoader {
    private ModelLoader() {}

    /** A model with fresh weights. */
    public static Step make(Settings settings, Dataset data, Compute compute) {
        return make(settings, new Shape(data.channels(), data.height(), data.width()), compute);
    }

    private record Shape(int channels, int height, int width) {}

    private static Step make(Settings settings, Shape shape, Compute compute) {
        return Zoo.get(settings.model()).make(settings.values(), shape.channels, shape.height, shape.width,
                settings.seed(), compute.device(), compute.precision());
    }

    /** The trained model of a run whose pictures are here. */
    public static Step open(Settings settings, RunFolder folder, Dataset data, Compute compute) {
        return open(settings, folder, new Shape(data.channels(), data.height(), data.width()), compute);
    }

    /** The trained model of a run. Its pictures need not be here. */
    public static Step open(Settings settings, RunFolder folder, DatasetInfo data, Compute compute) {
        return open(settings, folder, new Shape(data.channels(), data.height(), data.width()), compute);
    }

    private static Step open(Settings settings, RunFolder folder, Shape shape, Compute compute) {
        Step step = make(settings, shape, compute);
        long shown = new Checkpoint(folder.checkpoint(), settings.model()).loadWeights(step, System.err::println)
                .shown();
        if (!Files.exists(folder.outcome())) return step;
        RunOutcome outcome = Json.read(folder.outcome(), RunOutcome.class);
        if (outcome.status().equals(RunOutcome.DONE) && shown < outcome.images()) {
            step.free();
            throw Problem.failed(
                    "%s: expected the state after %,d images; its last checkpoint is damaged, and the one before is "
                            + "of %,d. Delete %s, and the command that trained it goes on from there and ends with "
                            + "the same numbers.",
                    folder.root(), outcome.images(), shown, folder.outcome());
        }
        return step;
    }
}
