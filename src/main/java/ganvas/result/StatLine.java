package ganvas.result;

import ganvas.file.Required;
import java.util.Map;
import java.util.OptionalDouble;

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
    /** The KL term with its weight, as it stands in the loss: loss minus reconstruction. No file has this key. */
    public static final String WEIGHTED_KL = "weighted_KL";

    /** The value of a key; empty if the line has none, or none that is finite. */
    public OptionalDouble value(String key) {
        if (key.equals(WEIGHTED_KL)) {
            OptionalDouble loss = value("loss"), reconstruction = value("reconstruction");
            return loss.isPresent() && reconstruction.isPresent()
                    ? OptionalDouble.of(loss.getAsDouble() - reconstruction.getAsDouble()) : OptionalDouble.empty();
        }
        Double value = values == null ? null : values.get(key);
        return value != null && Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    /** An event that is marked in the curves: {@code kind} is one word, {@code text} a sentence. */
    public record Event(@Required String kind, @Required String text) {}
}
