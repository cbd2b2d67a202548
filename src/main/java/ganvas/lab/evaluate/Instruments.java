package ganvas.lab.evaluate;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The instruments that measure the runs of a study.
 *
 * @param samples   images drawn from each model; 10,000 unless a test asks for fewer
 * @param judges    files of judges that replace the program's own, by the dataset's name in the study
 * @param inception scores in the Inception network; empty if its weights are missing
 * @param everyArm  whether every arm gets Inception scores; otherwise only arms for which a check asks such a score
 */
public record Instruments(int samples, Map<String, Path> judges, Optional<InceptionMeter> inception,
        boolean everyArm) {
    /** The program's own judges, and no Inception network. */
    public static Instruments of(int samples) {
        return new Instruments(samples, Map.of(), Optional.empty(), false);
    }
}
