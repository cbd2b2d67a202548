package ganvas.vae;

import ganvas.nn.Chain;
import ganvas.nn.Pass;
import ganvas.torch.NoGrad;
import ganvas.torch.Rng;
import ganvas.torch.Tensor;
import ganvas.train.Encodes;
import ganvas.train.GeneratesByNetwork;
import ganvas.train.Target;
import java.util.function.Supplier;

/** A model with an evidence lower bound. Its {@link Autoencoder} computes all results. */
public interface HasElbo extends Encodes, GeneratesByNetwork {
    Autoencoder autoencoder();

    /** How training computes and weighs the KL term. */
    KlTerm kl();

    @Override
    default long latent() {
        return autoencoder().latent();
    }

    /** The encoder's Gaussians for images uint8 [N, C, H, W], without gradients. */
    default Posterior posterior(Tensor images) {
        try (var _ = new NoGrad()) {
            return autoencoder().posterior(images, Pass.EVAL);
        }
    }

    /** Means of the encoder: uint8 [N, C, H, W] → [N, latent]. */
    @Override
    default Tensor encode(Tensor images) {
        return posterior(images).mean();
    }

    /**
     * The evidence bound of images uint8 [N, C, H, W], without gradients. It uses one ε for each image, float32 and the
     * closed form of KL, whatever training uses. So scores of different models can be compared.
     */
    default Bound bound(Tensor images, Rng rng) {
        try (var _ = new NoGrad()) {
            Tensor noise = rng.normal(autoencoder().device(), images.size(0), latent());
            return autoencoder().bound(images, noise, Pass.EVAL, KlEstimator.CLOSED_FORM, Supplier::get);
        }
    }

    /**
     * log p(x, z_k) − log q(z_k | x) for {@code k} draws from q(z | x), in nats: the importance weights of Burda et al.
     * 2016, equation 8. With k = 1 its expectation is the ELBO. Shapes: uint8 [N, C, H, W] → float32 [N, k].
     */
    default Tensor importance(Tensor images, int k, Rng rng) {
        return autoencoder().importance(images, k, rng);
    }

    /** The decoder draws samples: its mean images, as in the papers. No pixel noise is added. */
    @Override
    default Chain drawing() {
        return autoencoder().decoder();
    }

    @Override
    default Target target() {
        return autoencoder().target();
    }
}
