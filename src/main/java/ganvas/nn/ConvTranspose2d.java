package ganvas.nn;

import ganvas.torch.Tensor;

/**
 * Transposed convolution: [N, in, H, W] → [N, out, H', W'] with H' = (H − 1)·stride − 2·padding + kernel +
 * outputPadding. {@code padding} rows and columns are cut off on each side, but {@code outputPadding} fewer below and
 * on the right.
 *
 * @param bias null for none
 */
public record ConvTranspose2d(Parameter weight, Parameter bias, long in, long out, long kernel, long stride,
        long padding, long outputPadding) implements Layer {
    /** As in DCGAN: weights from N(0, 0.02), no bias. */
    public static ConvTranspose2d dcgan(long in, long out, long kernel, long stride, long padding) {
        return new ConvTranspose2d(Parameter.weight(Parameter.Start.DCGAN, 1, in, out, kernel, kernel), null, in, out,
                kernel, stride, padding, 0);
    }

    /**
     * Keras's default start (Glorot's weights, bias 0) and its padding "same" for an odd kernel: H' = H · stride. At
     * stride 2, PyTorch's symmetric padding cuts off one more row above than below, and one more column on the left
     * than on the right. Keras does the opposite.
     */
    public static ConvTranspose2d keras(long in, long out, long kernel, long stride) {
        return new ConvTranspose2d(
                Parameter.weight(Parameter.Start.GLOROT, (in + out) * kernel * kernel, in, out, kernel, kernel),
                Parameter.weight(Parameter.Start.ZEROS, 1, out), in, out, kernel, stride, (kernel - 1) / 2, stride - 1);
    }

    @Override
    public Tensor apply(Tensor x, Pass pass) {
        return x.convTranspose2d(weight.value(), bias == null ? null : bias.value(), stride, padding, outputPadding);
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
        long more = kernel + outputPadding - 2 * padding;
        return new long[] {out, (shape[1] - 1) * stride + more, (shape[2] - 1) * stride + more};
    }

    @Override
    public long multiplyAdds(long... shape) {
        return shape[1] * shape[2] * in * out * kernel * kernel;
    }
}
