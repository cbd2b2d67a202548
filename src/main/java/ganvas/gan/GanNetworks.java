package ganvas.gan;

import ganvas.nn.Chain;
import ganvas.train.Ema;
import java.util.Optional;

/**
 * The networks of a GAN, not yet allocated.
 *
 * @param generator     [N, latent] → images in the networks' range
 * @param discriminator images → [N, 1], ends in a sigmoid
 * @param average       the moving average of the generator that draws the samples; empty where the trained generator
 *         draws them
 */
public record GanNetworks(Chain generator, Chain discriminator, Optional<Averaging> average) {
    /** Networks without a moving average: the trained generator draws the samples. */
    public GanNetworks(Chain generator, Chain discriminator) {
        this(generator, discriminator, Optional.empty());
    }

    /**
     * A moving average of the generator, see {@link Ema}.
     *
     * @param network network with the same layers as the generator
     * @param decay   decay of the average, in [0, 1)
     * @param start   number of first updates in which it is a copy
     */
    public record Averaging(Chain network, double decay, long start) {}
}
