package ganvas.nn;

import ganvas.torch.Tensor;
import java.util.Optional;

/**
 * x·Wᵀ + b: [N, in] → [N, out].
 */
public record Linear(Parameter weight, Optional<Parameter> bias, long in, long out) implements Layer {
    public static Linear of(long in, long out) {
        return new Linear(Parameter.weight(Parameter.Start.UNIFORM, in, out, in),
                Optional.of(Parameter.weight(Parameter.Start.UNIFORM, in, out)), in, out);
    }

    /** Keras's default start: Glorot's weights, bias 0. */
    public static Linear keras(long in, long out) {
        return new Linear(Parameter.weight(Parameter.Start.GLOROT, in + out, out, in),
                Optional.of(Parameter.weight(Parameter.Start.ZEROS, 1, out)), in, out);
    }

    /** As in DCGAN: weights from N(0, 0.02), no bias. */
    public static Linear dcgan(long in, long out) {
        return new Linear(Parameter.weight(Parameter.Start.DCGAN, 1, out, in), Optional.empty(), in, out);
    }

    /** Orthogonal start; a bias, if any, starts as in PyTorch. */
    public static Linear orthogonal(long in, long out, boolean bias) {
        return new Linear(Parameter.weight(Parameter.Start.ORTHOGONAL, 1, out, in),
                bias ? Optional.of(Parameter.weight(Parameter.Start.UNIFORM, in, out)) : Optional.empty(), in, out);
    }

    @Override
    public Tensor apply(Tensor x, Pass pass) {
        return x.linear(weight.value(), bias.map(Parameter::value));
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
