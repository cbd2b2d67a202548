package ganvas.vae;

import ganvas.nn.Chain;
import ganvas.nn.Conv2d;
import ganvas.nn.ConvTranspose2d;
import ganvas.nn.Flatten;
import ganvas.nn.GaussianHeads;
import ganvas.nn.Layer;
import ganvas.nn.Linear;
import ganvas.nn.Normed;
import ganvas.nn.Reshape;
import ganvas.nn.Sigmoid;

/**
 * The VAEs of Gaikwad 2020, "GAN and VAE for MNIST", table 2. Batch normalisation and ReLU follow every layer with
 * weights except heads and output (section 3.3). The author's published code has LeakyReLU instead of ReLU. The table
 * ends the encoders in "Dense(4)" and "Dense(1)". These are the heads here, with 4 and 10 dimensions each.
 */
public final class GaikwadVae {
    private GaikwadVae() {}

    /** DenseVAE: 784 → 600 → 300 → 100 → 50 → mean and log-variance. */
    public record DenseEncoder(Flatten pixels, Normed hidden1, Normed hidden2, Normed hidden3, Normed hidden4,
            GaussianHeads heads)
            implements Chain {
        public static DenseEncoder of(long latent, Layer act) {
            return new DenseEncoder(new Flatten(), Normed.of(Linear.keras(784, 600), act),
                    Normed.of(Linear.keras(600, 300), act), Normed.of(Linear.keras(300, 100), act),
                    Normed.of(Linear.keras(100, 50), act), GaussianHeads.keras(50, latent));
        }
    }

    /** DenseVAE: latent → 50 → 100 → 300 → 600 → 784. */
    public record DenseDecoder(Normed hidden1, Normed hidden2, Normed hidden3, Normed hidden4, Linear output,
            Reshape image, Sigmoid sigmoid) implements Chain {
        public static DenseDecoder of(long latent, Layer act) {
            return new DenseDecoder(Normed.of(Linear.keras(latent, 50), act), Normed.of(Linear.keras(50, 100), act),
                    Normed.of(Linear.keras(100, 300), act), Normed.of(Linear.keras(300, 600), act),
                    Linear.keras(600, 784), new Reshape(1, 28, 28), new Sigmoid());
        }
    }

    /** CNNVAE: 1 × 28 × 28 → 32 × 14 × 14 → 64 × 7 × 7 → 128 × 4 × 4 → mean and log-variance. */
    public record CnnEncoder(Normed down1, Normed down2, Normed down3, Flatten flat, GaussianHeads heads)
            implements Chain {
        public static CnnEncoder of(long latent, Layer act) {
            return new CnnEncoder(Normed.of(Conv2d.keras(1, 32, 5, 2), act), Normed.of(Conv2d.keras(32, 64, 5, 2), act),
                    Normed.of(Conv2d.keras(64, 128, 5, 2), act), new Flatten(),
                    GaussianHeads.keras(128 * 4 * 4, latent));
        }
    }

    /**
     * CNNVAE: latent → 6272 → 128 × 7 × 7 → 64 × 14 × 14 → 32 × 14 × 14 → 16 × 28 × 28 → 1 × 28 × 28. The table gives
     * the last layer stride 2, which would end at 56 × 56; the author's code gives it 1.
     */
    public record CnnDecoder(Normed input, Reshape maps, Normed up1, Normed up2, Normed up3, ConvTranspose2d up4,
            Sigmoid sigmoid)
            implements Chain {
        public static CnnDecoder of(long latent, Layer act) {
            return new CnnDecoder(Normed.of(Linear.keras(latent, 128 * 7 * 7), act), new Reshape(128, 7, 7),
                    Normed.of(ConvTranspose2d.keras(128, 64, 5, 2), act),
                    Normed.of(ConvTranspose2d.keras(64, 32, 5, 1), act),
                    Normed.of(ConvTranspose2d.keras(32, 16, 5, 2), act), ConvTranspose2d.keras(16, 1, 5, 1),
                    new Sigmoid());
        }
    }
}
