package ganvas.vae;

import ganvas.torch.Tensor;

/**
 * What training makes of the KL term: weight · Σ_j max(λ, KL_j), where KL_j is latent dimension j's, averaged over the
 * batch. What is reported is the KL itself.
 *
 * @param estimator how it is computed
 * @param beta     its weight in the loss (Higgins et al. 2017); 1 is the ELBO
 * @param warmUp   images over which the weight rises evenly from 0 to β (Bowman et al. 2016; Sønderby
 *         et al. 2016); 0 for none
 * @param freeBits λ in nats, which a latent dimension has for nothing (Kingma et al. 2016, a group being
 *         one dimension); 0 for none
 */
public record KlTerm(KlEstimator estimator, double beta, long warmUp, double freeBits) {
    /** Computed in closed form and weighed with {@code beta}. */
    public static KlTerm of(double beta) {
        return new KlTerm(KlEstimator.CLOSED_FORM, beta, 0, 0);
    }

    /** @param shown images shown before the step, which alone decides: a resumed run goes on with the same weight */
    public double weight(long shown) {
        return shown >= warmUp ? beta : beta * shown / warmUp;
    }

    /**
     * What the weight is to multiply, a scalar.
     *
     * @param kl   nats of each image and latent dimension, [N, latent]
     * @param nats their sum over dimensions, the mean over images: what there is without free bits
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

    /** The same of many images. @param kl their mean of each latent dimension, nats */
    public double held(double[] kl) {
        double sum = 0;
        for (double nats : kl) sum += Math.max(freeBits, nats);
        return sum;
    }
}
