package ganvas.nn;

import ganvas.torch.Tensor;
import java.util.Optional;

/**
 * {@link Conv2d} with a spectrally normalised weight, stride 1 and an odd kernel: [N, in, H, W] → [N, out, H, W].
 * Orthogonal start.
 *
 * @param u see {@link SpectralNorm}
 */
public record SpectralConv2d(Parameter weight, Optional<Parameter> bias, Parameter u, long in, long out, long kernel)
        implements Layer {
    public static SpectralConv2d of(long in, long out, long kernel, boolean bias) {
        Conv2d plain = Conv2d.orthogonal(in, out, kernel, bias);
        return new SpectralConv2d(plain.weight(), plain.bias(), SpectralNorm.start(out), in, out, kernel);
    }

    @Override
    public Tensor apply(Tensor x, Pass pass) {
        return x.conv2d(SpectralNorm.normalised(weight, u, pass), bias.map(Parameter::value), 1,
                (kernel - 1) / 2);
    }

    @Override
    public Traits traits() {
        return Traits.CONVOLVES;
    }

    @Override
    public boolean releasesOutput() {
        return true;
    }

    @Override
    public String detail() {
        return "%d × %d, stride 1, padding %d".formatted(kernel, kernel, (kernel - 1) / 2);
    }

    @Override
    public long[] output(long... shape) {
        return new long[] {out, shape[1], shape[2]};
    }

    @Override
    public long multiplyAdds(long... shape) {
        return shape[1] * shape[2] * in * out * kernel * kernel;
    }
}
