package ganvas.result;

import ganvas.file.Required;
import java.util.Map;

/**
 * One line of {@code stats.jsonl}: means since the line before.
 *
 * @param images  images shown so far
 * @param seconds training time so far, without start-up, sampling and checkpoints
 * @param imagesPerSecond images per second of training time since the line before
 * @param values  such as {@code D/loss}, {@code KL}, {@code validation/loss}; VAE losses in nats per image
 * @param event   an event at this point, or null
 */
public record StatLine(long images, double epoch, double seconds, double imagesPerSecond,
        @Required Map<String, Double> values, Event event) {
    /** An event that is marked in the curves: {@code kind} is one word, {@code text} a sentence. */
    public record Event(@Required String kind, @Required String text) {}
}
