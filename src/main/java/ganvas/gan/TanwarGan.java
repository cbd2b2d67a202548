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
import java.util.Optional;

/**
 * The GANs of Tanwar 2023, "Evaluation and Comparison of VAE and GAN networks", section 3.2: one architecture with or
 * without batch normalisation, which ends in a sigmoid or a tanh.
 */
public final class TanwarGan {
    private TanwarGan() {}

    private static Optional<BatchNorm> norm(boolean norm, long channels) {
        return norm ? Optional.of(BatchNorm.of(channels)) : Optional.empty();
    }

    /**
     * Section 3.2.1: latent → 256 × 7 × 7 → 128 × 7 × 7 → 64 × 14 × 14 → 1 × 28 × 28.
     */
    public record Generator(Linear input, LeakyReLU act0, Reshape maps, ConvTranspose2d up1, Optional<BatchNorm> norm1,
            LeakyReLU act1, ConvTranspose2d up2, Optional<BatchNorm> norm2, LeakyReLU act2, ConvTranspose2d up3,
            Layer end)
            implements Chain {
        public static Generator of(long latent, double slope, boolean norm, Layer end) {
            var act = new LeakyReLU(slope);
            return new Generator(Linear.keras(latent, 256 * 7 * 7), act, new Reshape(256, 7, 7),
                    ConvTranspose2d.keras(256, 128, 5, 1), norm(norm, 128), act,
                    ConvTranspose2d.keras(128, 64, 5, 2), norm(norm, 64), act,
                    ConvTranspose2d.keras(64, 1, 5, 2), end);
        }
    }

    /**
     * Section 3.2.1: 1 × 28 × 28 → 64 × 14 × 14 → 128 × 7 × 7 → 1.
     */
    public record Discriminator(Conv2d down1, Optional<BatchNorm> norm1, LeakyReLU act1, Dropout drop1, Conv2d down2,
            Optional<BatchNorm> norm2, LeakyReLU act2, Dropout drop2, Flatten flat, Linear output, Sigmoid sigmoid)
            implements Chain {
        public static Discriminator of(double slope, double dropout, boolean norm) {
            var act = new LeakyReLU(slope);
            var drop = new Dropout(dropout);
            return new Discriminator(Conv2d.keras(1, 64, 5, 2), norm(norm, 64), act, drop,
                    Conv2d.keras(64, 128, 5, 2), norm(norm, 128), act, drop,
                    new Flatten(), Linear.keras(128 * 7 * 7, 1), new Sigmoid());
        }
    }
}
