package ganvas.gan;

import ganvas.nn.BatchNorm;
import ganvas.nn.Chain;
import ganvas.nn.Conv2d;
import ganvas.nn.ConvTranspose2d;
import ganvas.nn.Dropout;
import ganvas.nn.Flatten;
import ganvas.nn.Layer;
import ganvas.nn.LeakyReLU;
import ganvas.nn.Linear;
import ganvas.nn.Reshape;
import ganvas.nn.Sigmoid;

/**
 * The GANs of Tanwar 2023, "Evaluation and Comparison of VAE and GAN networks", section 3.2: one architecture with or
 * without batch normalisation, which ends in a sigmoid or a tanh.
 */
public final class TanwarGan {
    private TanwarGan() {}

    /**
     * Section 3.2.1: latent → 256 × 7 × 7 → 128 × 7 × 7 → 64 × 14 × 14 → 1 × 28 × 28.
     *
     * @param norm1 null for none, as {@code norm2}
     */
    public record Generator(Linear input, LeakyReLU act0, Reshape maps, ConvTranspose2d up1, BatchNorm norm1,
            LeakyReLU act1, ConvTranspose2d up2, BatchNorm norm2, LeakyReLU act2, ConvTranspose2d up3, Layer end)
            implements Chain {
        public static Generator of(long latent, double slope, boolean norm, Layer end) {
            var act = new LeakyReLU(slope);
            return new Generator(Linear.keras(latent, 256 * 7 * 7), act, new Reshape(256, 7, 7),
                    ConvTranspose2d.keras(256, 128, 5, 1), norm ? BatchNorm.of(128) : null, act,
                    ConvTranspose2d.keras(128, 64, 5, 2), norm ? BatchNorm.of(64) : null, act,
                    ConvTranspose2d.keras(64, 1, 5, 2), end);
        }
    }

    /**
     * Section 3.2.1: 1 × 28 × 28 → 64 × 14 × 14 → 128 × 7 × 7 → 1.
     *
     * @param norm1 null for none, as {@code norm2}
     */
    public record Discriminator(Conv2d down1, BatchNorm norm1, LeakyReLU act1, Dropout drop1, Conv2d down2,
            BatchNorm norm2, LeakyReLU act2, Dropout drop2, Flatten flat, Linear output, Sigmoid sigmoid)
            implements Chain {
        public static Discriminator of(double slope, double dropout, boolean norm) {
            var act = new LeakyReLU(slope);
            var drop = new Dropout(dropout);
            return new Discriminator(Conv2d.keras(1, 64, 5, 2), norm ? BatchNorm.of(64) : null, act, drop,
                    Conv2d.keras(64, 128, 5, 2), norm ? BatchNorm.of(128) : null, act, drop,
                    new Flatten(), Linear.keras(128 * 7 * 7, 1), new Sigmoid());
        }
    }
}
