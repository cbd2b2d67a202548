package ganvas.gan;

import ganvas.torch.Device;
import ganvas.torch.Rng;
import ganvas.torch.Tensor;
import java.util.Optional;

/**
 * What a generator draws images from: z from N(0, I), and a class where it is told one.
 *
 * @param latent  dimensions of z
 * @param classes that the networks are told; 0 for none
 */
public record LatentSpace(long latent, long classes) {
    /** Without classes. */
    public LatentSpace(long latent) {
        this(latent, 0);
    }

    /** Classes of {@code n} images to be generated, int64 [n]; empty where none are told. */
    Optional<Tensor> labels(long n, Device device, Rng rng) {
        return classes == 0 ? Optional.empty() : Optional.of(rng.integers(classes, device, n));
    }
}
