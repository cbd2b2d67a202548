package ganvas.metric.judge;

import ganvas.data.Dataset;
import ganvas.torch.Device;
import java.nio.file.Path;
import java.util.Map;

/** Which judge measures images of a dataset: the one that comes with the program, or one of the user's. */
public interface JudgeChoice {
    /** The judge that comes with the program. */
    JudgeChoice BUNDLED = Judge::of;

    /** Loads the judge; an error if it was not trained on such images. */
    Judge judge(Dataset data, Device device);

    /** The judge in a user's file. */
    static JudgeChoice own(Path file) {
        return (data, device) -> Judge.own(file, data, device);
    }

    /** @param files of users' judges, by the dataset's name */
    static JudgeChoice among(Map<String, Path> files, String dataset) {
        return files.containsKey(dataset) ? own(files.get(dataset)) : BUNDLED;
    }
}
