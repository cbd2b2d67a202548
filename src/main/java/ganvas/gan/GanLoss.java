package ganvas.gan;

import ganvas.torch.Tensor;

/**
 * What both networks minimise, as functions of the discriminator's last layer l before its sigmoid: [N, 1] → scalar. The first two read sigmoid(l)
 * as the probability D(x) that an image is real and differ for the generator alone; the others take l itself.
 */
public enum GanLoss {
    /** The generator: −log D(G(z)) (Goodfellow et al. 2014, end of section 3): strong where the discriminator is sure. */
    NON_SATURATING {
        @Override
        Tensor generator(Tensor logits) {
            return logits.bceWithLogits(Tensor.onesLike(logits));
        }
    },
    /** The generator: log(1 − D(G(z))) (Goodfellow et al. 2014, equation 1), which is −softplus(l): its gradient vanishes with D(G(z)). */
    SATURATING {
        @Override
        Tensor generator(Tensor logits) {
            return logits.softplus().mean().neg();
        }
    },
    /** max(0, 1 − l) on real, max(0, 1 + l) on generated images; the generator −l (Lim and Ye 2017; Miyato et al. 2018, equations 16 and 17). */
    HINGE {
        @Override
        Tensor real(Tensor logits, double target) {
            return logits.neg().add(1).relu().mean();
        }

        @Override
        Tensor fake(Tensor logits) {
            return logits.add(1).relu().mean();
        }

        @Override
        Tensor generator(Tensor logits) {
            return logits.mean().neg();
        }
    },
    /** ½(l − 1)² on real, ½l² on generated images; the generator ½(l − 1)² (Mao et al. 2017, equation 9: labels 0 and 1). */
    LEAST_SQUARES {
        @Override
        Tensor real(Tensor logits, double target) {
            return logits.sub(1).square().mean().mul(0.5);
        }

        @Override
        Tensor fake(Tensor logits) {
            return logits.square().mean().mul(0.5);
        }

        @Override
        Tensor generator(Tensor logits) {
            return real(logits, 1);
        }

        @Override
        Tensor threshold(Tensor onReal, Tensor onFake) {
            return Tensor.full(0.5, onReal.device());
        }

        @Override
        double won(double target) {
            return 0.02;
        }
    },
    /** −l on real, l on generated images; the generator −l (Arjovsky et al. 2017, equation 3): D/loss is minus the estimated distance. */
    WASSERSTEIN {
        @Override
        Tensor real(Tensor logits, double target) {
            return logits.mean().neg();
        }

        @Override
        Tensor fake(Tensor logits) {
            return logits.mean();
        }

        @Override
        Tensor generator(Tensor logits) {
            return logits.mean().neg();
        }

        // l has no zero of its own: one constant more on every image changes no loss.
        @Override
        Tensor threshold(Tensor onReal, Tensor onFake) {
            return onReal.mean().add(onFake.mean()).div(2);
        }

        @Override
        double won(double target) {
            return Double.NEGATIVE_INFINITY;
        }
    };

    /** The discriminator's on real images. @param target for D(x) where this reads a probability: 1, or less where labels are smoothed */
    Tensor real(Tensor logits, double target) {
        return logits.bceWithLogits(Tensor.onesLike(logits).mul(target));
    }

    /** The discriminator's on generated images. */
    Tensor fake(Tensor logits) {
        return logits.bceWithLogits(Tensor.zerosLike(logits));
    }

    abstract Tensor generator(Tensor logits);

    /** The scalar above which l says "real". */
    Tensor threshold(Tensor onReal, Tensor onFake) {
        return Tensor.full(0, onReal.device());
    }

    /**
     * The sum of both losses below which the discriminator is right about nearly every image: 0.1 above the least that there is. Least squares have
     * less to lose, ¼ where the others lose 1.39 or 2; a Wasserstein critic never wins, the more it tells apart the more the generator is told.
     */
    double won(double target) {
        return 0.1 + (target == 1 ? 0 : -target * Math.log(target) - (1 - target) * Math.log(1 - target));
    }

    /** D(x) is a probability. */
    boolean cross() {
        return this == NON_SATURATING || this == SATURATING;
    }
}
