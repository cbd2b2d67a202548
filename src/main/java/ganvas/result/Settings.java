package ganvas.result;

import ganvas.file.Required;
import java.util.Map;

/**
 * Everything that decides a run, resolved before it starts: {@code settings.json}.
 *
 * @param arm      the arm's name in its study, such as {@code gan}
 * @param model    the model's name in the zoo, such as {@code khanna-2020/gan}
 * @param family   {@code gan} or {@code vae}
 * @param dataset  as given on the command line, such as {@code mnist}
 * @param seed     the training seed; every random number is a function of it and of the images shown
 * @param images   length of the run, in images shown
 * @param device   {@code cpu} or {@code cuda:N}
 * @param precision {@code fp32} or {@code bf16}
 * @param threads  CPU threads
 * @param values   every setting of the model and its training, defaults included
 * @param changed  those of {@code values} that differ from the model's defaults
 */
public record Settings(@Required String arm, @Required String model, @Required String family, @Required String dataset,
        long seed, long images, @Required String device,
        @Required String precision, int threads, @Required Map<String, Object> values, Map<String, Object> changed) {
    /** The model: its arm, name, family, and settings, as in the record. */
    public record Chosen(String arm, String model, String family, Map<String, Object> values,
            Map<String, Object> changed) {}

    /** What it is trained on, the seed, and the length in images shown. */
    public record Shown(String dataset, long seed, long images) {}

    /** The arithmetic: device, precision and number of threads. */
    public record Arithmetic(String device, String precision, int threads) {}

    public static Settings of(Chosen model, Shown shown, Arithmetic arithmetic) {
        return new Settings(model.arm, model.model, model.family, shown.dataset, shown.seed, shown.images,
                arithmetic.device, arithmetic.precision, arithmetic.threads, model.values, model.changed);
    }

    public Settings withValues(Map<String, Object> other) {
        return new Settings(arm, model, family, dataset, seed, images, device, precision, threads, other, changed);
    }
}
