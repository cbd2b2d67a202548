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

/** A model with an evidence lower bound: what it says is its {@link Autoencoder}'s. */
public interface HasElbo extends Encodes, GeneratesByNetwork {
    Autoencoder autoencoder();

    /** What training makes of the KL term. */
    KlTerm kl();

    @Override
    default long latent() {
        return autoencoder().latent();
    }

    /** The encoder's Gaussians of uint8 [N, C, H, W], without gradients. */
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
     * The bound of uint8 [N, C, H, W] without training anything: one ε an image, in float32 and with the KL in closed
     * form whatever training's are, so that scores compare.
     */
    default Bound bound(Tensor images, Rng rng) {
        try (var _ = new NoGrad()) {
            Tensor noise = rng.normal(autoencoder().device(), images.size(0), latent());
            return autoencoder().bound(images, noise, Pass.EVAL, KlEstimator.CLOSED_FORM, Supplier::get);
        }
    }

    /**
     * log p(x, z_k) − log q(z_k | x) for {@code k} draws from q(z | x), in nats: the importance weights of Burda et al.
     * 2016, equation 8. With k = 1 its expectation is the ELBO. uint8 [N, C, H, W] → float32 [N, k].
     */
    default Tensor importance(Tensor images, int k, Rng rng) {
        return autoencoder().importance(images, k, rng);
    }

    /** Samples are the decoder's mean images, as the papers show them; no pixel noise is drawn. */
    @Override
    default Chain drawing() {
        return autoencoder().decoder();
    }

    @Override
    default Target target() {
        return autoencoder().target();
    }
}
