package ganvas.zoo;

import static ganvas.zoo.Option.choice;
import static ganvas.zoo.Option.integer;
import static ganvas.zoo.Option.number;

import ganvas.data.Pixels;
import ganvas.gan.GanStep;
import ganvas.gan.LatentSpace;
import ganvas.nn.Layer;
import ganvas.nn.LeakyReLU;
import ganvas.nn.ReLU;
import ganvas.nn.biggan.BigGanPlan;
import ganvas.problem.Problem;
import ganvas.vae.VaeStep;
import ganvas.zoo.Intake.ImageShape;
import ganvas.zoo.ZooModel.NetworkSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The four models of Hinrichsen 2023: BigGAN and BigGAN-deep, each as a GAN and as a VAE. */
final class BigGans {
    private BigGans() {}

    private static final String PAPER = "Hinrichsen 2023, Variational Autoencoders aren't Very Varied (As Generators)";

    private enum Activation { RELU, LEAKY_RELU }

    private enum Switch { ON, OFF }

    /**
     * Rates, batches and lengths are the paper's for CIFAR-10; clipping is that of the author's code. The paper does
     * not state β₁; it is 0, as in Brock et al. 2019.
     */
    static ZooModel gan(String name, String title, boolean deep) {
        var options = new ArrayList<>(List.of(
                integer("epochs", deep ? 345 : 314, 1, 1e6,
                        "the paper's length of training, unless --images, --epochs or --minutes is given"),
                integer("batch", deep ? 256 : 512, 2, 50_000, "images in a step"),
                number("g-rate", 5e-5, 0, 1, "the generator's learning rate"),
                number("d-rate", 2e-4, 0, 1, "the discriminator's learning rate"),
                number("beta1", 0, 0, 0.999999, "Adam's decay of the first moment"),
                number("beta2", 0.999, 0, 0.999999, "Adam's decay of the second moment")));
        options.addAll(Zoo.with(GanOptions.shared(),
                Map.of("d-steps", "2", "clip", "0.1", "ema", "0.9999", "ema-start", "1000")));
        options.addAll(architecture(deep, deep ? 128 : 120, Switch.ON));
        options.add(integer("classes", 0, 0, 10_000,
                "number of classes that both networks are conditioned on; 0 for none, as in the paper"));
        return model(new ZooModel.Registration(name, title, PAPER, "gan", GanStep.class), deep, options,
                v -> List.of(
                        new NetworkSpec("generator", plan(v, deep).generator(), v.integer("z")),
                        new NetworkSpec("discriminator", ganvas.gan.BigGanGan.Discriminator.of(plan(v, deep)),
                                image(v))),
                (parts, v, p) -> GanOptions.step(parts, () -> plan(v, deep).generator(),
                        new LatentSpace(v.integer("z"), v.integer("classes")), pixels(v), v, p))
                .checked(GanOptions::training);
    }

    /**
     * Batches, lengths and z are the paper's. Rate, β and clipping are those of the author's published VAE. There β is
     * 0.1 for pixels in [0, 1]. That is 0.4 for pixels in [−1, 1], where squared errors are four times as large. That
     * code has no spectral norm, and a VAE has no adversary to bound.
     */
    static ZooModel vae(String name, String title, boolean deep) {
        var options = new ArrayList<>(List.of(
                integer("epochs", deep ? 185 : 110, 1, 1e6,
                        "the paper's length of training, unless --images, --epochs or --minutes is given"),
                integer("batch", deep ? 256 : 512, 2, 50_000, "images in a step"),
                number("rate", 1e-4, 0, 1, "Adam's learning rate"),
                number("beta1", 0.9, 0, 0.999999, "Adam's decay of the first moment"),
                number("beta2", 0.999, 0, 0.999999, "Adam's decay of the second moment"),
                clip()));
        options.addAll(Vaes.options(0.4, Vaes.Pixel.SQUARED_ERROR));
        options.addAll(architecture(deep, 128, Switch.OFF));
        return model(new ZooModel.Registration(name, title, PAPER, "vae", VaeStep.class), deep, options,
                v -> Vaes.parts(v, new NetworkSpec("encoder", ganvas.vae.BigGanVae.Encoder.of(plan(v, deep)), image(v)),
                        new NetworkSpec("decoder", plan(v, deep).generator(), v.integer("z"))),
                (parts, v, p) -> Vaes.step(parts, v, v.integer("z"), pixels(v), v.number("clip"), p))
                .checked(v -> Vaes.check(name, v, "a tanh"));
    }

