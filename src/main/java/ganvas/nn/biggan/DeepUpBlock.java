package ganvas.nn.biggan;

import ganvas.nn.Layer;
import ganvas.nn.Pass;
import ganvas.nn.Sequential;
import ganvas.torch.Planes;
import ganvas.torch.Tensor;

/**
 * Residual block of BigGAN-deep's generator (Brock et al. 2019, figure 16b): [N, in, H, W] → [N, out, size, size] by
 * nearest-neighbour upsampling. It is a bottleneck with a quarter of its input channels. Where the block reduces the
 * number of channels, the shortcut drops the last ones.
 */
record DeepUpBlock(Layer norm1, Layer act, Layer conv1, Layer norm2, Layer conv2, Layer norm3, Layer conv3, Layer norm4,
        Layer conv4, long in, long hidden, long out, long size) implements Layer {
    static DeepUpBlock of(Pieces p, long in, long out, long size) {
        long hidden = in / 4;
        return new DeepUpBlock(p.norm(in), p.act(), p.conv(in, hidden, 1), p.norm(hidden), p.conv(hidden, hidden, 3),
                p.norm(hidden), p.conv(hidden, hidden, 3), p.norm(hidden), p.conv(hidden, out, 1), in, hidden, out,
                size);
    }

    @Override
    public Tensor apply(Tensor x, Pass pass) {
        Tensor h = resized(Sequential.apply(x, pass, norm1, act, conv1, norm2, act));      // [N, in/4, size, size]
        h = Sequential.apply(h, pass, conv2, norm3, act, conv3, norm4, act, conv4);        // [N, out, size, size]
        return h.add_(resized(in == out ? x : x.narrow(1, 0, out)));
    }

    private Tensor resized(Tensor x) {
        return x.size(2) == size ? x : Planes.nearest(x, size, size);
    }

    @Override
    public String detail() {
        return "1 × 1, 3 × 3 twice, 1 × 1";
    }

    @Override
    public long[] output(long... shape) {
        return new long[] {out, size, size};
    }

    @Override
    public long multiplyAdds(long... shape) {
        return conv1.multiplyAdds(shape) + conv2.multiplyAdds(hidden, size, size)
                + conv3.multiplyAdds(hidden, size, size)
                + conv4.multiplyAdds(hidden, size, size);
    }
}
