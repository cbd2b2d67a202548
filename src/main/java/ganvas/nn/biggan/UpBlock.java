package ganvas.nn.biggan;

import ganvas.nn.Identity;
import ganvas.nn.Layer;
import ganvas.nn.Pass;
import ganvas.nn.Sequential;
import ganvas.torch.Planes;
import ganvas.torch.Tensor;

/**
 * Residual block of BigGAN's generator (Brock et al. 2019, figure 15b): [N, in, H, W] → [N, out, size, size], by
 * nearest-neighbour upsampling.
 *
 * @param skip 1 × 1 convolution; the identity where channels and size stay
 */
record UpBlock(Layer norm1, Layer act, Layer conv1, Layer norm2, Layer conv2, Layer skip, long in, long out, long size)
        implements Layer {
    static UpBlock of(Pieces p, long in, long out, long from, long size) {
        return new UpBlock(p.norm(in), p.act(), p.conv(in, out, 3), p.norm(out), p.conv(out, out, 3),
                in == out && from == size ? new Identity() : p.conv(in, out, 1), in, out, size);
    }

    @Override
    public Tensor apply(Tensor x, Pass pass) {
        Tensor h = resized(Sequential.apply(x, pass, norm1, act));                        // [N, in, size, size]
        h = Sequential.apply(h, pass, conv1, norm2, act, conv2);                          // [N, out, size, size]
        return h.add_(skip.apply(resized(x), pass));
    }

    private Tensor resized(Tensor x) {
        return x.size(2) == size ? x : Planes.nearest(x, size, size);
    }

    @Override
    public String detail() {
        return "3 × 3 twice, padding 1";
    }

    @Override
    public long[] output(long... shape) {
        return new long[] {out, size, size};
    }

    @Override
    public long multiplyAdds(long... shape) {
        return conv1.multiplyAdds(in, size, size) + conv2.multiplyAdds(out, size, size)
                + skip.multiplyAdds(in, size, size);
    }
}
