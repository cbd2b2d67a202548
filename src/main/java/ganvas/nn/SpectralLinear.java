package ganvas.nn;

import ganvas.torch.Tensor;

/**
 * {@link Linear} with a spectrally normalised weight: x·(W/σ)ᵀ + b, [N, in] → [N, out]. Orthogonal start.
 *
 * @param bias null for none
 * @param u    see {@link SpectralNorm}
 */
public record SpectralLinear(Parameter weight, Parameter bias, Parameter u, long in, long out) implements Layer {
    public static SpectralLinear of(long in, long out, boolean bias) {
        Linear plain = Linear.orthogonal(in, out, bias);
        return new SpectralLinear(plain.weight(), plain.bias(), SpectralNorm.start(out), in, out);
    }

    @Override
    public Tensor apply(Tensor x, Pass pass) {
        return x.linear(SpectralNorm.normalised(weight, u, pass), bias == null ? null : bias.value());
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
