package ganvas.nn;

import ganvas.torch.Tensor;
import java.util.Optional;

/**
 * Transposed convolution: [N, in, H, W] → [N, out, H', W'] with H' = (H − 1)·stride − 2·padding + kernel +
 * outputPadding.
 */
public record ConvTranspose2d(Parameter weight, Optional<Parameter> bias, long in, long out, Window window)
        implements Layer {
    /**
     * @param stride        distance of the patches that neighbouring pixels are turned into
     * @param padding       rows and columns that are cut off on each side
     * @param outputPadding by how many fewer are cut off below and on the right
     */
    public record Window(long kernel, long stride, long padding, long outputPadding) {}

    /** As in DCGAN: weights from N(0, 0.02), no bias. */
    public static ConvTranspose2d dcgan(long in, long out, long kernel, long stride, long padding) {
        return new ConvTranspose2d(Parameter.weight(Parameter.Start.DCGAN, 1, in, out, kernel, kernel),
                Optional.empty(), in, out, new Window(kernel, stride, padding, 0));
    }

    /**
     * Keras's default start (Glorot's weights, bias 0) and its padding "same" for an odd kernel: H' = H · stride. At
     * stride 2, PyTorch's symmetric padding cuts off one more row above than below, and one more column on the left
     * than on the right. Keras does the opposite.
     */
    public static ConvTranspose2d keras(long in, long out, long kernel, long stride) {
        return new ConvTranspose2d(
                Parameter.weight(Parameter.Start.GLOROT, (in + out) * kernel * kernel, in, out, kernel, kernel),
                Optional.of(Parameter.weight(Parameter.Start.ZEROS, 1, out)), in, out,
                new Window(kernel, stride, (kernel - 1) / 2, stride - 1));
    }

    @Override
    public Tensor apply(Tensor x, Pass pass) {
        return x.convTranspose2d(weight.value(), bias.map(Parameter::value), window.stride, window.padding,
                window.outputPadding);
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
    public long[] output(long... shape) {
        long more = window.kernel + window.outputPadding - 2 * window.padding;
        return new long[] {out, (shape[1] - 1) * window.stride + more, (shape[2] - 1) * window.stride + more};
    }

    @Override
    public long multiplyAdds(long... shape) {
        return shape[1] * shape[2] * in * out * window.kernel * window.kernel;
    }
}
