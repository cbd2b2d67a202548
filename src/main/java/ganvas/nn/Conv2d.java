package ganvas.nn;

import ganvas.torch.Tensor;
import java.util.Optional;

/**
 * Convolution: [N, in, H, W] → [N, out, H', W'] with H' = (H + 2·padding − kernel) / stride + 1.
 */
public record Conv2d(Parameter weight, Optional<Parameter> bias, long in, long out, long kernel, long stride,
        long padding)
        implements Layer {
    /** PyTorch's default start, with a bias. */
    public static Conv2d of(long in, long out, long kernel, long stride, long padding) {
        long fanIn = in * kernel * kernel;
        return new Conv2d(Parameter.weight(Parameter.Start.UNIFORM, fanIn, out, in, kernel, kernel),
                Optional.of(Parameter.weight(Parameter.Start.UNIFORM, fanIn, out)), in, out, kernel, stride, padding);
    }

    /** As in DCGAN: weights from N(0, 0.02), no bias. */
    public static Conv2d dcgan(long in, long out, long kernel, long stride, long padding) {
        return new Conv2d(Parameter.weight(Parameter.Start.DCGAN, 1, out, in, kernel, kernel), Optional.empty(), in,
                out, kernel, stride, padding);
    }

    /**
     * Keras's default start (Glorot's weights, bias 0) and its padding "same" for an odd kernel: H' = ⌈H / stride⌉.
     * Both sides get the same padding, as in PyTorch; Keras pads less above and left where that is enough.
     */
    public static Conv2d keras(long in, long out, long kernel, long stride) {
        return new Conv2d(
                Parameter.weight(Parameter.Start.GLOROT, (in + out) * kernel * kernel, out, in, kernel, kernel),
                Optional.of(Parameter.weight(Parameter.Start.ZEROS, 1, out)), in, out, kernel, stride,
                (kernel - 1) / 2);
    }

    /** Orthogonal start; a bias, if any, starts as in PyTorch. Odd kernel, stride 1: H and W stay. */
    public static Conv2d orthogonal(long in, long out, long kernel, boolean bias) {
        return new Conv2d(Parameter.weight(Parameter.Start.ORTHOGONAL, 1, out, in, kernel, kernel),
                bias ? Optional.of(Parameter.weight(Parameter.Start.UNIFORM, in * kernel * kernel, out))
                        : Optional.empty(),
                in, out, kernel, 1, (kernel - 1) / 2);
    }

    @Override
    public Tensor apply(Tensor x, Pass pass) {
        return x.conv2d(weight.value(), bias.map(Parameter::value), stride, padding);
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
        return "%d × %d, stride %d, padding %d".formatted(kernel, kernel, stride, padding);
    }

    @Override
    public long[] output(long... shape) {
        return new long[] {out, (shape[1] + 2 * padding - kernel) / stride + 1,
                (shape[2] + 2 * padding - kernel) / stride + 1};
    }

    @Override
    public long multiplyAdds(long... shape) {
        long[] o = output(shape);
        return o[1] * o[2] * out * in * kernel * kernel;
    }
}
