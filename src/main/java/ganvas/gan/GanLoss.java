package ganvas.gan;

import ganvas.torch.Tensor;

/** What the generator minimises, from the discriminator's logits l on its images, D(G(z)) = sigmoid(l): [N, 1] → scalar. */
public enum GanLoss {
    /** −log D(G(z)) (Goodfellow et al. 2014, end of section 3): strong where the discriminator is sure. */
    NON_SATURATING {
        @Override
        Tensor generator(Tensor logits) {
            return logits.bceWithLogits(Tensor.onesLike(logits));
        }
    },
    /** log(1 − D(G(z))) (Goodfellow et al. 2014, equation 1), which is −softplus(l): its gradient vanishes with D(G(z)). */
    SATURATING {
        @Override
        Tensor generator(Tensor logits) {
            return logits.softplus().mean().neg();
        }
    };

    abstract Tensor generator(Tensor logits);
}
