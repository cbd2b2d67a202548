package ganvas.nn.biggan;

import ganvas.nn.Identity;
import ganvas.nn.Layer;
import ganvas.nn.Pass;
import ganvas.nn.Sequential;
import ganvas.torch.Planes;
import ganvas.torch.Tensor;

/**
 * Residual block of BigGAN's discriminator (Brock et al. 2019, figure 15c): [N, in, H, W] → [N, out, ⌊H/2⌋, ⌊W/2⌋], or
 * H and W stay.
 *
 * @param first whether the block takes the image; no activation then precedes its first convolution
 * @param skip  1 × 1 convolution; the identity where channels and size stay
 */
record DownBlock(boolean first, Layer act, Layer conv1, Layer conv2, Layer skip, long in, long out, boolean halves)
        implements Layer {
    static DownBlock of(Pieces p, boolean first, long in, long out, boolean halves) {
        return new DownBlock(first, p.act(), p.conv(in, out, 3), p.conv(out, out, 3),
                in == out && !halves ? new Identity() : p.conv(in, out, 1), in, out, halves);
    }

    @Override
    public Tensor apply(Tensor x, Pass pass) {
        // [N, out, H/2, W/2]
        Tensor h = halved(Sequential.apply(first ? x : act.apply(x, pass), pass, conv1, act, conv2));
        // The mean comes before the 1 × 1 convolution: the result is the same, and the smaller picture costs less.
        return h.add_(skip.apply(halved(x), pass));
    }

    private Tensor halved(Tensor x) {
        return halves ? Planes.halve(x) : x;
    }

    @Override
    public String detail() {
        return "3 × 3 twice, padding 1";
    }

    @Override
    public long[] output(long... shape) {
        return halves ? new long[] {out, shape[1] / 2, shape[2] / 2} : new long[] {out, shape[1], shape[2]};
    }

    @Override
    public long multiplyAdds(long... shape) {
        long[] after = output(shape);
        return conv1.multiplyAdds(shape) + conv2.multiplyAdds(out, shape[1], shape[2])
                + skip.multiplyAdds(in, after[1], after[2]);
    }
}
