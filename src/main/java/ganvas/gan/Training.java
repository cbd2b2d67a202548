package ganvas.gan;

import ganvas.nn.Chain;
import ganvas.problem.Problem;
import ganvas.torch.AdamSettings;
import ganvas.torch.Tensor;
import ganvas.torch.Where;
import ganvas.train.LossTerms;
import ganvas.train.PairShard;
import ganvas.train.Sharding;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Settings for training a GAN, independent of its networks. Settings that do not fit together are refused.
 *
 * @param smoothing     the discriminator's target probability is 1 − smoothing for real images (Salimans et al. 2016,
 *         section 3.4) and 0 for generated ones
 * @param dSteps        number of steps of the discriminator for each step of the generator
 * @param penalty       penalty added to the discriminator's loss
 * @param augment       augmentation of all images that the discriminator sees
 * @param generator     settings of the generator's optimizer
 * @param discriminator settings of the discriminator's optimizer
 */
public record Training(GanLoss loss, double smoothing, int dSteps, Penalty penalty, DiffAugment augment,
        AdamSettings generator, AdamSettings discriminator) {
    public Training {
        if (smoothing > 0 && !loss.readsProbability()) {
            throw Problem.input(
                    "--set label-smoothing: expected 0, for the loss has no probability to smooth: that of "
                            + "non-saturating and of saturating has; found %s",
                    smoothing);
        }
    }

    /**
     * Algorithm 1 of Goodfellow et al. 2014 with k = 1, the non-saturating loss, one Adam for each network and no
     * regularisation.
     */
    public static Training plain(double rate, double beta1, double beta2) {
        var adam = new AdamSettings(rate, beta1, beta2);
        return new Training(GanLoss.NON_SATURATING, 0, 1, Penalty.NONE, DiffAugment.NONE, adam, adam);
    }

    /** The sharding that these settings allow. */
    Sharding sharding(Chain generatorNetwork, Chain discriminatorNetwork, Where where) {
        return Sharding.ofPair(generatorNetwork, discriminatorNetwork, loss.separable() && penalty.isNone(),
                augment.equals(DiffAugment.NONE), where);
    }

    /**
     * The discriminator's loss and its parts, without the penalty. If the loss is separable, the logits may be of real
     * images alone or of generated images alone.
     */
    LossTerms discriminatorLoss(PairShard.Logits logits) {
        LossTerms terms;
        if (loss.separable()) {
            var onReal = logits.real().map(real -> loss.real(real, target()));
            var onFake = logits.fake().map(loss::fake);
            terms = LossTerms.minimize(DiscriminatorReport.LOSS,
                    Stream.of(onReal, onFake).flatMap(Optional::stream).reduce(Tensor::add).orElseThrow());
            onReal.ifPresent(term -> terms.with(DiscriminatorReport.LOSS_REAL, term));
            onFake.ifPresent(term -> terms.with(DiscriminatorReport.LOSS_FAKE, term));
        } else {
            terms = LossTerms.minimize(DiscriminatorReport.LOSS,
                    loss.discriminator(logits.real().orElseThrow(), logits.fake().orElseThrow()));
        }
        logits.real().ifPresent(l -> terms.with(DiscriminatorReport.ON_REAL, l));
        logits.fake().ifPresent(l -> terms.with(DiscriminatorReport.ON_FAKE, l));
        return terms;
    }

    /** The target for D(x) on real images. */
    double target() {
        return 1 - smoothing;
    }

    /** D/loss below which the discriminator is right about nearly every image. */
    double won() {
        return loss.won(target());
    }
}
