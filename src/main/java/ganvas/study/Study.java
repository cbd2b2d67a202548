package ganvas.study;

import ganvas.result.Json;
import ganvas.result.Problem;
import ganvas.result.RunFolder;
import ganvas.result.Summary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A comparison as data: {@code OUT/study.json}, written before anything is trained.
 *
 * @param name    {@code compare}, or the study file's name
 * @param command that makes it again
 * @param images  length of every run, in images shown
 * @param seeds   training seeds, the same for every arm
 * @param notMeasured what a reader may miss, and why it is missing
 */
public record Study(String name, String command, Summary.Dataset dataset, List<Arm> arms, long images, List<Long> seeds,
        List<String> notMeasured) {
    public static Path file(Path out) { return out.resolve("study.json"); }
    public static Path summary(Path out) { return out.resolve("summary.json"); }
    public static Path report(Path out) { return out.resolve("report.html"); }
    /** Seconds by phase of the command, in the order they ran. */
    public static Path timing(Path out) { return out.resolve("timing.json"); }
    /** Real test images to set beside the samples: {@code real.npz} and {@code labels.json}. */
    public static Path reference(Path out) { return out.resolve("reference"); }

    public static Study read(Path out) {
        if (!Files.isRegularFile(file(out))) {
            throw Problem.input("%s is not the folder of a comparison: it has no study.json", out);
        }
        return Json.read(file(out), Study.class);
    }

    public RunFolder run(Path out, Arm arm, long seed) {
        return RunFolder.of(out, arm.name(), seed);
    }
}
