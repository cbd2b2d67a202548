package ganvas.vae;

import ganvas.nn.Chain;
import ganvas.nn.Flatten;
import ganvas.nn.GaussianHeads;
import ganvas.nn.Layer;
import ganvas.nn.Linear;
import ganvas.nn.MapPyramid;
import ganvas.nn.Reshape;
import ganvas.nn.Sigmoid;
import ganvas.nn.StridedConvs;
import java.util.List;

/**
 * A VAE (Kingma and Welling 2014) on the layers of DCGAN, for images of any size: the discriminator's convolutions
 * encode, the generator decodes. It and the GAN {@code dcgan} so differ in their training and not in their layers.
 */
public final class ConvVae {
    private ConvVae() {}

    /** [N, C, H, W] in [0, 1] → smallest maps → [N, 2·latent]. */
    public record Encoder(List<Layer> down, Flatten flat, GaussianHeads heads) implements Chain {
        public static Encoder of(MapPyramid p, long latent, double slope) {
            return new Encoder(StridedConvs.down(p, slope), new Flatten(), GaussianHeads.dcgan(p.elements(), latent));
        }
    }

    /** [N, latent] → smallest maps → [N, C, H, W] in (0, 1). */
    public record Decoder(Linear project, Reshape maps, List<Layer> up, Sigmoid sigmoid) implements Chain {
        public static Decoder of(MapPyramid p, long latent) {
            return new Decoder(Linear.dcgan(latent, p.elements()), p.reshape(), StridedConvs.up(p), new Sigmoid());
        }
    }
}
