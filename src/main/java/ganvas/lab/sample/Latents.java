package ganvas.lab.sample;

import ganvas.torch.Device;
import ganvas.torch.Rng;
import ganvas.torch.Tensor;

/**
 * The latents that samples are drawn from: a function of their number, of the seed and of how many there are.
 *
 * @param truncation no latent is farther from 0 in any dimension; 0 for no bound
 */
public record Latents(int count, long seed, double truncation) {
    static final int BLOCK = 500;

    /** Number {@code start}, a multiple of the block, and those that follow it: [up to 500, latent]. */
    Tensor block(int start, long latent, Device device) {
        Rng rng = Rng.at(seed, start);
        long[] shape = {Math.min(BLOCK, count - start), latent};
        return truncation == 0 ? rng.normal(device, shape) : rng.truncatedNormal(truncation, device, shape);
    }

    /** One of them: [1, latent]. */
    Tensor number(int i, long latent, Device device) {
        return block(i / BLOCK * BLOCK, latent, device).narrow(0, i % BLOCK, 1);
    }
}
