package ganvas.torch;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Operations on pictures [N, C, H, W] over height and width. The two sides may differ, or the size may change. */
public final class Planes {
    private Planes() {}

    private static final long[] ONE = {1, 1};

    /**
     * Convolution with weight [O, C, KH, KW], plus bias [O], then ReLU.
     *
     * @param padding zeros on each side: {height, width}
     */
    public static Tensor convRelu(Tensor x, Tensor weight, Tensor bias, long stride, long... padding) {
        return new Tensor(torch.conv2d(Kernels.channelsLast(x.handle), weight.handle, new TensorOptional(bias.handle),
                both(stride), padding, ONE, 1).relu_());
    }

    /** The largest of each {@code kernel} × {@code kernel} window. */
    public static Tensor maxPool(Tensor x, long kernel, long stride, long padding) {
        return new Tensor(torch.max_pool2d(x.handle, both(kernel), both(stride), both(padding), ONE, false));
    }

    /**
     * The mean of each {@code kernel} × {@code kernel} window over those of its pixels that lie inside the picture. The
     * size stays the same for an odd {@code kernel}.
     */
    public static Tensor averagePool(Tensor x, long kernel) {
        return new Tensor(
                torch.avg_pool2d(x.handle, both(kernel), ONE, both(kernel / 2), false, false, new LongOptional()));
    }

    /** The mean over height and width: [N, C, H, W] → [N, C]. */
    public static Tensor mean(Tensor x) {
        return new Tensor(torch.adaptive_avg_pool2d(x.handle, ONE).flatten(1, -1));
    }

    /** The mean of each 2 × 2 window: [N, C, ⌊H/2⌋, ⌊W/2⌋]. A last odd row or column is dropped. */
    public static Tensor halve(Tensor x) {
        return new Tensor(torch.avg_pool2d(x.handle, both(2), both(2), both(0), false, true, new LongOptional()));
    }

    /**
     * The mean of each 2 × 2 window: [N, C, ⌈H/2⌉, ⌈W/2⌉]. In a last odd row or column a window has only the pixels
     * that there are.
     */
    public static Tensor halveRoundedUp(Tensor x) {
        return new Tensor(torch.avg_pool2d(x.handle, both(2), both(2), both(0), true, false, new LongOptional()));
    }

    /**
     * Nearest-neighbour resize: pixel i is the old pixel ⌊i · H / height⌋. A multiple of the size repeats every pixel.
     */
    public static Tensor nearest(Tensor x, long height, long width) {
        return new Tensor(torch.upsample_nearest2d(x.handle, height, width));
    }

    /**
     * Bilinear resize with pixel centres at half (PyTorch's align_corners=False). It does not smooth when the picture
     * gets smaller.
     */
    public static Tensor resize(Tensor x, long height, long width) {
        return new Tensor(torch.upsample_bilinear2d(x.handle, new long[] {height, width}, false));
    }

    private static long[] both(long n) {
        return new long[] {n, n};
    }
}
