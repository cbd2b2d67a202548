package ganvas.train;

import ganvas.nn.Chain;
import ganvas.nn.Net;
import ganvas.torch.Adam;
import ganvas.torch.Rng;
import ganvas.torch.Tensor;
import java.util.Map;

/** A generative model in training: what differs between families. */
public interface Step {
    /**
     * One update of all networks.
     *
     * @param real uint8 [N, C, H, W] on the device
     * @param rng  the only source of randomness
     */
    void update(Tensor real, Rng rng, Stats stats);

    /**
     * As {@link #update(Tensor, Rng, Stats)}, of images whose classes are known; a model that is told none passes them over.
     *
     * @param labels int64 [N]
     */
    default void update(Tensor real, Tensor labels, Rng rng, Stats stats) {
        update(real, rng, stats);
    }

    /** Networks by name, in the order of {@code describe}. */
    Map<String, Chain> networks();

    /** Optimizers by name. */
    Map<String, Adam> optimizers();

    /** Dimensions of the latent space. */
    long latent();

    /** How many classes it is told; 0 if none. */
    default long classes() {
        return 0;
    }

    /**
     * Images from latents, without gradients and with batch norm's moving statistics.
     *
     * @param z float32 [N, latent]
     * @return uint8 [N, C, H, W] of the dataset's size
     */
    Tensor sample(Tensor z);

    /**
     * As {@link #sample}, not rounded and with gradients.
     *
     * @param z float32 [N, latent]
     * @return float32 [N, C, H, W] of the dataset's size, in [0, 1]
     */
    Tensor draw(Tensor z);

    /**
     * As {@link #sample(Tensor)}, of a model that is told classes.
     *
     * @param classes of the images: int64 [N]
     */
    default Tensor sample(Tensor z, Tensor classes) {
        throw new UnsupportedOperationException("this model is told no classes");
    }

    /** As {@link #draw(Tensor)}, of a model that is told classes. @param classes of the images: int64 [N] */
    default Tensor draw(Tensor z, Tensor classes) {
        throw new UnsupportedOperationException("this model is told no classes");
    }

    /** Gives its weights and moments back; it is not to be used any more. */
    default void free() {
        networks().values().forEach(Net::free);
        optimizers().values().forEach(Adam::free);
    }
}
