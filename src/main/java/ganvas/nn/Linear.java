package ganvas.nn;

import ganvas.torch.Tensor;

/**
 * x·Wᵀ + b: [N, in] → [N, out].
 *
 * @param bias null for none
 */
public record Linear(Parameter weight, Parameter bias, long in, long out) implements Layer {
    public static Linear of(long in, long out) {
        return new Linear(Parameter.weight(Parameter.Start.UNIFORM, in, out, in),
                Parameter.weight(Parameter.Start.UNIFORM, in, out), in, out);
    }

    /** Keras's default start: Glorot's weights, bias 0. */
    public static Linear keras(long in, long out) {
        return new Linear(Parameter.weight(Parameter.Start.GLOROT, in + out, out, in),
                Parameter.weight(Parameter.Start.ZEROS, 1, out), in, out);
    }

    /** Orthogonal start; a bias, if any, starts as in PyTorch. */
    public static Linear orthogonal(long in, long out, boolean bias) {
        return new Linear(Parameter.weight(Parameter.Start.ORTHOGONAL, 1, out, in),
                bias ? Parameter.weight(Parameter.Start.UNIFORM, in, out) : null, in, out);
    }

    @Override
    public Tensor apply(Tensor x, Pass pass) {
        return x.linear(weight.value(), bias == null ? null : bias.value());
    }

    @Override
    public long[] output(long... shape) {
        return new long[] {out};
    }

    @Override
    public long multiplyAdds(long... shape) {
        return in * out;
    }
}