    private static Option clip() {
        return number("clip", 0.1, 0, 1e9, "gradient clipping: largest absolute value of an element; 0 for none");
    }

    private static List<Option> architecture(boolean deep, long z, Switch spectral) {
        return List.of(
                integer("resolution", 0, 0, BigGanPlan.LARGEST,
                        "height and width of the images, " + BigGanPlan.SMALLEST
                                + " or more; the dataset's unless set"),
                integer("image-channels", 0, 0, 4, "channels of the images; the dataset's unless set"),
                integer("channels", deep ? 128 : 96, 4, 512, "ch in the papers: channels at the full resolution"),
                integer("blocks", 0, 0, 100,
                        "residual blocks of the generator; unless set, " + (deep ? "two" : "one")
                                + " for each upsampling step from 4 × 4"),
                integer("z", z, 1, 4096, "dimensions of the latent space"),
                integer("attention", 0, 0, BigGanPlan.LARGEST,
                        "the generator's resolution at which self-attention is applied; 0 for none"),
                choice("activation", Activation.RELU, "activation of the blocks; LeakyReLU's slope is 0.2"),
                choice("spectral-norm", spectral, "spectral normalisation of every weight"));
    }

    private static ZooModel model(ZooModel.Registration registration, boolean deep, List<Option> options,
            Function<Values, List<NetworkSpec>> parts, ZooModel.Assembly assembly) {
        return new ZooModel(registration, options, parts, assembly,
                new Intake((values, images) -> fit(registration.name(), deep, values, images),
                        BigGans::takes));
    }

    private static boolean takes(ImageShape images) {
        int longer = Math.max(images.height(), images.width());
        return images.channels() <= 4 && longer >= BigGanPlan.SMALLEST && longer <= BigGanPlan.LARGEST;
    }

    /** The images of CIFAR-10, which the paper uses. */
    private static final ImageShape PAPERS = new ImageShape(3, 32, 32);

    private static Map<String, Object> fit(String name, boolean deep, Map<String, Object> values,
            Optional<ImageShape> dataset) {
        ImageShape images = dataset.orElse(PAPERS);
        var fitted = new LinkedHashMap<>(values);
        replaceZero(fitted, "resolution", Math.max(images.height(), images.width()));
        replaceZero(fitted, "image-channels", images.channels());
        var v = new Values(fitted);
        if (dataset.isPresent() && v.integer("image-channels") != images.channels()) {
            throw Problem.input("--set image-channels: %s is to learn from images of %d channels; found %d", name,
                    images.channels(), v.integer("image-channels"));
        }
        replaceZero(fitted, "blocks", (deep ? 2L : 1L) * BigGanPlan.steps((int) v.integer("resolution")));
        plan(v, deep);                                         // refuses what BigGAN does not support
        return fitted;
    }

    private static void replaceZero(Map<String, Object> values, String name, long by) {
        if (values.get(name).equals(0L)) values.put(name, by);
    }

    private static BigGanPlan plan(Values v, boolean deep) {
        Layer act = switch (v.choice("activation", Activation.class)) {
            case RELU -> new ReLU();
            case LEAKY_RELU -> new LeakyReLU(0.2);
        };
        return new BigGanPlan(deep,
                new BigGanPlan.Images((int) v.integer("resolution"), v.integer("image-channels")),
                new BigGanPlan.Inputs(v.integer("z"), v.map().containsKey("classes") ? v.integer("classes") : 0),
                new BigGanPlan.Blocks((int) v.integer("blocks"), v.integer("channels"), (int) v.integer("attention")),
                v.choice("spectral-norm", Switch.class) == Switch.ON, act);
    }

    private static long[] image(Values v) {
        return new long[] {v.integer("image-channels"), v.integer("resolution"), v.integer("resolution")};
    }

    private static Pixels pixels(Values v) {
        return new Pixels((int) v.integer("resolution"), -1, 1);
    }
}
