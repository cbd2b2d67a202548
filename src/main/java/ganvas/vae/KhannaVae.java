package ganvas.vae;

import ganvas.nn.Chain;
import ganvas.nn.Flatten;
import ganvas.nn.GaussianHeads;
import ganvas.nn.Linear;
import ganvas.nn.ReLU;
import ganvas.nn.Reshape;
import ganvas.nn.Sigmoid;

/** The VAE of Khanna 2020, "Comparing Generative Models: GANs and VAEs", tables 3 and 4. Ali 2020 uses the same VAE. */
public final class KhannaVae {
    private KhannaVae() {}

    /** Table 3: 784 → 512 → 256 → mean and log-variance. */
    public record Encoder(Flatten pixels, Linear hidden1, ReLU act1, Linear hidden2, ReLU act2, GaussianHeads heads)
            implements Chain {
        public static Encoder of(long latent) {
            var act = new ReLU();
            return new Encoder(new Flatten(), Linear.of(784, 512), act, Linear.of(512, 256), act,
                    GaussianHeads.of(256, latent));
        }
    }

    /** Table 4: latent → 256 → 512 → 784. */
    public record Decoder(Linear hidden1, ReLU act1, Linear hidden2, ReLU act2, Linear output, Reshape image,
            Sigmoid sigmoid)
            implements Chain {
        public static Decoder of(long latent) {
            var act = new ReLU();
            return new Decoder(Linear.of(latent, 256), act, Linear.of(256, 512), act, Linear.of(512, 784),
                    new Reshape(1, 28, 28), new Sigmoid());
        }
    }
}
