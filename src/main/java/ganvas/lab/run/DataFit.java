package ganvas.lab.run;

import ganvas.data.Dataset;
import ganvas.problem.Problem;
import ganvas.zoo.ZooModel;
import java.util.Map;

/** Refuses settings that do not fit a dataset, before anything is written. */
final class DataFit {
    private DataFit() {}

    /** @param values all settings of the model */
    static void check(Map<String, Object> values, Dataset data) {
        long batch = ((Number) values.get("batch")).longValue(), train = data.train().size();
        long steps = ZooModel.imagesAnUpdate(values) / Math.max(1, batch), most = train / Math.max(1, steps);
        if (batch <= most) return;
        throw Problem.input("--set batch: expected at most %,d, as dataset %s has %,d images to train on%s; found %,d%s",
                most, data.name(), train, steps == 1 ? "" : " and an update takes %d batches".formatted(steps), batch,
                most < 2 ? "" : ". '--set batch=%d' trains on them".formatted(most));
    }
}
