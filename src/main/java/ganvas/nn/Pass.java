package ganvas.nn;

import ganvas.torch.Rng;
import ganvas.torch.Tensor;
import java.util.Optional;

/**
 * How a network is run.
 *
 * @param training   batch norm uses (and remembers) the batch's statistics, dropout drops, spectral norm takes a step
 * @param source     random numbers for dropout; empty outside training
 * @param labels     classes of the images, int64 [N], for a network that is told classes
 * @param condition  float32 [N, C] for conditional layers; empty elsewhere
 * @param batchStats where batch norm writes its moving statistics
 */
public record Pass(boolean training, Optional<Rng> source, Optional<Tensor> labels, Optional<Tensor> condition,
        BatchStats batchStats) {
    public static final Pass EVAL = new Pass(false, Optional.empty(), Optional.empty(), Optional.empty(),
            BatchStats.DIRECT);

    public static Pass train(Rng rng) {
        return new Pass(true, Optional.of(rng), Optional.empty(), Optional.empty(), BatchStats.DIRECT);
    }

    /** The source of random numbers. An error outside training, where nothing is drawn. */
    public Rng rng() {
        return source.orElseThrow(() -> new IllegalStateException("a layer draws random numbers outside training"));
    }

    /** This pass for images of these classes. */
    public Pass withLabels(Optional<Tensor> labels) {
        return new Pass(training, source, labels, condition, batchStats);
    }

    /** This pass with {@code vector}, [N, C], as the condition of conditional layers. */
    public Pass withCondition(Tensor vector) {
        return new Pass(training, source, labels, Optional.of(vector), batchStats);
    }

    /** This pass with another destination of the moving statistics. */
    public Pass withBatchStats(BatchStats batchStats) {
        return new Pass(training, source, labels, condition, batchStats);
    }
}
