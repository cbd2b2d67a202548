package ganvas.vae;

import ganvas.nn.Chain;
import ganvas.nn.Conv2d;
import ganvas.nn.ConvTranspose2d;
import ganvas.nn.Flatten;
import ganvas.nn.GaussianHeads;
import ganvas.nn.Linear;
import ganvas.nn.ReLU;
import ganvas.nn.Reshape;
import ganvas.nn.Sigmoid;

/**
 * The VAEs of Tanwar 2023, "Evaluation and Comparison of VAE and GAN networks", section 3.3. The text does not mention
 * the encoder's dense layer of 16 units, but the printed parameter counts require it.
 */
public final class TanwarVae {
    private TanwarVae() {}

    /** 1 × 28 × 28 → 32 × 14 × 14 → 64 × 7 × 7 → 16 → mean and log-variance. */
    public record Encoder(Conv2d down1, ReLU act1, Conv2d down2, ReLU act2, Flatten flat, Linear hidden, ReLU act3,
            GaussianHeads heads)
            implements Chain {
        public static Encoder of(long latent) {
            var act = new ReLU();
            return new Encoder(Conv2d.keras(1, 32, 3, 2), act, Conv2d.keras(32, 64, 3, 2), act, new Flatten(),
                    Linear.keras(64 * 7 * 7, 16), act, GaussianHeads.keras(16, latent));
        }
    }

    /** latent → 64 × 7 × 7 → 64 × 14 × 14 → 32 × 28 × 28 → 1 × 28 × 28. */
    public record Decoder(Linear input, ReLU act0, Reshape maps, ConvTranspose2d up1, ReLU act1, ConvTranspose2d up2,
            ReLU act2, ConvTranspose2d up3, Sigmoid sigmoid) implements Chain {
        public static Decoder of(long latent) {
            var act = new ReLU();
            return new Decoder(Linear.keras(latent, 64 * 7 * 7), act, new Reshape(64, 7, 7),
                    ConvTranspose2d.keras(64, 64, 3, 2), act, ConvTranspose2d.keras(64, 32, 3, 2), act,
                    ConvTranspose2d.keras(32, 1, 3, 1), new Sigmoid());
        }
    }
}
