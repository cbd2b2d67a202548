package ganvas.nn;

import ganvas.torch.Tensor;
import java.util.Optional;

/**
 * {@link Linear} with a spectrally normalised weight: x·(W/σ)ᵀ + b, [N, in] → [N, out]. Orthogonal start.
 *
 * @param u see {@link SpectralNorm}
 */
public record SpectralLinear(Parameter weight, Optional<Parameter> bias, Parameter u, long in, long out)
        implements Layer {
    public static SpectralLinear of(long in, long out, boolean bias) {
        Linear plain = Linear.orthogonal(in, out, bias);
        return new SpectralLinear(plain.weight(), plain.bias(), SpectralNorm.start(out), in, out);
    }

    @Override
    public Tensor apply(Tensor x, Pass pass) {
        return x.linear(SpectralNorm.normalised(weight, u, pass), bias.map(Parameter::value));
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
