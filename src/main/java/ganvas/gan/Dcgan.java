package ganvas.gan;

import ganvas.nn.Chain;
import ganvas.nn.Flatten;
import ganvas.nn.Layer;
import ganvas.nn.Linear;
import ganvas.nn.MapPyramid;
import ganvas.nn.Reshape;
import ganvas.nn.Sigmoid;
import ganvas.nn.StridedConvs;
import ganvas.nn.Tanh;
import java.util.List;

/**
 * DCGAN (Radford et al. 2016, "Unsupervised Representation Learning with Deep Convolutional Generative Adversarial
 * Networks") for images of any size. The paper's images have 64 × 64 pixels and its networks four levels; here the
 * number of levels follows the size, and the channels are fewer.
 */
public final class Dcgan {
    private Dcgan() {}

    /** [N, latent] → smallest maps → [N, C, H, W] in (−1, 1); figure 1 of the paper. */
    public record Generator(Linear project, Reshape maps, List<Layer> up, Tanh tanh) implements Chain {
        public static Generator of(MapPyramid p, long latent) {
            return new Generator(Linear.dcgan(latent, p.elements()), p.reshape(), StridedConvs.up(p), new Tanh());
        }
    }

    /** [N, C, H, W] in [−1, 1] → smallest maps → [N, 1]. */
    public record Discriminator(List<Layer> down, Flatten flat, Linear output, Sigmoid sigmoid) implements Chain {
        /** @param slope of the LeakyReLUs; 0.2 in the paper */
        public static Discriminator of(MapPyramid p, double slope) {
            return new Discriminator(StridedConvs.down(p, slope), new Flatten(), Linear.dcgan(p.elements(), 1),
                    new Sigmoid());
        }
    }
}
