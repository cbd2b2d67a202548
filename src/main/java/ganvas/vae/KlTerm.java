package ganvas.vae;

import ganvas.torch.Tensor;

/**
 * The KL term in the training loss: weight · Σ_j max(λ, KL_j). KL_j is the KL of latent dimension j, averaged over the
 * batch. Reports show the KL itself.
 *
 * @param estimator how the KL is computed
 * @param beta      its weight in the loss (Higgins et al. 2017); 1 gives the ELBO
 * @param warmUp    images over which the weight rises linearly from 0 to β (Bowman et al. 2016; Sønderby et al. 2016);
 *         0 for none
 * @param freeBits  λ in nats: the KL of a latent dimension that costs nothing (Kingma et al. 2016, with groups of one
 *         dimension); 0 for none
 */
public record KlTerm(KlEstimator estimator, double beta, long warmUp, double freeBits) {
    /** The closed form, weighted with {@code beta}. */
    public static KlTerm of(double beta) {
        return new KlTerm(KlEstimator.CLOSED_FORM, beta, 0, 0);
    }

    /**
     * The weight at a step.
     *
     * @param shown images shown before the step; it depends on nothing else, so a resumed run continues with the same
     *         weight
     */
    public double weight(long shown) {
        return shown >= warmUp ? beta : beta * shown / warmUp;
    }

    /**
     * The sum that the weight multiplies, a scalar.
     *
     * @param kl   nats of each image and latent dimension, [N, latent]
     * @param nats their sum over dimensions, averaged over images: the result without free bits
     */
    Tensor held(Tensor kl, Tensor nats) {
        if (freeBits == 0) return nats;
        return kl.mean(0).clamp(freeBits, Double.POSITIVE_INFINITY).sum();
    }

    /** The KL term of the loss: {@code weight} times {@link #held}. */
    Tensor weighed(Tensor kl, Tensor nats, double weight) {
        Tensor held = held(kl, nats);
        return weight == 1 ? held : held.mul(weight);
    }

    /**
     * The sum that the weight multiplies, from averages over many images.
     *
     * @param kl nats of each latent dimension, averaged over the images
     */
    public double held(double[] kl) {
        double sum = 0;
        for (double nats : kl) sum += Math.max(freeBits, nats);
        return sum;
    }
}
