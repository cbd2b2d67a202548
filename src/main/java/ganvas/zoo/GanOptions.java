package ganvas.zoo;

import static ganvas.zoo.Option.choice;
import static ganvas.zoo.Option.integer;
import static ganvas.zoo.Option.number;

import ganvas.data.Pixels;
import ganvas.gan.DiffAugment;
import ganvas.gan.GanLoss;
import ganvas.gan.GanNetworks;
import ganvas.gan.GanStep;
import ganvas.gan.LatentSpace;
import ganvas.gan.Penalty;
import ganvas.gan.Training;
import ganvas.nn.Chain;
import ganvas.torch.AdamSettings;
import ganvas.zoo.ZooModel.NetworkSpec;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The training settings that every GAN has, whatever its networks. docs/training-options.md gives the source of each.
 */
final class GanOptions {
    private GanOptions() {}

    /** All of them except rates and moments, which models name in their own ways. */
    static List<Option> shared() {
        return List.of(
                integer("d-steps", 1, 1, 100,
                        "discriminator steps for each generator step, each on a batch of its own"),
                choice("loss", GanLoss.NON_SATURATING,
                        "the loss of both networks; wasserstein needs gradient-penalty or spectral norm"),
                number("label-smoothing", 0, 0, 0.5,
                        "the discriminator's target for real images is 1 minus this; "
                                + "only with non-saturating and saturating"),
                number("gradient-penalty", 0, 0, 1e6,
                        "weight of the penalty (‖∇D‖ − 1)² between real and generated images; 10 in its paper; "
                                + "0 for none"),
                number("r1", 0, 0, 1e6, "γ of the penalty γ/2 · ‖∇D‖² at real images; 10 in its paper; 0 for none"),
                number("r2", 0, 0, 1e6, "γ of the penalty γ/2 · ‖∇D‖² at generated images; 0 for none"),
                integer("r1-every", 1, 1, 1000,
                        "k: r1 and r2 are computed only in every k-th update, with k times the weight"),
                number("clip", 0, 0, 1e9, "gradient clipping: largest absolute value of an element; 0 for none"),
                number("clip-norm", 0, 0, 1e9,
                        "gradient clipping: largest L2 norm of a network's gradient; 0 for none"),
                Option.word("diffaugment", "none", DiffAugment.policies(),
                        String.join(" or ", DiffAugment.policies())
                                + ": random changes to every image that the discriminator sees"),
                number("ema", 0, 0, 0.9999999,
                        "decay of the generator's moving average, from which samples are drawn; 0 for none"),
                integer("ema-start", 0, 0, 1e9,
                        "number of first updates in which the average is a copy of the generator"));
    }

    /** The training that these settings describe. Settings that do not fit together are refused. */
    static Training training(Values v) {
        return new Training(v.choice("loss", GanLoss.class), v.number("label-smoothing"), (int) v.integer("d-steps"),
                new Penalty(v.number("gradient-penalty"), v.number("r1"), v.number("r2"), v.integer("r1-every")),
                DiffAugment.of(v.word("diffaugment")),
                adam(v, "g-rate"), adam(v, "d-rate"));
    }

    private static AdamSettings adam(Values v, String rate) {
        return new AdamSettings(v.number(rate), v.number("beta1"), v.number("beta2"), v.number("clip"),
                v.number("clip-norm"));
    }

    /**
     * @param parts  generator and discriminator
     * @param second makes another generator with the same layers
     */
    static GanStep step(List<NetworkSpec> parts, Supplier<Chain> second, LatentSpace space, Pixels pixels, Values v,
            ZooModel.Site p) {
        Optional<GanNetworks.Averaging> average = v.number("ema") == 0 ? Optional.empty()
                : Optional.of(new GanNetworks.Averaging(second.get(), v.number("ema"), v.integer("ema-start")));
        return new GanStep(new GanNetworks(parts.get(0).net(), parts.get(1).net(), average), space, training(v),
                p.target(pixels), p.where(), p.seed());
    }
}
