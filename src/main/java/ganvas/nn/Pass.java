package ganvas.nn;

import ganvas.torch.Rng;
import ganvas.torch.Tensor;
import java.util.Optional;

/**
 * How a network is run.
 *
 * @param training   batch norm uses (and remembers) the batch's statistics, dropout drops, spectral norm takes a step
 * @param source     what dropout draws from; empty outside training
 * @param labels     classes of the images, int64 [N], for a network that is told them
 * @param condition  float32 [N, C] for conditional layers; empty outside a network that makes it
 * @param batchStats where batch norm writes its moving statistics
 */
public record Pass(boolean training, Optional<Rng> source, Optional<Tensor> labels, Optional<Tensor> condition,
        BatchStats batchStats) {
    public static final Pass EVAL = new Pass(false, Optional.empty(), Optional.empty(), Optional.empty(),
            BatchStats.DIRECT);

    public static Pass train(Rng rng) {
        return new Pass(true, Optional.of(rng), Optional.empty(), Optional.empty(), BatchStats.DIRECT);
    }

    /** The source of random numbers; an error outside training, where nothing is drawn. */
    public Rng rng() {
        return source.orElseThrow(() -> new IllegalStateException("a layer draws random numbers outside training"));
    }

    /** The same for images of these classes. */
    public Pass withLabels(Optional<Tensor> labels) {
        return new Pass(training, source, labels, condition, batchStats);
    }

    /** The same with conditional layers told {@code vector}, [N, C]. */
    public Pass withCondition(Tensor vector) {
        return new Pass(training, source, labels, Optional.of(vector), batchStats);
    }

    /** The same with moving statistics written elsewhere. */
    public Pass withBatchStats(BatchStats batchStats) {
        return new Pass(training, source, labels, condition, batchStats);
    }
}
