package ganvas.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import ganvas.file.Required;
import java.util.List;
import java.util.Optional;

/**
 * The structure of a model: {@code describe --json} and {@code model.json} in the run folder.
 *
 * @param model        its name in the zoo
 * @param family       {@code gan}, {@code vae} or {@code hybrid}: a label that decides nothing
 * @param capabilities of the model
 * @param trainsInBf16 whether {@code train} takes bf16 where a processor has it and nothing else is asked for: the
 *          model is faster in it and was shown to be as good. Absent in the file if not
 */
public record ModelCard(@Required String model, String title, String paper, String family,
        List<Capability> capabilities,
        @Required List<Network> networks,
        List<Setting> settings,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean trainsInBf16) {
    /** A card may leave out what is empty. Cards of older versions have no capabilities. */
    public ModelCard {
        title = title == null ? "" : title;
        paper = paper == null ? "" : paper;
        family = family == null ? "" : family;
        capabilities = capabilities == null ? Capability.ofFamily(family) : capabilities;
        settings = settings == null ? List.of() : settings;
    }

    public boolean can(Capability capability) {
        return capabilities.contains(capability);
    }

    /**
     * A network.
     *
     * @param trainable  trainable parameters
     * @param withMoving the same including batch norm's running mean and variance, as in the "total parameters" of
     *          Keras
     * @param multiplyAdds of one image's forward pass; biases, activations and normalisation are not counted
     */
    public record Network(@Required String name, long trainable, long withMoving, long multiplyAdds,
            @Required List<LayerCard> layers) {}

    /**
     * A layer.
     *
     * @param detail kernel, stride and padding of a convolution, or a slope; empty for none, and in older cards
     * @param output shape for one image, without the batch dimension
     */
    public record LayerCard(@Required String name, @Required String type,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String detail, @Required long[] output, long parameters) {
        public LayerCard {
            detail = detail == null ? "" : detail;
        }

        /** A layer of whose inside nothing is said. */
        public LayerCard(String name, String type, long[] output, long parameters) {
            this(name, type, "", output, parameters);
        }
    }

    /**
     * A setting that {@code --set} changes.
     *
     * @param value   of this run or description
     * @param usual   the model's default, {@code default} in the file; null in a card of an older version
     */
    public record Setting(@Required String name, Object value, @JsonProperty("default") Object usual, String meaning) {
        /** The model's default; empty in a card of an older version, which does not record it. */
        public Optional<Object> byDefault() {
            return Optional.ofNullable(usual);
        }
    }
}
