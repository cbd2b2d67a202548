package ganvas.gan;

import ganvas.torch.Device;
import ganvas.torch.Rng;
import ganvas.torch.Tensor;
import java.util.Optional;

/**
 * The inputs of a generator: z from N(0, I), and a class if the generator is told one.
 *
 * @param latent  dimensions of z
 * @param classes number of classes that the networks are told; 0 for none
 */
public record LatentSpace(long latent, long classes) {
    /** A latent space without classes. */
    public LatentSpace(long latent) {
        this(latent, 0);
    }

    /** Draws classes for {@code n} generated images, int64 [n]; empty if the networks are told none. */
    Optional<Tensor> labels(long n, Device device, Rng rng) {
        return classes == 0 ? Optional.empty() : Optional.of(rng.integers(classes, device, n));
    }
}
