package ganvas.vae;

import ganvas.torch.Tensor;

/**
 * Both terms of the evidence bound per image, in nats. ELBO = −(reconstruction + kl).
 *
 * @param reconstruction the reconstruction term, [N]
 * @param each           the KL of each latent dimension, [N, latent]
 */
public record Bound(Tensor reconstruction, Tensor each) {
    /** [N] */
    public Tensor kl() {
        return each.sum(1);
    }
}
