package ganvas.nn;

import ganvas.torch.Tensor;

/** A piece of a network. Implementations are records; those of their components that are weights are {@link Parameter}s. */
public interface Layer {
    /** {@code x} is [N, …]; so is the result. */
    Tensor apply(Tensor x, Pass pass);

    /** As {@link #apply}, of an {@code x} that nothing else needs: its memory may become the result's. */
    default Tensor over(Tensor x, Pass pass) {
        return apply(x, pass);
    }

    /** Whether neither this layer nor its gradient needs the result again, so that what follows may write {@linkplain #over over} it. */
    default boolean yields() {
        return false;
    }

    /** Whether, in training, the result for an image depends on the others of its batch. */
    default boolean mixes() {
        return false;
    }

    /** Shape of the result for one input of shape {@code in}, both without the batch dimension. */
    long[] output(long... in);

    /** Multiply-adds for one input of shape {@code in}; biases, activations and normalisation not counted. */
    default long multiplyAdds(long... in) {
        return 0;
    }
}
