package ganvas.lab.evaluate;

import java.nio.file.Path;
import java.util.Map;

/**
 * What the runs of a study are measured with.
 *
 * @param samples   images drawn from each model; 10,000 unless a test asks for fewer
 * @param judges    files of judges in the place of those that come with the program, by the dataset's name in the study
 * @param inception measures in the Inception network; null where its weights are not there
 * @param everyArm  whether that measures every arm, not only those of which a check asks such a score
 */
public record Instruments(int samples, Map<String, Path> judges, InceptionMeter inception, boolean everyArm) {
    /** The program's own judges, and no Inception network. */
    public static Instruments of(int samples) {
        return new Instruments(samples, Map.of(), null, false);
    }
}
