package ganvas.study;

import java.util.Map;

/**
 * One column of a comparison.
 *
 * @param name   a word that names its folder, such as {@code gan}
 * @param family {@code gan} or {@code vae}
 * @param model  in the zoo, such as {@code khanna-2020/gan}
 * @param set    settings that differ from the model's defaults
 */
public record Arm(String name, String family, String model, Map<String, Object> set) {}
