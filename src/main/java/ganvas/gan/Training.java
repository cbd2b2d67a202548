package ganvas.gan;

import ganvas.problem.Problem;

/**
 * How a GAN is trained, whatever its networks are. What does not go together is refused.
 *
 * @param smoothing the discriminator is to give real images the probability 1 − smoothing (Salimans et al. 2016, section 3.4); generated ones 0
 * @param dSteps    of the discriminator before one of the generator
 * @param penalty   added to the discriminator's loss
 * @param augment   of all that the discriminator is shown
 */
public record Training(GanLoss loss, double smoothing, int dSteps, Penalty penalty, DiffAugment augment, Rates rates) {
    public Training {
        if (smoothing > 0 && !loss.cross()) {
            throw Problem.input("--set label-smoothing: expected 0, for the loss has no probability to smooth: that of non-saturating and of saturating has; "
                    + "found %s", smoothing);
        }
    }

    /**
     * Adam for each network: learning rates, the decay of its moments, and how its gradient is bounded first.
     *
     * @param clip     largest absolute value of an element; 0 for no bound
     * @param clipNorm largest L2 norm of the whole; 0 for no bound
     */
    public record Rates(double g, double d, double beta1, double beta2, double clip, double clipNorm) {
        public Rates {
            if (clip > 0 && clipNorm > 0) {
                throw Problem.input("--set clip-norm: expected 0 where clip is %s: a gradient is bounded by element or as a whole "
                        + "(clip=0 takes the other bound away); found %s", clip, clipNorm);
            }
        }
    }

    /** Algorithm 1 with k = 1, the non-saturating loss, one learning rate, nothing beside. */
    public static Training plain(double rate, double beta1, double beta2) {
        return new Training(GanLoss.NON_SATURATING, 0, 1, Penalty.NONE, DiffAugment.NONE, new Rates(rate, rate, beta1, beta2, 0, 0));
    }

    /** The target for D(x) on real images. */
    double target() {
        return 1 - smoothing;
    }

    /** D/loss below which the discriminator is right about nearly every image. */
    public double won() {
        return loss.won(target());
    }
}
