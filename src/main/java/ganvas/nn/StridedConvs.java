package ganvas.nn;

import java.util.ArrayList;
import java.util.List;

/**
 * The convolutions of DCGAN (Radford et al. 2016, section 3 and figure 1) for images of any size: kernels of 5 × 5,
 * stride 2 instead of pooling, batch normalisation except next to the image. The GAN and the VAE are built of them, so
 * they differ in their training only.
 */
public final class StridedConvs {
    private StridedConvs() {}

    private static final long KERNEL = 5, PADDING = 2;

    /** [N, C, H, W] → the smallest maps of {@code p}: a convolution for each level, normalised from the second on. */
    public static List<Layer> down(MapPyramid p, double slope) {
        var act = new LeakyReLU(slope);
        var layers = new ArrayList<Layer>();
        for (int level = 1; level <= p.levels(); level++) {
            long in = p.channels(level - 1), out = p.channels(level);
            Conv2d conv = Conv2d.dcgan(in, out, KERNEL, 2, PADDING);
            layers.addAll(level == 1 ? List.of(conv, act) : List.of(conv, BatchNorm.dcgan(out), act));
        }
        return List.copyOf(layers);
    }

    /**
     * The smallest maps of {@code p} → [N, C, H, W]: for each level a transposed convolution to exactly the size of the
     * level above, followed by its norm and a ReLU except at the image.
     */
    public static List<Layer> up(MapPyramid p) {
        var act = new ReLU();
        var layers = new ArrayList<Layer>(List.of(BatchNorm.dcgan(p.channels(p.levels())), act));
        for (int level = p.levels(); level > 0; level--) {
            long in = p.channels(level), out = p.channels(level - 1);
            layers.add(ConvTranspose2d.doubling(in, out, KERNEL, p.size(level), p.size(level - 1)));
            if (level > 1) layers.addAll(List.of(BatchNorm.dcgan(out), act));
        }
        return List.copyOf(layers);
    }
}
