package ganvas.vae;

import ganvas.torch.Tensor;

/** How training computes the KL term of the evidence bound. Both forms have the same expectation. */
public enum KlEstimator {
    /** Exact: {@link Posterior#kl}. */
    CLOSED_FORM {
        @Override
        Tensor kl(Posterior q, Tensor noise, Tensor z) {
            return q.kl();
        }
    },
    /**
     * log q(z|x) − log p(z) at the single z that was drawn (Gaikwad 2020, equations 3 and 4). This is ½ (z² − log σ² −
     * ε²), since (z − μ) / σ is ε and ½ log 2π cancels.
     */
    MONTE_CARLO {
        @Override
        Tensor kl(Posterior q, Tensor noise, Tensor z) {
            return z.square().sub(q.logVariance()).sub(noise.square()).mul(0.5);
        }
    };

    /**
     * The KL of each latent dimension in nats, [N, latent], with z = μ + σ·ε and {@code noise} as ε, both [N, latent].
     */
    abstract Tensor kl(Posterior q, Tensor noise, Tensor z);
}
