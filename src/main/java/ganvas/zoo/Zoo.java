package ganvas.zoo;

import static ganvas.zoo.Option.integer;
import static ganvas.zoo.Option.number;

import ganvas.data.Pixels;
import ganvas.gan.GanStep;
import ganvas.result.Nearest;
import ganvas.result.Problem;
import ganvas.vae.VaeStep;
import java.util.ArrayList;
import java.util.List;

/** All models. A new one is a line here and a file of networks. */
public final class Zoo {
    private Zoo() {}

    private static final String KHANNA = "Khanna 2020, Comparing Generative Models: GANs and VAEs";
    private static final String ALI = "Ali 2020, Comparison of GAN and VAE for Fake Image Generation";

    public static final List<Model> ALL = List.of(
            new Model("khanna-2020/gan", "dense GAN with dropout in the discriminator", KHANNA, "gan",
                    ganOptions(128, 2e-4, 256, 200, List.of(slope(), dropout())),
                    v -> List.of(
                            new Model.Part("generator", ganvas.gan.Khanna.Generator.of(v.integer("latent"), v.number("slope")), v.integer("latent")),
                            new Model.Part("discriminator", ganvas.gan.Khanna.Discriminator.of(v.number("slope"), v.number("dropout")), 1, 28, 28)),
                    gan(new Pixels(28, -1, 1))),
            new Model("khanna-2020/vae", "dense VAE with a latent plane", KHANNA, "vae", vaeOptions(2, 1e-3, 100, 5),
                    khannaVae(), vae(new Pixels(28, 0, 1))),
            new Model("ali-2020/gan", "convolutional GAN on images of 32 × 32", ALI, "gan",
                    ganOptions(100, 1e-3, 32, 10, List.of(slope())),
                    v -> List.of(
                            new Model.Part("generator", ganvas.gan.Ali.Generator.of(v.integer("latent")), v.integer("latent")),
                            new Model.Part("discriminator", ganvas.gan.Ali.Discriminator.of(v.number("slope")), 1, 32, 32)),
                    gan(new Pixels(32, -1, 1))),
            new Model("ali-2020/vae", "khanna-2020's VAE, which this paper uses too", ALI, "vae", vaeOptions(2, 1e-3, 100, 5),
                    khannaVae(), vae(new Pixels(28, 0, 1))));

    public static Model get(String name) {
        return ALL.stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow(() -> {
            var names = ALL.stream().map(Model::name).toList();
            return Problem.input("expected a model of the zoo; found '%s'%s. './ganvas models' lists them.", name, Nearest.hint(name, names));
        });
    }

    private static java.util.function.Function<Values, List<Model.Part>> khannaVae() {
        return v -> List.of(
                new Model.Part("encoder", ganvas.vae.Khanna.Encoder.of(v.integer("latent")), 1, 28, 28),
                new Model.Part("decoder", ganvas.vae.Khanna.Decoder.of(v.integer("latent")), v.integer("latent")));
    }

    // ---- settings

    private static List<Option> ganOptions(long latent, double rate, long batch, long epochs, List<Option> own) {
        var options = new ArrayList<>(training(rate, 0.5, batch, epochs));
        options.add(latent(latent));
        options.addAll(own);
        return options;
    }

    private static List<Option> vaeOptions(long latent, double rate, long batch, long epochs) {
        var options = new ArrayList<>(training(rate, 0.9, batch, epochs));
        options.add(latent(latent));
        options.add(number("beta", 1, 0, 1e6, "weight of the KL term; 1 is the ELBO"));
        return options;
    }

    private static List<Option> training(double rate, double beta1, long batch, long epochs) {
        return List.of(
                integer("epochs", epochs, 1, 1e6, "the paper's length, used where --images, --epochs and --minutes are not given"),
                integer("batch", batch, 2, 50_000, "images a step"),
                number("rate", rate, 0, 1, "Adam's learning rate"),
                number("beta1", beta1, 0, 0.999999, "Adam's decay of the first moment"),
                number("beta2", 0.999, 0, 0.999999, "Adam's decay of the second moment"));
    }

    private static Option latent(long latent) {
        return integer("latent", latent, 1, 4096, "dimensions of the latent space");
    }

    private static Option slope() {
        return number("slope", 0.2, 0, 1, "of LeakyReLU where its input is negative");
    }

    private static Option dropout() {
        return number("dropout", 0.3, 0, 0.99, "probability that the discriminator drops an activation");
    }


    // ---- families

    private static Model.Assembly gan(Pixels pixels) {
        return (parts, v, p) -> GanStep.of(parts.get(0).net(), parts.get(1).net(), v.integer("latent"), pixels, p.height(), p.width(),
                v.number("rate"), v.number("beta1"), v.number("beta2"), p.seed(), p.device(), p.precision());
    }

    private static Model.Assembly vae(Pixels pixels) {
        return (parts, v, p) -> VaeStep.of(parts.get(0).net(), parts.get(1).net(), v.integer("latent"), v.number("beta"), pixels,
                p.height(), p.width(), v.number("rate"), v.number("beta1"), v.number("beta2"), p.seed(), p.device(), p.precision());
    }
}
