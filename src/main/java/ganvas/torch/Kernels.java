package ganvas.torch;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Layers in their fastest form on a CPU, equal to the plain form up to rounding. Convolutions run channels-last. A
 * linear layer runs as a 1 × 1 convolution over a picture whose pixels are the batch. Then oneDNN computes it, on the
 * same pool of threads as everything else. OpenBLAS has a pool of its own that would compete with this one, so it gets
 * one thread only.
 */
final class Kernels {
    private Kernels() {}

    /** Fewest multiply-adds for which the convolution saves more time than its setup costs. */
    private static final long SMALLEST = 4_000_000;

    /**
     * Largest number of elements of a single picture for which libtorch computes a 1 × 1 convolution without oneDNN
     * (use_mkldnn in libtorch's Convolution.cpp).
     */
    private static final long ONEDNN = 20_480;

    /** [N, I] → [N, O] with weight [O, I]. */
    static org.bytedeco.pytorch.Tensor linear(org.bytedeco.pytorch.Tensor x, org.bytedeco.pytorch.Tensor weight,
            TensorOptional bias) {
        long n = x.size(0), in = x.size(1), out = weight.size(0);
        if (Engine.plain || x.is_cuda() || n * in * out < SMALLEST || n * in <= ONEDNN)
            return torch.linear(x, weight, bias);
        // [N, I] row by row is [1, I, 1, N] channels-last, so no element moves. The picture is a row. As a column,
        // [1, I, N, 1], oneDNN's weight gradient for AVX2 would sum one pixel at a time, because its blocks end with a
        // row.
        var picture = x.reshape(1, 1, n, in).permute(0, 3, 1, 2);
        return torch.conv2d(picture, weight.reshape(out, in, 1, 1), bias, ONE, NONE, ONE, 1).permute(0, 2, 3, 1)
                .reshape(n, out);
    }

    private static final long[] ONE = {1, 1}, NONE = {0, 0};

    /**
     * Every {@code step}-th row or column, all that a 1 × 1 convolution with that stride reads. With the stride itself
     * oneDNN's gradient of the weights writes over foreign memory.
     */
    private static org.bytedeco.pytorch.Tensor every(org.bytedeco.pytorch.Tensor x, long dimension, long step) {
        return x.slice(dimension, new LongOptional(0), new LongOptional(), step);
    }

    /** [N, I, H, W] → [N, O, H', W'] with weight [O, I, K, K]. */
    static org.bytedeco.pytorch.Tensor conv2d(org.bytedeco.pytorch.Tensor x, org.bytedeco.pytorch.Tensor weight,
            TensorOptional bias, long stride, long padding) {
        if (weight.size(2) == 1 && weight.size(3) == 1 && stride > 1 && padding == 0 && !x.is_cuda())
            return conv2d(every(every(x, 2, stride), 3, stride), weight, bias, 1, 0);
        if (x.size(1) == 1 && !Engine.plain && !x.is_cuda() && weight.size(0) >= 16
                && (x.requires_grad() || weight.size(0) > 32)) {
            return ofGrey(x, weight, bias, stride, padding);
        }
        if (byFourier(x, weight.size(1), weight.size(0), weight.size(2), stride, padding))
            return fourier(x, weight, bias, false);
        return torch.conv2d(pictures(x), weight, bias, new long[] {stride, stride}, new long[] {padding, padding}, ONE,
                1);
    }

    /**
     * [N, I, H, W] → [N, O, H', W'] with weight [I, O, K, K].
     *
     * @param more output padding of height and width
     */
    static org.bytedeco.pytorch.Tensor convTranspose2d(org.bytedeco.pytorch.Tensor x,
            org.bytedeco.pytorch.Tensor weight, TensorOptional bias, long stride, long padding, long[] more) {
        boolean exact = padding == 0 && more[0] == 0 && more[1] == 0;
        if (x.size(2) == 1 && x.size(3) == 1 && exact && !Engine.plain && !x.is_cuda())
            return ofPoint(x, weight, bias);
        if (byFourier(x, weight.size(0), weight.size(1), weight.size(2), stride, padding))
            return fourier(x, weight, bias, true);
        if (weight.size(1) == 1 && stride > 1 && !Engine.plain && !x.is_cuda())
            return toGrey(x, weight, bias, stride, padding, more);
        // The bias is added separately. oneDNN sums a bias's gradient one number at a time, which takes a sixth of a
        // step on large maps.
        boolean apart = bias.has_value() && !Engine.plain && !x.is_cuda();
        var y = torch.conv_transpose2d(pictures(x), weight, apart ? NO_BIAS : bias, new long[] {stride, stride},
                new long[] {padding, padding}, more, 1L, 1, 1);
        return apart ? y.add_(bias.get().to(y.scalar_type().intern()).view(1, -1, 1, 1)) : y;
    }

