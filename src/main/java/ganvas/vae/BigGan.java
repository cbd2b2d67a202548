package ganvas.vae;

import ganvas.nn.Chain;
import ganvas.nn.Layer;
import ganvas.nn.biggan.Plan;
import ganvas.nn.biggan.Trunk;

/**
 * The VAE of Hinrichsen 2023 on BigGAN's layers (section 3): the discriminator's trunk encodes, the generator decodes. The decoder:
 * {@link Plan#generator}.
 */
public final class BigGan {
    private BigGan() {}

    /** Image → features → mean and log-variance: the discriminator, but 2·z outputs instead of one. */
    public record Encoder(Trunk trunk, Layer heads) implements Chain {
        public static Encoder of(Plan plan) {
            return new Encoder(plan.trunk(), plan.linear(2 * plan.z()));
        }
    }
}
