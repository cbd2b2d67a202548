package ganvas.vae;

import ganvas.nn.Chain;
import ganvas.nn.Layer;
import ganvas.nn.biggan.BigGanPlan;
import ganvas.nn.biggan.BigGanTrunk;

/**
 * The VAE of Hinrichsen 2023 on BigGAN's layers (section 3): the discriminator's trunk encodes, the generator decodes.
 * The decoder is {@link BigGanPlan#generator}.
 */
public final class BigGanVae {
    private BigGanVae() {}

    /** Image → features → mean and log-variance: the discriminator with 2·z outputs instead of one. */
    public record Encoder(BigGanTrunk trunk, Layer heads) implements Chain {
        public static Encoder of(BigGanPlan plan) {
            return new Encoder(plan.trunk(), plan.linear(2 * plan.inputs().z()));
        }
    }
}
