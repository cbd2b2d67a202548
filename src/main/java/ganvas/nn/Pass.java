package ganvas.nn;

import ganvas.torch.Rng;
import ganvas.torch.Tensor;

/**
 * How a network is run.
 *
 * @param training batch norm uses (and remembers) the batch's statistics, dropout drops, spectral norm takes a step
 * @param rng      what dropout draws from; may be null when not training
 * @param classes  of the images, for a network that is told them: int64 [N]; else null
 * @param given    what conditional layers are told: float32 [N, C]; null outside a network that makes it
 * @param aside    where it leaves what batch norm remembers, if other passes run beside it; null if none does
 */
public record Pass(boolean training, Rng rng, Tensor classes, Tensor given, Aside aside) {
    public static final Pass EVAL = new Pass(false, null, null, null, null);

    public static Pass train(Rng rng) {
        return new Pass(true, rng, null, null, null);
    }

    /** The same for images of {@code classes}, which may be null. */
    public Pass of(Tensor classes) {
        return new Pass(training, rng, classes, given, aside);
    }

    /** The same with conditional layers told {@code vector}. */
    public Pass given(Tensor vector) {
        return new Pass(training, rng, classes, vector, aside);
    }

    /** The same for the rows of a batch from {@code first} on, beside passes for the others: dropout draws for them what it would in one pass. */
    public Pass rows(long first) {
        return new Pass(training, rng.rows(first), classes, given, aside);
    }

    /** The same beside others. */
    public Pass aside(Aside aside) {
        return new Pass(training, rng, classes, given, aside);
    }
}
