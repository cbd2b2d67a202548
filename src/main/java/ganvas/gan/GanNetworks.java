package ganvas.gan;

import ganvas.nn.Chain;
import ganvas.train.Ema;
import java.util.Optional;

/**
 * The networks of a GAN, not yet allocated.
 *
 * @param generator     [N, latent] → images in the networks' range
 * @param discriminator images → [N, 1], ends in a sigmoid
 * @param average       how the generator that samples are drawn from follows the trained one;
 *         empty where it is that one
 */
public record GanNetworks(Chain generator, Chain discriminator, Optional<Averaging> average) {
    /** Samples are drawn from the trained generator. */
    public GanNetworks(Chain generator, Chain discriminator) {
        this(generator, discriminator, Optional.empty());
    }

    /**
     * A moving average of the generator, see {@link Ema}.
     *
     * @param network of the same layers as the generator
     * @param decay   of the average, in [0, 1)
     * @param start   updates in which it is a copy
     */
    public record Averaging(Chain network, double decay, long start) {}
}
