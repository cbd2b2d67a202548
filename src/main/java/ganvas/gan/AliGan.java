package ganvas.gan;

import ganvas.nn.BatchNorm;
import ganvas.nn.Chain;
import ganvas.nn.Conv2d;
import ganvas.nn.ConvTranspose2d;
import ganvas.nn.Flatten;
import ganvas.nn.LeakyReLU;
import ganvas.nn.Linear;
import ganvas.nn.ReLU;
import ganvas.nn.Reshape;
import ganvas.nn.Sigmoid;
import ganvas.nn.Tanh;

/**
 * The GAN of Ali 2020, "Comparison of GAN and VAE for Fake Image Generation", for images of 32 × 32 pixels. The paper
 * shows its layers only as a picture, so they come from the author's published notebook.
 */
public final class AliGan {
    private AliGan() {}

    /** latent × 1 × 1 → 256 × 4 × 4 → 128 × 8 × 8 → 64 × 16 × 16 → 1 × 32 × 32. */
    public record Generator(Reshape latent, ConvTranspose2d up1, BatchNorm norm1, ReLU act1, ConvTranspose2d up2,
            BatchNorm norm2, ReLU act2, ConvTranspose2d up3, BatchNorm norm3, ReLU act3, ConvTranspose2d up4, Tanh tanh)
            implements Chain {
        public static Generator of(long latent) {
            var act = new ReLU();
            return new Generator(new Reshape(latent, 1, 1), ConvTranspose2d.dcgan(latent, 256, 4, 1, 0),
                    BatchNorm.dcgan(256), act, ConvTranspose2d.dcgan(256, 128, 4, 2, 1), BatchNorm.dcgan(128), act,
                    ConvTranspose2d.dcgan(128, 64, 4, 2, 1), BatchNorm.dcgan(64), act,
                    ConvTranspose2d.dcgan(64, 1, 4, 2, 1), new Tanh());
        }
    }

    /** 1 × 32 × 32 → 32 × 16 × 16 → 64 × 8 × 8 → 128 × 4 × 4 → 1 × 2 × 2 → 1. */
    public record Discriminator(Conv2d down1, LeakyReLU act1, Conv2d down2, BatchNorm norm2, LeakyReLU act2,
            Conv2d down3, BatchNorm norm3, LeakyReLU act3, Conv2d down4, Flatten flat, Linear output, Sigmoid sigmoid)
            implements Chain {
        public static Discriminator of(double slope) {
            var act = new LeakyReLU(slope);
            return new Discriminator(Conv2d.dcgan(1, 32, 4, 2, 1), act, Conv2d.dcgan(32, 64, 4, 2, 1),
                    BatchNorm.dcgan(64), act, Conv2d.dcgan(64, 128, 4, 2, 1), BatchNorm.dcgan(128), act,
                    Conv2d.dcgan(128, 1, 4, 2, 1), new Flatten(), Linear.of(4, 1), new Sigmoid());
        }
    }
}
