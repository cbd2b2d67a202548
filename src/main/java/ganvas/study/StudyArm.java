package ganvas.study;

import ganvas.file.Required;
import java.util.List;
import java.util.Map;

/**
 * One column of a comparison.
 *
 * @param name    a word that names its folder, such as {@code gan}
 * @param family  {@code gan} or {@code vae}
 * @param model   in the zoo, such as {@code khanna-2020/gan}
 * @param images  length of each of its runs, in images shown
 * @param set     settings that differ from the model's defaults
 * @param printed numbers that the paper prints for it, by name: {@code minutes}, {@code epochs}, {@code blocks}, {@code
 *          FID}, {@code inception score}, or {@code NETWORK parameters}; empty for most
 * @param dataset the name of its dataset; null if the study has only one
 * @param reduced values that this budget makes smaller than in the paper, except for the length, such as {@code
 *          channels 16 instead of 96}; null for none
 */
public record StudyArm(@Required String name, @Required String family, @Required String model, long images,
        Map<String, Object> set, Map<String, Double> printed, String dataset, List<String> reduced) {
    /** A file may leave out empty values. */
    public StudyArm {
        set = set == null ? Map.of() : set;
        printed = printed == null ? Map.of() : printed;
    }

    public StudyArm(String name, String family, String model, long images, Map<String, Object> set,
            Map<String, Double> printed) {
        this(name, family, model, images, set, printed, null, null);
    }

    public StudyArm(String name, String family, String model, long images, Map<String, Object> set) {
        this(name, family, model, images, set, Map.of());
    }

    public StudyArm withImages(long count) {
        return new StudyArm(name, family, model, count, set, printed, dataset, reduced);
    }
}
