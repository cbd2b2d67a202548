package ganvas.result;

import java.util.List;

/**
 * What a model is made of: {@code describe --json} and {@code model.json} in the run folder.
 *
 * @param model        its name in the zoo
 * @param family       {@code gan}, {@code vae} or {@code hybrid}: a label, on which nothing depends
 * @param capabilities what it can do
 */
public record ModelCard(String model, String title, String paper, String family, List<Capability> capabilities, List<Network> networks,
        List<Option> settings) {
    /** Cards of older versions have no capabilities. */
    public ModelCard {
        if (capabilities == null && family != null) capabilities = Capability.of(family);
    }

    public boolean can(Capability capability) {
        return capabilities.contains(capability);
    }

    /**
     * @param trainable  trainable parameters
     * @param withMoving the same with batch norm's running mean and variance, as Keras prints "total parameters"
     * @param multiplyAdds of one image's forward pass; biases, activations and normalisation not counted
     */
    public record Network(String name, long trainable, long withMoving, long multiplyAdds, List<Layer> layers) {}

    /** @param output shape for one image, without the batch dimension */
    public record Layer(String name, String type, long[] output, long parameters) {}

    /** A setting that {@code --set} changes. */
    public record Option(String name, Object value, String meaning) {}
}
