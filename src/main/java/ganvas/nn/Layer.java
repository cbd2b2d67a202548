package ganvas.nn;

import ganvas.torch.Tensor;

/** A piece of a network. Implementations are records; those of their components that are weights are {@link Parameter}s. */
public interface Layer {
    /** {@code x} is [N, …]; so is the result. */
    Tensor apply(Tensor x, Pass pass);

    /** Shape of the result for one input of shape {@code in}, both without the batch dimension. */
    long[] output(long... in);

    /** Multiply-adds for one input of shape {@code in}; biases, activations and normalisation not counted. */
    default long multiplyAdds(long... in) {
        return 0;
    }
}
