package ganvas.gan;

import ganvas.nn.Chain;
import ganvas.nn.Dropout;
import ganvas.nn.Flatten;
import ganvas.nn.LeakyReLU;
import ganvas.nn.Linear;
import ganvas.nn.Reshape;
import ganvas.nn.Sigmoid;
import ganvas.nn.Tanh;

/** The GAN of Khanna 2020, "Comparing Generative Models: GANs and VAEs", tables 1 and 2. */
public final class KhannaGan {
    private KhannaGan() {}

    /** Table 1: latent → 256 → 512 → 1024 → 784. */
    public record Generator(Linear hidden1, LeakyReLU act1, Linear hidden2, LeakyReLU act2, Linear hidden3,
            LeakyReLU act3, Linear output, Tanh tanh, Reshape image) implements Chain {
        public static Generator of(long latent, double slope) {
            var act = new LeakyReLU(slope);
            return new Generator(Linear.of(latent, 256), act, Linear.of(256, 512), act, Linear.of(512, 1024), act,
                    Linear.of(1024, 784), new Tanh(), new Reshape(1, 28, 28));
        }
    }

    /** Table 2: 784 → 1024 → 512 → 256 → 1, with dropout after each hidden layer (section 2.1). */
    public record Discriminator(Flatten pixels, Linear hidden1, LeakyReLU act1, Dropout drop1, Linear hidden2,
            LeakyReLU act2, Dropout drop2, Linear hidden3, LeakyReLU act3, Dropout drop3, Linear output,
            Sigmoid sigmoid) implements Chain {
        public static Discriminator of(double slope, double dropout) {
            var act = new LeakyReLU(slope);
            var drop = new Dropout(dropout);
            return new Discriminator(new Flatten(), Linear.of(784, 1024), act, drop, Linear.of(1024, 512), act, drop,
                    Linear.of(512, 256), act, drop, Linear.of(256, 1), new Sigmoid());
        }
    }
}
