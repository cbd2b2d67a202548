package ganvas.nn;

import ganvas.torch.Tensor;

/**
 * A piece of a network. Implementations are records; those of their components that are weights are {@link Parameter}s.
 */
public interface Layer {
    /** {@code x} is [N, …]; so is the result. */
    Tensor apply(Tensor x, Pass pass);

    /**
     * How this layer may be executed; of a layer that consists of others, its own part alone. See {@link Net#traits}.
     */
    default Traits traits() {
        return Traits.NONE;
    }

    /**
     * Whether parameters that are not trained are written through {@link Pass#batchStats} alone, so that passes
     * may run at the same time.
     */
    default boolean defersStatistics() {
        return false;
    }

    /**
     * Whether the result is a tensor of its own that neither this layer nor its gradient needs again, so that an
     * activation which follows may overwrite it.
     */
    default boolean releasesOutput() {
        return false;
    }

    /** Shape of the result for one input of shape {@code in}, both without the batch dimension. */
    long[] output(long... in);

    /** Multiply-adds for one input of shape {@code in}; biases, activations and normalisation not counted. */
    default long multiplyAdds(long... in) {
        return 0;
    }
}
