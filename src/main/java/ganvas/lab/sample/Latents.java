package ganvas.lab.sample;

import ganvas.torch.Device;
import ganvas.torch.Rng;
import ganvas.torch.Tensor;

/**
 * The latents that samples are drawn from. A latent depends on its number, on the seed and on the count.
 *
 * @param truncation bound of every dimension's absolute value; 0 for no bound
 */
public record Latents(int count, long seed, double truncation) {
    static final int BLOCK = 500;

    /** The latents from number {@code start}, a multiple of the block, on: [up to 500, latent]. */
    Tensor block(int start, long latent, Device device) {
        Rng rng = Rng.at(seed, start);
        long[] shape = {Math.min(BLOCK, count - start), latent};
        return truncation == 0 ? rng.normal(device, shape) : rng.truncatedNormal(truncation, device, shape);
    }

    /** The latent of number {@code i}: [1, latent]. */
    Tensor number(int i, long latent, Device device) {
        return block(i / BLOCK * BLOCK, latent, device).narrow(0, i % BLOCK, 1);
    }
}
