package ganvas.nn;

import ganvas.torch.Tensor;

/** A piece of a network. Implementations are records. Their weights are record components of type {@link Parameter}. */
public interface Layer {
    /** Applies this layer: [N, …] → [N, …]. */
    Tensor apply(Tensor x, Pass pass);

    /**
     * How this layer may be executed. A layer that consists of others states only its own part; {@link Net#traits} adds
     * the others.
     */
    default Traits traits() {
        return Traits.NONE;
    }

    /**
     * Whether this layer writes its untrained parameters only through {@link Pass#batchStats}. Then passes may run at
     * the same time.
     */
    default boolean defersStatistics() {
        return false;
    }

    /**
     * Whether the result is a new tensor that neither this layer nor its gradient needs again. A following activation
     * may then overwrite it.
     */
    default boolean releasesOutput() {
        return false;
    }

    /** Shape of the result for one input of shape {@code in}, both without the batch dimension. */
    long[] output(long... in);

    /** What people want to know of it beside its kind: kernel, stride and padding, a slope; or empty. */
    default String detail() {
        return "";
    }

    /** Multiply-adds for one input of shape {@code in}. Biases, activations and normalisation are not counted. */
    default long multiplyAdds(long... in) {
        return 0;
    }
}
