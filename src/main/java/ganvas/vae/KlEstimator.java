package ganvas.vae;

import ganvas.torch.Tensor;

/** How training computes the KL term of the evidence bound. Both forms have the same expectation. */
public enum KlEstimator {
    /** Kingma and Welling 2014, appendix B: −½ (1 + log σ² − μ² − σ²). */
    CLOSED_FORM {
        @Override
        Tensor kl(Tensor mean, Tensor logVariance, Tensor noise, Tensor z) {
            return logVariance.add(1).sub(mean.square()).sub(logVariance.exp()).mul(-0.5);
        }
    },
    /**
     * log q(z|x) − log p(z) at the single z that was drawn (Gaikwad 2020, equations 3 and 4). This is ½ (z² − log σ² −
     * ε²), since (z − μ) / σ is ε and ½ log 2π cancels.
     */
    MONTE_CARLO {
        @Override
        Tensor kl(Tensor mean, Tensor logVariance, Tensor noise, Tensor z) {
            return z.square().sub(logVariance).sub(noise.square()).mul(0.5);
        }
    };

    /** The KL of each latent dimension in nats, [N, latent]. All arguments are [N, latent], and z = μ + σ·ε. */
    abstract Tensor kl(Tensor mean, Tensor logVariance, Tensor noise, Tensor z);
}
