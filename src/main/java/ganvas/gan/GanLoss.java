package ganvas.gan;

import ganvas.torch.Tensor;

/**
 * The losses of both networks, as functions of the discriminator's logits l (its last layer before the sigmoid): [N, 1]
 * → scalar. The first two read sigmoid(l) as the probability D(x) that an image is real; they differ only for the
 * generator. The others use l itself.
 */
public enum GanLoss {
    /**
     * The generator minimises −log D(G(z)) (Goodfellow et al. 2014, end of section 3). Its gradient is strong where the
     * discriminator is sure.
     */
    NON_SATURATING {
        @Override
        public Tensor generator(Tensor fake, Tensor real) {
            return fake.bceWithLogits(Tensor.onesLike(fake));
        }
    },
    /**
     * The generator minimises log(1 − D(G(z))) (Goodfellow et al. 2014, equation 1), which is −softplus(l). Its
     * gradient vanishes with D(G(z)).
     */
    SATURATING {
        @Override
        public Tensor generator(Tensor fake, Tensor real) {
            return fake.softplus().mean().neg();
        }
    },
    /**
     * The discriminator minimises max(0, 1 − l) on real and max(0, 1 + l) on generated images. The generator minimises
     * −l (Lim and Ye 2017; Miyato et al. 2018, equations 16 and 17).
     */
    HINGE {
        @Override
        public Tensor real(Tensor logits, double target) {
            return logits.neg().add(1).relu().mean();
        }

        @Override
        public Tensor fake(Tensor logits) {
            return logits.add(1).relu().mean();
        }

        @Override
        public Tensor generator(Tensor fake, Tensor real) {
            return fake.mean().neg();
        }
    },
    /**
     * The discriminator minimises ½(l − 1)² on real and ½l² on generated images. The generator minimises ½(l − 1)² (Mao
     * et al. 2017, equation 9: labels 0 and 1).
     */
    LEAST_SQUARES {
        @Override
        public Tensor real(Tensor logits, double target) {
            return logits.sub(1).square().mean().mul(0.5);
        }

        @Override
        public Tensor fake(Tensor logits) {
            return logits.square().mean().mul(0.5);
        }

        @Override
        public Tensor generator(Tensor fake, Tensor real) {
            return real(fake, 1);
        }

        @Override
        public Tensor threshold(Tensor onReal, Tensor onFake) {
            return Tensor.full(0.5, onReal.device());
        }

        @Override
        public double won(double target) {
            return 0.02;
        }
    },
    /**
     * The discriminator minimises −l on real and l on generated images. The generator minimises −l (Arjovsky et al.
     * 2017, equation 3). D/loss is minus the estimated distance.
     */
    WASSERSTEIN {
        @Override
        public Tensor real(Tensor logits, double target) {
            return logits.mean().neg();
        }

        @Override
        public Tensor fake(Tensor logits) {
            return logits.mean();
        }

        @Override
        public Tensor generator(Tensor fake, Tensor real) {
            return fake.mean().neg();
        }

        // l has no fixed zero: adding a constant to l for every image changes no loss.
        @Override
        public Tensor threshold(Tensor onReal, Tensor onFake) {
            return middle(onReal, onFake);
        }

        @Override
        public double won(double target) {
            return Double.NEGATIVE_INFINITY;
        }
    },
    /**
     * Relativistic pairing (Jolicoeur-Martineau 2019; Huang et al. 2024, equation 2) with f(t) = −log(1 + e⁻ᵗ). Each
     * real image is paired with a generated one. The discriminator minimises softplus(D(G(z)) − D(x)), the generator
     * softplus(D(x) − D(G(z))). Huang et al. add R1 and R2.
     */
    RELATIVISTIC_PAIRED {
        @Override
        public Tensor discriminator(Tensor real, Tensor fake) {
            return fake.sub(real).softplus().mean();
        }

        @Override
        public Tensor generator(Tensor fake, Tensor real) {
            return real.sub(fake).softplus().mean();
        }

        @Override
        public boolean separable() {
            return false;
        }

        @Override
        public Tensor threshold(Tensor onReal, Tensor onFake) {
            return middle(onReal, onFake);
        }

        // The loss of a discriminator that guesses is ln 2; that of one that is always right is 0.
        @Override
        public double won(double target) {
            return 0.05;
        }
    };

    /**
     * The discriminator's loss on real images.
     *
     * @param target value that D(x) should have, for a loss that reads it as a probability: 1, or less with label
     *         smoothing
     */
    public Tensor real(Tensor logits, double target) {
        return logits.bceWithLogits(Tensor.onesLike(logits).mul(target));
    }

    /** The discriminator's loss on generated images. */
    public Tensor fake(Tensor logits) {
        return logits.bceWithLogits(Tensor.zerosLike(logits));
    }

    /** The discriminator's loss on real and generated images. */
    public Tensor discriminator(Tensor real, Tensor fake) {
        return real(real, 1).add(fake(fake));
    }

    /**
     * The generator's loss.
     *
     * @param fake logits of generated images
     * @param real logits of as many real images, without gradient; a separable loss does not read them
     */
    public abstract Tensor generator(Tensor fake, Tensor real);

    /**
     * Whether the discriminator's loss is a term of real plus a term of generated images, and the generator's loss
     * depends on generated images only.
     */
    public boolean separable() {
        return true;
    }

    /** The threshold, a scalar: an image counts as real where l is above it. */
    public Tensor threshold(Tensor onReal, Tensor onFake) {
        return Tensor.full(0, onReal.device());
    }

    /**
     * The discriminator's loss below which it is right about nearly every image: 0.1 above its minimum. Least squares
     * override it, because chance is at ¼ there and at 1.39 or 2 for the others. A Wasserstein critic never wins: the
     * better it separates the images, the more the generator learns.
     */
    public double won(double target) {
        return 0.1 + (target == 1 ? 0 : -target * Math.log(target) - (1 - target) * Math.log(1 - target));
    }

    /** Whether the loss reads sigmoid(l) as a probability. */
    boolean readsProbability() {
        return this == NON_SATURATING || this == SATURATING;
    }

    private static Tensor middle(Tensor onReal, Tensor onFake) {
        return onReal.mean().add(onFake.mean()).div(2);
    }
}
