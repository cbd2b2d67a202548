package ganvas.train;

import ganvas.nn.Chain;
import ganvas.nn.Net;
import ganvas.torch.Adam;
import ganvas.torch.Rng;
import java.util.Map;

/**
 * A model in training. This interface holds everything that differs between models in the training loop. Further
 * interfaces say what a trained model can do: {@link Generates}, {@link Encodes}, {@link Discriminates}.
 */
public interface Step {
    /**
     * Updates all networks once.
     *
     * @param batch images uint8 [N, C, H, W] and labels int64 [N] on the device; a model that is told no classes
     *         ignores the labels
     * @param rng   the only source of randomness
     */
    void update(Batch batch, Rng rng, Stats stats);

    /** Networks by name, in the order of {@code describe}. */
    Map<String, Chain> networks();

    /** Optimizers by name. */
    Map<String, Adam> optimizers();

    /** Frees weights and moments. The model must not be used afterwards. */
    default void free() {
        networks().values().forEach(Net::free);
        optimizers().values().forEach(Adam::free);
    }
}
