package ganvas.nn;

import ganvas.torch.Tensor;

/**
 * Transposed convolution: [N, in, H, W] → [N, out, H', W'] with H' = (H − 1)·stride − 2·padding + kernel.
 *
 * @param bias null for none
 */
public record ConvTranspose2d(Parameter weight, Parameter bias, long in, long out, long kernel, long stride, long padding)
        implements Layer {
    /** As in DCGAN: weights from N(0, 0.02), no bias. */
    public static ConvTranspose2d dcgan(long in, long out, long kernel, long stride, long padding) {
        return new ConvTranspose2d(Parameter.weight(Parameter.Start.DCGAN, 1, in, out, kernel, kernel), null, in, out, kernel, stride, padding);
    }

    @Override
    public Tensor apply(Tensor x, Pass pass) {
        return x.convTranspose2d(weight.value(), bias == null ? null : bias.value(), stride, padding, 0);
    }

    @Override
    public long[] output(long... shape) {
        return new long[] {out, (shape[1] - 1) * stride - 2 * padding + kernel, (shape[2] - 1) * stride - 2 * padding + kernel};
    }

    @Override
    public long multiplyAdds(long... shape) {
        return shape[1] * shape[2] * in * out * kernel * kernel;
    }
}
