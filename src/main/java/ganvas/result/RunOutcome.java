package ganvas.result;

import ganvas.file.Json;
import ganvas.file.Required;
import java.nio.file.Files;

/**
 * The end of a run: {@code outcome.json}, the last file that is written.
 *
 * @param status  {@code done} or {@code diverged}
 * @param images  images shown
 * @param seconds training time
 * @param imagesPerSecond images shown per second of training time
 * @param peakMemoryBytes peak resident memory of the process that trained, or 0 if the system does not report it
 * @param message what went wrong, or null
 */
public record RunOutcome(@Required String status, long images, double seconds, double imagesPerSecond,
        long peakMemoryBytes, String message) {
    public static final String DONE = "done";
    public static final String DIVERGED = "diverged";

    /** Whether a run has ended after at least so many images. */
    public static boolean isDone(RunFolder run, long images) {
        return Files.exists(run.outcome()) && Json.read(run.outcome(), RunOutcome.class).images >= images;
    }
}
