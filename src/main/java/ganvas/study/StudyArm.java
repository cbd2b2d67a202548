package ganvas.study;

import com.fasterxml.jackson.annotation.JsonInclude;
import ganvas.file.Required;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
 * @param dataset as in the file, which lacks it if the study has only one; {@link #ownDataset} gives it
 * @param reduced values that this budget makes smaller than in the paper, except for the length, such as {@code
 *          channels 16 instead of 96}; the file lacks an empty list
 * @param fullParameters trainable parameters of the paper's own networks, if this budget has smaller ones and a claim
 *          asks; 0 otherwise, which the file lacks
 * @param stated  settings as the paper and the author's code have them; as in the file, which lacks it for none.
 *          {@link #statedElsewhere} gives it
 */
public record StudyArm(@Required String name, @Required String family, @Required String model, long images,
        Map<String, Object> set, Map<String, Double> printed, String dataset,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> reduced,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long fullParameters,
        @JsonInclude(JsonInclude.Include.NON_NULL) Stated stated) {
    /**
     * Settings as others state them, by name.
     *
     * @param paper that the paper prints
     * @param code  that the author's published code has
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Stated(Map<String, Object> paper, Map<String, Object> code) {
        static final Stated NOTHING = new Stated(Map.of(), Map.of());

        public Stated {
            paper = paper == null ? Map.of() : paper;
            code = code == null ? Map.of() : code;
        }
    }

    /** A file may leave out empty values. */
    public StudyArm {
        set = set == null ? Map.of() : set;
        printed = printed == null ? Map.of() : printed;
        reduced = reduced == null ? List.of() : reduced;
    }

    public StudyArm(String name, String family, String model, long images, Map<String, Object> set,
            Map<String, Double> printed) {
        this(name, family, model, images, set, printed, null, List.of(), 0, null);
    }

    public StudyArm(String name, String family, String model, long images, Map<String, Object> set) {
        this(name, family, model, images, set, Map.of());
    }

    /** The name of its dataset; empty if the study has only one. */
    public Optional<String> ownDataset() {
        return Optional.ofNullable(dataset);
    }

    /** The same arm in a study of several datasets. */
    public StudyArm on(String named) {
        return new StudyArm(name, family, model, images, set, printed, named, reduced, fullParameters, stated);
    }

    public StudyArm reducedBy(List<String> values) {
        return new StudyArm(name, family, model, images, set, printed, dataset, values, fullParameters, stated);
    }

    public StudyArm withImages(long count) {
        return new StudyArm(name, family, model, count, set, printed, dataset, reduced, fullParameters, stated);
    }

    StudyArm withFullParameters(long count) {
        return new StudyArm(name, family, model, images, set, printed, dataset, reduced, count,
                stated);
    }

    StudyArm stating(Stated others) {
        return new StudyArm(name, family, model, images, set, printed, dataset, reduced, fullParameters,
                others.equals(Stated.NOTHING) ? null : others);
    }

    public Stated statedElsewhere() {
        return Optional.ofNullable(stated).orElse(Stated.NOTHING);
    }
}
