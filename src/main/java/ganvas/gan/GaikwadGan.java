package ganvas.gan;

import ganvas.nn.Chain;
import ganvas.nn.Conv2d;
import ganvas.nn.ConvTranspose2d;
import ganvas.nn.Flatten;
import ganvas.nn.Layer;
import ganvas.nn.Linear;
import ganvas.nn.Normed;
import ganvas.nn.Reshape;
import ganvas.nn.Sigmoid;
import ganvas.nn.Tanh;
import java.util.ArrayList;
import java.util.List;

/**
 * The GANs of Gaikwad 2020, "GAN and VAE for MNIST", table 1. Batch normalisation and ReLU follow every layer with
 * weights except the output (section 3.3). The author's published code has LeakyReLU instead of ReLU.
 */
public final class GaikwadGan {
    private GaikwadGan() {}

    /** latent → widths → 784. */
    public record DenseGenerator(List<Normed> hidden, Linear output, Tanh tanh, Reshape image) implements Chain {
        /** DenseGAN. */
        public static DenseGenerator of(long latent, Layer act) {
            return new DenseGenerator(dense(act, latent, 100, 300, 600), Linear.keras(600, 784), new Tanh(),
                    new Reshape(1, 28, 28));
        }

        /** DenseGAN-Deep. */
        public static DenseGenerator deep(long latent, Layer act) {
            return new DenseGenerator(dense(act, latent, 100, 200, 300, 400, 500, 600), Linear.keras(600, 784),
                    new Tanh(), new Reshape(1, 28, 28));
        }
    }

    /** 784 → widths → 1. */
    public record DenseDiscriminator(Flatten pixels, List<Normed> hidden, Linear output, Sigmoid sigmoid)
            implements Chain {
        /** DenseGAN. */
        public static DenseDiscriminator of(Layer act) {
            return new DenseDiscriminator(new Flatten(), dense(act, 784, 600, 300, 100), Linear.keras(100, 1),
                    new Sigmoid());
        }

        /** DenseGAN-Deep. */
        public static DenseDiscriminator deep(Layer act) {
            return new DenseDiscriminator(new Flatten(), dense(act, 784, 600, 500, 400, 300, 200, 100),
                    Linear.keras(100, 1), new Sigmoid());
        }
    }

    private static List<Normed> dense(Layer act, long... widths) {
        var layers = new ArrayList<Normed>();
        for (int i = 1; i < widths.length; i++) layers.add(Normed.of(Linear.keras(widths[i - 1], widths[i]), act));
        return layers;
    }

    /** CNNGAN: latent → 6272 → 128 × 7 × 7 → 64 × 14 × 14 → 32 × 14 × 14 → 1 × 28 × 28. */
    public record CnnGenerator(Normed input, Reshape maps, Normed up1, Normed up2, ConvTranspose2d up3, Tanh tanh)
            implements Chain {
        public static CnnGenerator of(long latent, Layer act) {
            return new CnnGenerator(Normed.of(Linear.keras(latent, 128 * 7 * 7), act), new Reshape(128, 7, 7),
                    Normed.of(ConvTranspose2d.keras(128, 64, 5, 2), act),
                    Normed.of(ConvTranspose2d.keras(64, 32, 5, 1), act),
                    ConvTranspose2d.keras(32, 1, 5, 2), new Tanh());
        }
    }

    /** CNNGAN: 1 × 28 × 28 → 32 × 14 × 14 → 64 × 7 × 7 → 128 × 4 × 4 → 1. */
    public record CnnDiscriminator(Normed down1, Normed down2, Normed down3, Flatten flat, Linear output,
            Sigmoid sigmoid) implements Chain {
        public static CnnDiscriminator of(Layer act) {
            return new CnnDiscriminator(Normed.of(Conv2d.keras(1, 32, 5, 2), act),
                    Normed.of(Conv2d.keras(32, 64, 5, 2), act), Normed.of(Conv2d.keras(64, 128, 5, 2), act),
                    new Flatten(), Linear.keras(128 * 4 * 4, 1), new Sigmoid());
        }
    }
}