    private static boolean byFourier(org.bytedeco.pytorch.Tensor x, long in, long out, long kernel, long stride,
            long padding) {
        return !Engine.plain && !x.is_cuda() && Fourier.pays(x, in, out, kernel, stride, padding);
    }

    private static org.bytedeco.pytorch.Tensor fourier(org.bytedeco.pytorch.Tensor x,
            org.bytedeco.pytorch.Tensor weight, TensorOptional bias, boolean transposed) {
        var y = Precision.exactly(Device.CPU, () -> Fourier.convolve(x.to(ScalarType.Float), weight, transposed));
        return bias.has_value() ? y.add(bias.get().view(1, -1, 1, 1)) : y;
    }

    /**
     * Convolution of pictures with one channel. One input channel leaves the processor's vector units idle. So each
     * K × K window becomes K·K channels of a 1 × 1 convolution, which fill them. Up to 32 output channels oneDNN has a
     * faster form, but not for the gradient to the picture.
     */
    private static org.bytedeco.pytorch.Tensor ofGrey(org.bytedeco.pytorch.Tensor x, org.bytedeco.pytorch.Tensor weight,
            TensorOptional bias, long stride, long padding) {
        long n = x.size(0), out = weight.size(0), k = weight.size(2);
        var padded = padding == 0 ? x : torch.constant_pad_nd(x, padding, padding, padding, padding);
        var windows = padded.unfold(2, k, stride).unfold(3, k, stride);                       // [N, 1, H', W', K, K]
        var channels = windows.reshape(n, windows.size(2), windows.size(3), k * k).permute(0, 3, 1, 2);
        return torch.conv2d(channels, weight.reshape(out, k * k, 1, 1), bias, ONE, NONE, ONE, 1);
    }

    /**
     * Transposed convolution of a single pixel: a product with the whole weight. The gradient of that product takes
     * oneDNN's kernels for pictures many times as long.
     */
    private static org.bytedeco.pytorch.Tensor ofPoint(org.bytedeco.pytorch.Tensor x,
            org.bytedeco.pytorch.Tensor weight, TensorOptional bias) {
        long n = x.size(0), in = x.size(1), out = weight.size(1), height = weight.size(2), width = weight.size(3);
        var y = torch.mm(x.reshape(n, in), weight.permute(0, 2, 3, 1).reshape(in, height * width * out))
                .reshape(n, height, width, out).permute(0, 3, 1, 2);
        return bias.has_value() ? y.add(bias.get().view(1, -1, 1, 1)) : y;
    }

    /**
     * Transposed convolution to one channel, which leaves the vector units idle too. A 1 × 1 convolution computes the
     * K × K values that each pixel adds to the picture; then col2im sums them.
     */
    private static org.bytedeco.pytorch.Tensor toGrey(org.bytedeco.pytorch.Tensor x, org.bytedeco.pytorch.Tensor weight,
            TensorOptional bias, long stride, long padding, long[] more) {
        long n = x.size(0), in = x.size(1), h = x.size(2), w = x.size(3), k = weight.size(2);
        var values = torch.conv2d(pictures(x), weight.reshape(in, k * k).t().reshape(k * k, in, 1, 1), NO_BIAS, ONE,
                NONE, ONE, 1);
        long height = (h - 1) * stride - 2 * padding + k + more[0],
                width = (w - 1) * stride - 2 * padding + k + more[1];
        // The batch stands in the channel dimension: libtorch sums channels in parallel, but images one after the
        // other.
        var y = torch.col2im(values.contiguous().reshape(1, n * k * k, h * w), new long[] {height, width},
                new long[] {k, k}, ONE,
                new long[] {padding, padding}, new long[] {stride, stride}).reshape(n, 1, height, width);
        return bias.has_value() ? y.add(bias.get()) : y;
    }

    // Retained: otherwise it would belong to the scope in which this class is first used.
    private static final TensorOptional NO_BIAS = new TensorOptional().retainReference();

    /** A picture [N, C, H, W] in the memory order that is fastest for convolutions. */
    static org.bytedeco.pytorch.Tensor channelsLast(org.bytedeco.pytorch.Tensor x) {
        return Engine.plain ? x : x.contiguous(MemoryFormat.ChannelsLast);
    }

    /**
     * Channels-last, also in the strides of a picture with one channel, whose memory is the same in either order. The
     * result of a convolution takes its memory order from these strides. An elementwise operation on two different
     * orders is several times slower.
     */
    private static org.bytedeco.pytorch.Tensor pictures(org.bytedeco.pytorch.Tensor x) {
        if (Engine.plain || x.size(1) != 1) return channelsLast(x);
        return x.reshape(x.size(0), x.size(2), x.size(3), 1).permute(0, 3, 1, 2);
    }
}
