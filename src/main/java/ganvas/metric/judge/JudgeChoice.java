package ganvas.metric.judge;

import ganvas.data.Dataset;
import ganvas.torch.Device;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Which judge measures images of a dataset: the one that comes with the program, or one of the user's. */
public interface JudgeChoice {
    /** The judge that comes with the program. */
    JudgeChoice BUNDLED = (data, device) -> Judges.know(data) ? Optional.of(Judge.of(data, device)) : Optional.empty();

    /** Loads the judge; empty if there is none for such images. A file that does not fit them is an error. */
    Optional<Judge> find(Dataset data, Device device);

    /** Loads the judge; an error if there is none for such images. */
    default Judge judge(Dataset data, Device device) {
        return find(data, device).orElseGet(() -> Judge.of(data, device));
    }

    /** The judge in a user's file. */
    static JudgeChoice own(Path file) {
        return (data, device) -> Optional.of(Judge.own(file, data, device));
    }

    /** @param files of users' judges, by the dataset's name */
    static JudgeChoice among(Map<String, Path> files, String dataset) {
        return files.containsKey(dataset) ? own(files.get(dataset)) : BUNDLED;
    }
}
