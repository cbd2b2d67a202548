package ganvas.nn.biggan;

import ganvas.nn.Layer;
import ganvas.nn.Pass;
import ganvas.torch.Planes;
import ganvas.torch.Tensor;

/**
 * BigGAN-deep's residual block of the generator (Brock et al. 2019, figure 16b), a bottleneck of a quarter of the channels: [N, in, H, W] →
 * [N, out, size, size] by the nearest pixel. The shortcut drops the last channels where there are fewer after the block.
 */
record DeepUpBlock(Layer norm1, Layer act, Layer conv1, Layer norm2, Layer conv2, Layer norm3, Layer conv3, Layer norm4, Layer conv4, long in,
        long hidden, long out, long size) implements Layer {
    static DeepUpBlock of(Pieces p, long in, long out, long size) {
        long hidden = in / 4;
        return new DeepUpBlock(p.norm(in), p.act(), p.conv(in, hidden, 1), p.norm(hidden), p.conv(hidden, hidden, 3), p.norm(hidden),
                p.conv(hidden, hidden, 3), p.norm(hidden), p.conv(hidden, out, 1), in, hidden, out, size);
    }

    @Override
    public Tensor apply(Tensor x, Pass pass) {
        Tensor h = conv1.apply(act.over(norm1.apply(x, pass), pass), pass);          // [N, in/4, H, W]
        h = resized(act.over(norm2.apply(h, pass), pass));                           // [N, in/4, size, size]
        h = conv2.apply(h, pass);
        h = conv3.apply(act.over(norm3.apply(h, pass), pass), pass);
        h = conv4.apply(act.over(norm4.apply(h, pass), pass), pass);                 // [N, out, size, size]
        return h.add_(resized(in == out ? x : x.narrow(1, 0, out)));
    }

    private Tensor resized(Tensor x) {
        return x.size(2) == size ? x : Planes.nearest(x, size, size);
    }

    @Override
    public long[] output(long... shape) {
        return new long[] {out, size, size};
    }

    @Override
    public long multiplyAdds(long... shape) {
        return conv1.multiplyAdds(shape) + conv2.multiplyAdds(hidden, size, size) + conv3.multiplyAdds(hidden, size, size)
                + conv4.multiplyAdds(hidden, size, size);
    }
}
