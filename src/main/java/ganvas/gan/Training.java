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
 * How a GAN is trained, whatever its networks are. What does not go together is refused.
 *
 * @param smoothing     the discriminator is to give real images the probability 1 − smoothing (Salimans et al. 2016,
 *                      section 3.4); generated ones 0
 * @param dSteps        of the discriminator before one of the generator
 * @param penalty       added to the discriminator's loss
 * @param augment       of all that the discriminator is shown
 * @param generator     its optimizer's settings, as {@code discriminator}
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
     * Algorithm 1 of Goodfellow et al. 2014 with k = 1, the non-saturating loss and one Adam for each
     * network; no regularisation.
     */
    public static Training plain(double rate, double beta1, double beta2) {
        var adam = new AdamSettings(rate, beta1, beta2);
        return new Training(GanLoss.NON_SATURATING, 0, 1, Penalty.NONE, DiffAugment.NONE, adam, adam);
    }

    /** What these settings allow to be computed separately. */
    Sharding sharding(Chain generatorNetwork, Chain discriminatorNetwork, Where where) {
        return Sharding.ofPair(generatorNetwork, discriminatorNetwork, loss.separable() && penalty.isNone(),
                augment.equals(DiffAugment.NONE), where);
    }

    /**
     * The discriminator's loss and its parts, without the penalty; where the loss is separable, of real or of
     * generated images alone too.
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
