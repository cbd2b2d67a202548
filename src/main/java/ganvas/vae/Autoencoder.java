package ganvas.vae;

import ganvas.nn.Chain;
import ganvas.nn.Pass;
import ganvas.torch.Device;
import ganvas.torch.NoGrad;
import ganvas.torch.Rng;
import ganvas.torch.Tensor;
import ganvas.train.Target;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The model of a variational autoencoder (Kingma and Welling 2014): an encoder that gives a Gaussian q(z | x) with a
 * diagonal covariance, a decoder, and the likelihood of a pixel given the decoder's image.
 *
 * @param encoder images in the networks' range → [N, 2·latent], means first, then log-variances
 * @param decoder [N, latent] → images in the networks' range
 */
public record Autoencoder(Chain encoder, Chain decoder, long latent, Likelihood likelihood, Target target,
        Device device) {
    /**
     * The evidence bound at z = μ + σ·ε (the reparameterisation of Kingma and Welling 2014, section 2.4). The
     * reconstruction term is summed over pixels.
     *
     * @param images  uint8 [N, C, H, W]
     * @param noise   ε: [N, latent]
     * @param forward runs a network's forward pass
     */
    Bound bound(Tensor images, Tensor noise, Pass pass, KlEstimator estimator,
            Function<Supplier<Tensor>, Tensor> forward) {
        Tensor x = target.toNetwork(images);
        Posterior q = gaussians(forward.apply(() -> encoder.apply(x, pass)));
        Tensor z = q.at(noise);
        Tensor decoded = forward.apply(() -> likelihood.decoded(decoder, z, pass));
        Tensor reconstruction = likelihood.loss(x, decoded).flatten().sum(1);
        return new Bound(reconstruction, estimator.kl(q, noise, z));
    }

    /** q(z | x) from the encoder's result {@code heads}, [N, 2·latent]. */
    public Posterior gaussians(Tensor heads) {
        return new Posterior(heads.narrow(1, 0, latent), heads.narrow(1, latent, latent));
    }

    Posterior posterior(Tensor images, Pass pass) {
        return gaussians(encoder.apply(target.toNetwork(images), pass));
    }

    /** See {@link HasElbo#importance}. */
    Tensor importance(Tensor images, int k, Rng rng) {
        try (var _ = new NoGrad()) {
            long n = images.size(0);
            Posterior q = posterior(images, Pass.EVAL).repeated(k);                                // [N·k, latent]
            Tensor noise = rng.normal(device, n * k, latent), z = q.at(noise);
            Tensor decoded = likelihood.decoded(decoder, z, Pass.EVAL).reshape(n, k, -1);          // [N, k, C·H·W]
            Tensor x = target.toNetwork(images).reshape(n, 1, -1);
            Tensor reconstruction = likelihood.loss(x, decoded).sum(2);                            // [N, k]
            Tensor kl = KlEstimator.MONTE_CARLO.kl(q, noise, z).sum(1);
            return reconstruction.add(kl.reshape(n, k)).neg();
        }
    }
}
