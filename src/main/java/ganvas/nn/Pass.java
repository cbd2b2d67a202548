package ganvas.nn;

import ganvas.torch.Rng;

/**
 * How a network is run.
 *
 * @param training batch norm uses (and remembers) the batch's statistics, dropout drops
 * @param rng      what dropout draws from; may be null when not training
 */
public record Pass(boolean training, Rng rng) {
    public static final Pass EVAL = new Pass(false, null);

    public static Pass train(Rng rng) {
        return new Pass(true, rng);
    }
}
