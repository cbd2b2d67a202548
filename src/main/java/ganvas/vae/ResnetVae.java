package ganvas.vae;

import ganvas.nn.BatchNorm;
import ganvas.nn.Chain;
import ganvas.nn.Conv2d;
import ganvas.nn.Flatten;
import ganvas.nn.GaussianHeads;
import ganvas.nn.Layer;
import ganvas.nn.Linear;
import ganvas.nn.MapPyramid;
import ganvas.nn.MapSize;
import ganvas.nn.Pass;
import ganvas.nn.ReLU;
import ganvas.nn.Reshape;
import ganvas.nn.Sequential;
import ganvas.nn.Sigmoid;
import ganvas.torch.Planes;
import ganvas.torch.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A VAE (Kingma and Welling 2014) of residual blocks with pre-activation (He et al. 2016, "Identity Mappings in Deep
 * Residual Networks", equation 1 and figure 1b), for images of any size. A block halves the size, rounded up, or brings
 * back the size that the encoder had there.
 */
public final class ResnetVae {
    private ResnetVae() {}

    /** Fewest channels at the image's own size. */
    private static final long FEWEST = 8;

    /** Channels of the maps of a level. At the image's own size there are half as many as in the first level. */
    private static long channels(MapPyramid p, int level) {
        return level > 0 ? p.channels(level) : Math.max(FEWEST, p.channels(1) / 2);
    }

    /**
     * [N, in, H, W] → [N, out, ⌈H/2⌉, ⌈W/2⌉].
     *
     * @param skip 1 × 1 convolution of the mean of 2 × 2 pixels (He et al. 2019, "Bag of Tricks", figure 2c)
     */
    record Halving(BatchNorm norm1, ReLU act, Conv2d conv1, BatchNorm norm2, Conv2d conv2, Conv2d skip)
            implements Layer {
        static Halving of(long in, long out) {
            return new Halving(BatchNorm.of(in), new ReLU(), Conv2d.of(in, out, 3, 2, 1), BatchNorm.of(out),
                    Conv2d.of(out, out, 3, 1, 1), Conv2d.of(in, out, 1, 1, 0));
        }

        @Override
        public Tensor apply(Tensor x, Pass pass) {
            Tensor h = Sequential.apply(x, pass, norm1, act, conv1, norm2, act, conv2);   // [N, out, ⌈H/2⌉, ⌈W/2⌉]
            return h.add_(skip.apply(Planes.halveRoundedUp(x), pass));
        }

        @Override
        public long[] output(long... shape) {
            return conv1.output(shape);
        }

        private long[] in(long... halved) {
            return new long[] {skip.in(), halved[1], halved[2]};
        }

        @Override
        public long multiplyAdds(long... shape) {
            return conv1.multiplyAdds(shape) + conv2.multiplyAdds(conv1.output(shape))
                    + skip.multiplyAdds(in(conv1.output(shape)));
        }
    }

    /**
     * [N, in, h, w] → [N, out, H, W], by nearest-neighbour upsampling.
     *
     * @param skip 1 × 1 convolution; it comes before the upsampling, where it costs a quarter and gives the same
     */
    record Doubling(BatchNorm norm1, ReLU act, Conv2d conv1, BatchNorm norm2, Conv2d conv2, Conv2d skip, MapSize to)
            implements Layer {
        static Doubling of(long in, long out, MapSize to) {
            return new Doubling(BatchNorm.of(in), new ReLU(), Conv2d.of(in, out, 3, 1, 1), BatchNorm.of(out),
                    Conv2d.of(out, out, 3, 1, 1), Conv2d.of(in, out, 1, 1, 0), to);
        }

        @Override
        public Tensor apply(Tensor x, Pass pass) {
            Tensor h = larger(Sequential.apply(x, pass, norm1, act));                     // [N, in, H, W]
            h = Sequential.apply(h, pass, conv1, norm2, act, conv2);                      // [N, out, H, W]
            return h.add_(larger(skip.apply(x, pass)));
        }

        private Tensor larger(Tensor x) {
            return Planes.nearest(x, to.height(), to.width());
        }

        @Override
        public long[] output(long... shape) {
            return new long[] {conv2.out(), to.height(), to.width()};
        }

        @Override
        public long multiplyAdds(long... shape) {
            return conv1.multiplyAdds(conv1.in(), to.height(), to.width()) + conv2.multiplyAdds(output(shape))
                    + skip.multiplyAdds(shape);
        }
    }

    /** [N, C, H, W] in [0, 1] → a block for each level → [N, 2·latent]. */
    public record Encoder(Conv2d stem, List<Layer> blocks, BatchNorm norm, ReLU act, Flatten flat, GaussianHeads heads)
            implements Chain {
        public static Encoder of(MapPyramid p, long latent) {
            var blocks = new ArrayList<Layer>();
            for (int level = 1; level <= p.levels(); level++)
                blocks.add(Halving.of(channels(p, level - 1), channels(p, level)));
            return new Encoder(Conv2d.of(p.channels(0), channels(p, 0), 3, 1, 1), List.copyOf(blocks),
                    BatchNorm.of(p.channels(p.levels())), new ReLU(), new Flatten(),
                    GaussianHeads.of(p.elements(), latent));
        }
    }

    /** [N, latent] → smallest maps → a block for each level → [N, C, H, W] in (0, 1). */
    public record Decoder(Linear project, Reshape maps, List<Layer> blocks, BatchNorm norm, ReLU act, Conv2d image,
            Sigmoid sigmoid) implements Chain {
        public static Decoder of(MapPyramid p, long latent) {
            var blocks = new ArrayList<Layer>();
            for (int level = p.levels(); level > 0; level--)
                blocks.add(Doubling.of(channels(p, level), channels(p, level - 1), p.size(level - 1)));
            return new Decoder(Linear.of(latent, p.elements()), p.reshape(), List.copyOf(blocks),
                    BatchNorm.of(channels(p, 0)), new ReLU(), Conv2d.of(channels(p, 0), p.channels(0), 3, 1, 1),
                    new Sigmoid());
        }
    }
}
