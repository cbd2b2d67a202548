package ganvas.study;

import java.util.Map;

/**
 * One column of a comparison.
 *
 * @param name    a word that names its folder, such as {@code gan}
 * @param family  {@code gan} or {@code vae}
 * @param model   in the zoo, such as {@code khanna-2020/gan}
 * @param images  length of each of its runs, in images shown
 * @param set     settings that differ from the model's defaults
 * @param printed numbers that the paper prints about it, by name: {@code minutes}, {@code epochs}, or
 *     {@code NETWORK parameters}; empty for most
 */
public record Arm(String name, String family, String model, long images, Map<String, Object> set, Map<String, Double> printed) {
    public Arm(String name, String family, String model, long images, Map<String, Object> set) {
        this(name, family, model, images, set, Map.of());
    }

    public Arm withImages(long count) {
        return new Arm(name, family, model, count, set, printed);
    }
}
