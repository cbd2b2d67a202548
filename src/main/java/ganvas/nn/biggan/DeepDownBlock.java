package ganvas.nn.biggan;

import ganvas.nn.Layer;
import ganvas.nn.Pass;
import ganvas.nn.Sequential;
import ganvas.torch.Planes;
import ganvas.torch.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * Residual block of BigGAN-deep's discriminator (Brock et al. 2019, figure 16c): [N, in, H, W] →
 * [N, out, ⌊H/2⌋, ⌊W/2⌋], or H and W stay. It is a bottleneck with a quarter of its output channels.
 *
 * @param more 1 × 1 convolution that gives the shortcut its further channels; empty where the number of channels stays
 */
record DeepDownBlock(Layer act, Layer conv1, Layer conv2, Layer conv3, Layer conv4, Optional<Layer> more, long in,
        long hidden, long out, boolean halves)
        implements Layer {
    static DeepDownBlock of(Pieces p, long in, long out, boolean halves) {
        long hidden = out / 4;
        return new DeepDownBlock(p.act(), p.conv(in, hidden, 1), p.conv(hidden, hidden, 3), p.conv(hidden, hidden, 3),
                p.conv(hidden, out, 1), in == out ? Optional.empty() : Optional.of(p.conv(in, out - in, 1)), in, hidden,
                out, halves);
    }

    @Override
    public Tensor apply(Tensor x, Pass pass) {
        Tensor h = Sequential.apply(x, pass, act, conv1, act, conv2, act, conv3, act);   // [N, out/4, H, W]
        h = conv4.apply(halved(h), pass);                                                // [N, out, H/2, W/2]
        Tensor shortcut = halved(x);
        return h.add_(more.map(conv -> Tensor.cat(List.of(shortcut, conv.apply(shortcut, pass)), 1)).orElse(shortcut));
    }

    private Tensor halved(Tensor x) {
        return halves ? Planes.halve(x) : x;
    }

    @Override
    public String detail() {
        return "1 × 1, 3 × 3 twice, 1 × 1";
    }

    @Override
    public long[] output(long... shape) {
        return halves ? new long[] {out, shape[1] / 2, shape[2] / 2} : new long[] {out, shape[1], shape[2]};
    }

    @Override
    public long multiplyAdds(long... shape) {
        long[] after = output(shape);
        return conv1.multiplyAdds(shape) + conv2.multiplyAdds(hidden, shape[1], shape[2])
                + conv3.multiplyAdds(hidden, shape[1], shape[2])
                + conv4.multiplyAdds(hidden, after[1], after[2])
                + more.map(conv -> conv.multiplyAdds(in, after[1], after[2])).orElse(0L);
    }
}
