package ganvas.gan;

import ganvas.torch.Dtype;
import ganvas.torch.Tensor;
import ganvas.train.Discriminates;
import ganvas.train.Minimized;
import ganvas.train.Stats;

/** Reports the values of a discriminator's step, from the loss terms of these names. */
public final class DiscriminatorReport {
    /**
     * Names of loss terms: the whole loss without the penalty, its two parts if it is separable, the penalty, and
     * logits [N, 1].
     */
    public static final String LOSS = "loss", LOSS_REAL = "loss on real", LOSS_FAKE = "loss on fake",
            PENALTY = "penalty",
            ON_REAL = "logits on real", ON_FAKE = "logits on fake";

    private DiscriminatorReport() {}

    public static void report(Minimized judged, Discriminates model, Stats stats) {
        Tensor threshold = model.threshold(judged.get(ON_REAL), judged.get(ON_FAKE));
        stats.report("D/loss", judged.get(LOSS));
        judged.term(LOSS_REAL).ifPresent(loss -> stats.report("D/loss_real", loss));
        judged.term(LOSS_FAKE).ifPresent(loss -> stats.report("D/loss_fake", loss));
        stats.report("D/accuracy_real", threshold.lt(judged.get(ON_REAL)).to(Dtype.FLOAT32).mean());
        stats.report("D/accuracy_fake", judged.get(ON_FAKE).lt(threshold).to(Dtype.FLOAT32).mean());
        judged.term(PENALTY).ifPresent(penalty -> stats.report("D/penalty", penalty));
    }
}
