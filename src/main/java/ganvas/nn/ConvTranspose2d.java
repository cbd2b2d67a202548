package ganvas.nn;

import ganvas.torch.Tensor;
import java.util.Optional;

/**
 * Transposed convolution: [N, in, H, W] → [N, out, H', W'] with H' = (H − 1)·stride − 2·padding + kernel +
 * moreRows, and W' in the same way with moreColumns.
 */
public record ConvTranspose2d(Parameter weight, Optional<Parameter> bias, long in, long out, Window window)
        implements Layer {
    /**
     * @param stride      distance of the patches that neighbouring pixels are turned into
     * @param padding     rows and columns that are cut off on each side
     * @param moreRows    by how many fewer rows are cut off below; less than the stride
     * @param moreColumns by how many fewer columns are cut off on the right; less than the stride
     */
    public record Window(long kernel, long stride, long padding, long moreRows, long moreColumns) {}

    /** As in DCGAN: weights from N(0, 0.02), no bias. */
    public static ConvTranspose2d dcgan(long in, long out, long kernel, long stride, long padding) {
        return new ConvTranspose2d(Parameter.weight(Parameter.Start.DCGAN, 1, in, out, kernel, kernel),
                Optional.empty(), in, out, new Window(kernel, stride, padding, 0, 0));
    }

    /**
     * As in DCGAN, with an odd kernel and stride 2: the way back of a {@link Conv2d#dcgan} of the same kernel, stride 2
     * and padding (kernel − 1) / 2. That convolution gives ⌈H / 2⌉ for both H = 2h − 1 and H = 2h, so the result's size
     * is told.
     *
     * @param from height and width of the input, h and w
     * @param to   height and width of the result: 2h − 1 or 2h, 2w − 1 or 2w
     */
    public static ConvTranspose2d doubling(long in, long out, long kernel, MapSize from, MapSize to) {
        return new ConvTranspose2d(Parameter.weight(Parameter.Start.DCGAN, 1, in, out, kernel, kernel),
                Optional.empty(), in, out, new Window(kernel, 2, (kernel - 1) / 2, to.height() - 2 * from.height() + 1,
                        to.width() - 2 * from.width() + 1));
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
                new Window(kernel, stride, (kernel - 1) / 2, stride - 1, stride - 1));
    }

    @Override
    public Tensor apply(Tensor x, Pass pass) {
        return x.convTranspose2d(weight.value(), bias.map(Parameter::value), window.stride, window.padding,
                window.moreRows, window.moreColumns);
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
        return "%d × %d, stride %d, padding %d".formatted(window.kernel(), window.kernel(), window.stride(),
                window.padding());
    }

    @Override
    public long[] output(long... shape) {
        long more = window.kernel - 2 * window.padding;
        return new long[] {out, (shape[1] - 1) * window.stride + more + window.moreRows,
                (shape[2] - 1) * window.stride + more + window.moreColumns};
    }

    @Override
    public long multiplyAdds(long... shape) {
        return shape[1] * shape[2] * in * out * window.kernel * window.kernel;
    }
}
