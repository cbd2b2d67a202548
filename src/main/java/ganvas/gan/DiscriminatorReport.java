package ganvas.gan;

import ganvas.torch.Dtype;
import ganvas.torch.Tensor;
import ganvas.train.Discriminates;
import ganvas.train.Minimized;
import ganvas.train.Stats;

/** What is reported of a discriminator's step, by the names that its loss terms have. */
public final class DiscriminatorReport {
    /** Loss terms: the whole without a penalty, both of its parts where it has such, the penalty, and logits [N, 1]. */
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
