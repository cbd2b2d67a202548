package ganvas.gan;

import ganvas.torch.Tensor;

/**
 * What both networks minimise, as functions of the discriminator's last layer l before its sigmoid: [N, 1] → scalar.
 * The first two read sigmoid(l) as the probability D(x) that an image is real and differ for the generator alone;
 * the others take l itself.
 */
public enum GanLoss {
    /**
     * The generator: −log D(G(z)) (Goodfellow et al. 2014, end of section 3): strong where the discriminator is sure.
     */
    NON_SATURATING {
        @Override
        public Tensor generator(Tensor fake, Tensor real) {
            return fake.bceWithLogits(Tensor.onesLike(fake));
        }
    },
    /**
     * The generator: log(1 − D(G(z))) (Goodfellow et al. 2014, equation 1), which is −softplus(l): its
     * gradient vanishes with D(G(z)).
     */
    SATURATING {
        @Override
        public Tensor generator(Tensor fake, Tensor real) {
            return fake.softplus().mean().neg();
        }
    },
    /**
     * max(0, 1 − l) on real, max(0, 1 + l) on generated images; the generator −l (Lim and Ye 2017; Miyato et al.
     * 2018, equations 16 and 17).
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
     * ½(l − 1)² on real, ½l² on generated images; the generator ½(l − 1)² (Mao et al. 2017,
     * equation 9: labels 0 and 1).
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
     * −l on real, l on generated images; the generator −l (Arjovsky et al. 2017, equation 3): D/loss is
     * minus the estimated distance.
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

        // l has no zero of its own: one constant more on every image changes no loss.
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
     * Relativistic pairing (Jolicoeur-Martineau 2019; Huang et al. 2024, equation 2) with f(t) = −log(1 + e⁻ᵗ): each
     * real image is paired with a generated one. The discriminator: softplus(D(G(z)) − D(x)); the generator:
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

        // A discriminator that knows nothing has ln 2, one that is always right 0.
        @Override
        public double won(double target) {
            return 0.05;
        }
    };

    /**
     * The discriminator's on real images.
     *
     * @param target for D(x) where this reads a probability: 1, or less where labels are smoothed
     */
    public Tensor real(Tensor logits, double target) {
        return logits.bceWithLogits(Tensor.onesLike(logits).mul(target));
    }

    /** The discriminator's on generated images. */
    public Tensor fake(Tensor logits) {
        return logits.bceWithLogits(Tensor.zerosLike(logits));
    }

    /** The discriminator's on both. */
    public Tensor discriminator(Tensor real, Tensor fake) {
        return real(real, 1).add(fake(fake));
    }

    /**
     * The generator's.
     *
     * @param fake logits of generated images
     * @param real logits of as many real ones, without gradient; a separable loss does not read them
     */
    public abstract Tensor generator(Tensor fake, Tensor real);

    /**
     * Whether the discriminator's loss is one of real plus one of generated images, and the generator's one
     * of generated images alone.
     */
    public boolean separable() {
        return true;
    }

    /** The scalar above which l says "real". */
    public Tensor threshold(Tensor onReal, Tensor onFake) {
        return Tensor.full(0, onReal.device());
    }

    /**
     * The sum of both losses below which the discriminator is right about nearly every image: 0.1 above the least that
     * there is. Least squares have less to lose, ¼ where the others lose 1.39 or 2; a Wasserstein critic never wins,
     * the more it tells apart the more the generator is told.
     */
    public double won(double target) {
        return 0.1 + (target == 1 ? 0 : -target * Math.log(target) - (1 - target) * Math.log(1 - target));
    }

    /** D(x) is a probability. */
    boolean readsProbability() {
        return this == NON_SATURATING || this == SATURATING;
    }

    private static Tensor middle(Tensor onReal, Tensor onFake) {
        return onReal.mean().add(onFake.mean()).div(2);
    }
}
