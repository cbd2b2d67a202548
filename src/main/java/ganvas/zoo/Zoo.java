package ganvas.zoo;

import static ganvas.zoo.Option.choice;
import static ganvas.zoo.Option.following;
import static ganvas.zoo.Option.integer;
import static ganvas.zoo.Option.number;

import ganvas.data.Dataset;
import ganvas.data.Pixels;
import ganvas.gan.GanStep;
import ganvas.gan.LatentSpace;
import ganvas.hybrid.VaeGan;
import ganvas.nn.Chain;
import ganvas.nn.Layer;
import ganvas.nn.LeakyReLU;
import ganvas.nn.ReLU;
import ganvas.nn.Sigmoid;
import ganvas.nn.Tanh;
import ganvas.problem.DidYouMean;
import ganvas.problem.Problem;
import ganvas.torch.AdamSettings;
import ganvas.vae.VaeStep;
import ganvas.zoo.ZooModel.NetworkSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** All models. A new model needs a line here and a file with its networks. */
public final class Zoo {
    private Zoo() {}

    private static final String TANWAR = "Tanwar 2023, Evaluation and Comparison of VAE and GAN networks";
    private static final String KHANNA = "Khanna 2020, Comparing Generative Models: GANs and VAEs";
    private static final String ALI = "Ali 2020, Comparison of GAN and VAE for Fake Image Generation";
    private static final String GAIKWAD = "Gaikwad 2020, GAN and VAE for MNIST";

    private static final String LARSEN = "Larsen 2016, Autoencoding beyond pixels using a learned similarity metric";

    private static final Pixels UNIT = new Pixels(28, 0, 1);
    private static final Pixels SIGNED = new Pixels(28, -1, 1);

    public static final List<ZooModel> ALL = List.of(
            gan("tanwar-2023/gan-base", "convolutional GAN with dropout", TANWAR, UNIT, tanwarGan(),
                    v -> ganvas.gan.TanwarGan.Generator.of(v.integer("latent"), v.number("slope"), false,
                            new Sigmoid()),
                    v -> ganvas.gan.TanwarGan.Discriminator.of(v.number("slope"), v.number("dropout"), false)),
            gan("tanwar-2023/gan-batchnorm", "gan-base with batch normalisation", TANWAR, UNIT, tanwarGan(),
                    v -> ganvas.gan.TanwarGan.Generator.of(v.integer("latent"), v.number("slope"), true, new Sigmoid()),
                    v -> ganvas.gan.TanwarGan.Discriminator.of(v.number("slope"), v.number("dropout"), true)),
            gan("tanwar-2023/gan-tanh", "gan-base with a tanh, pixels in [−1, 1]", TANWAR, SIGNED, tanwarGan(),
                    v -> ganvas.gan.TanwarGan.Generator.of(v.integer("latent"), v.number("slope"), false, new Tanh()),
                    v -> ganvas.gan.TanwarGan.Discriminator.of(v.number("slope"), v.number("dropout"), false)),
            tanwarVae("tanwar-2023/vae-base", "convolutional VAE with a latent plane", Map.of()),
            tanwarVae("tanwar-2023/vae-beta", "vae-base with little weight on the KL", Map.of("beta", "0.001")),
            tanwarVae("tanwar-2023/vae-latent4", "vae-beta with four latent dimensions",
                    Map.of("beta", "0.001", "latent", "4")).shownInBf16(),

            khannaGan("khanna-2020/gan", "dense GAN with dropout in the discriminator", Map.of()).shownInBf16(),
            // Figures 3 and 4 show the failure but not its cause. These settings are chosen: a saturating loss, a
            // discriminator without dropout that steps five times as often, and five epochs. The gradient vanishes
            // after two of them.
            khannaGan("khanna-2020/gan-vanishing", "gan with a discriminator that is too strong",
                    Map.of("loss", "saturating", "dropout", "0", "d-steps", "5", "epochs", "5")),
            khannaVae("khanna-2020/vae", "dense VAE with a latent plane", KHANNA),

            aliGan("ali-2020/gan", "convolutional GAN on images of 32 × 32", new Pixels(32, -1, 1), 0.5),
            aliGan("ali-2020/gan-notebook", "gan with the pixels and Adam's decay of the author's notebook",
                    new Pixels(32, 0, 1), 0.9),
            khannaVae("ali-2020/vae", "khanna-2020's VAE, which this paper uses too", ALI),

            gan("gaikwad-2020/dense-gan", "dense GAN with batch normalisation", GAIKWAD, SIGNED, gaikwadGan(10, 1e-5),
                    v -> ganvas.gan.GaikwadGan.DenseGenerator.of(v.integer("latent"), activation(v)),
                    v -> ganvas.gan.GaikwadGan.DenseDiscriminator.of(activation(v))),
            gan("gaikwad-2020/dense-gan-deep", "dense-gan with six hidden layers", GAIKWAD, SIGNED,
                    gaikwadGan(392, 1e-6),
                    v -> ganvas.gan.GaikwadGan.DenseGenerator.deep(v.integer("latent"), activation(v)),
                    v -> ganvas.gan.GaikwadGan.DenseDiscriminator.deep(activation(v))),
            gan("gaikwad-2020/cnn-gan", "convolutional GAN with batch normalisation", GAIKWAD, SIGNED,
                    gaikwadGan(10, 1e-4),
                    v -> ganvas.gan.GaikwadGan.CnnGenerator.of(v.integer("latent"), activation(v)),
                    v -> ganvas.gan.GaikwadGan.CnnDiscriminator.of(activation(v))),
            vae("gaikwad-2020/dense-vae", "dense VAE with batch normalisation", GAIKWAD, gaikwadVae(4),
                    v -> ganvas.vae.GaikwadVae.DenseEncoder.of(v.integer("latent"), activation(v)),
                    v -> ganvas.vae.GaikwadVae.DenseDecoder.of(v.integer("latent"), activation(v))),
            vae("gaikwad-2020/cnn-vae", "convolutional VAE with batch normalisation", GAIKWAD, gaikwadVae(10),
                    v -> ganvas.vae.GaikwadVae.CnnEncoder.of(v.integer("latent"), activation(v)),
                    v -> ganvas.vae.GaikwadVae.CnnDecoder.of(v.integer("latent"), activation(v))).shownInBf16(),

            AnyPicture.dcgan(), AnyPicture.convVae(), AnyPicture.resnetVae(),

            BigGans.gan("hinrichsen-2023/biggan", "BigGAN, a residual GAN", false),
            BigGans.gan("hinrichsen-2023/biggan-deep", "BigGAN-deep, of twice as many blocks, each a bottleneck", true),
            BigGans.vae("hinrichsen-2023/vae-biggan",
                    "VAE whose decoder is biggan's generator and whose encoder its discriminator", false),
            BigGans.vae("hinrichsen-2023/vae-biggan-deep",
                    "VAE whose decoder is biggan-deep's generator and whose encoder its discriminator", true),

            vaeGan("larsen-2016/vae-gan",
                    "VAE whose decoder is a GAN's generator, errors measured in the discriminator", LARSEN));

    public static ZooModel get(String name) {
        return ALL.stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow(() -> {
            var names = ALL.stream().map(ZooModel::name).toList();
            return Problem.input("expected a model of the zoo; found '%s'%s 'ganvas models' lists them.", name,
                    DidYouMean.to(name, names).map(k -> "; did you mean '" + k + "'?").orElse("."));
        });
    }

    /** The names of the models that learn from such images, in the order of the list. */
    public static List<String> taking(int channels, int height, int width) {
        return ALL.stream().filter(m -> m.takes(channels, height, width)).map(ZooModel::name).toList();
    }

    /**
     * Completes the settings of {@code model} with those that follow the images of {@code data}. An error about images
     * that it does not take names the models that take them.
     */
    public static Map<String, Object> fit(ZooModel model, Map<String, Object> values, Dataset data) {
        try {
            return model.fit(values, data);
        } catch (Problem p) {
            if (model.takes(data.channels(), data.height(), data.width())) throw p;
            List<String> takers = taking(data.channels(), data.height(), data.width());
            throw Problem.input("%s. %s", p.getMessage(), takers.isEmpty()
                    ? "No model of the zoo takes such images as they are"
                    : "Models that take them: " + String.join(", ", takers));
        }
    }

    // ---- papers

    private static List<Option> tanwarGan() {
        return ganOptions(100, 2e-4, 256, 100, List.of(slope(), dropout()));
    }

    private static ZooModel tanwarVae(String name, String title, Map<String, String> defaults) {
        return vae(name, title, TANWAR, with(vaeOptions(2, 2e-4, 256, 100), defaults),
                v -> ganvas.vae.TanwarVae.Encoder.of(v.integer("latent")),
                v -> ganvas.vae.TanwarVae.Decoder.of(v.integer("latent")));
    }

    private static ZooModel khannaGan(String name, String title, Map<String, String> defaults) {
        return gan(name, title, KHANNA, SIGNED,
                with(ganOptions(128, 2e-4, 256, 200, List.of(slope(), dropout())), defaults),
                v -> ganvas.gan.KhannaGan.Generator.of(v.integer("latent"), v.number("slope")),
                v -> ganvas.gan.KhannaGan.Discriminator.of(v.number("slope"), v.number("dropout")));
    }

    private static ZooModel khannaVae(String name, String title, String paper) {
        return vae(name, title, paper, vaeOptions(2, 1e-3, 100, 5),
                v -> ganvas.vae.KhannaVae.Encoder.of(v.integer("latent")),
                v -> ganvas.vae.KhannaVae.Decoder.of(v.integer("latent")));
    }

    /** The paper names only Adam. So β₁ is Adam's default for its GANs too, as in the author's code. */
    private static List<Option> gaikwadGan(long latent, double rate) {
        return with(ganOptions(latent, rate, 128, 50, List.of(activation())), Map.of("beta1", "0.9"));
    }

    private static List<Option> gaikwadVae(long latent) {
        var options = new ArrayList<>(with(vaeOptions(latent, 1e-4, 128, 50), Map.of("elbo", "monte-carlo")));
        options.add(activation());
        return options;
    }

    // ---- settings

    private static ZooModel aliGan(String name, String title, Pixels pixels, double beta1) {
        return gan(name, title, ALI, pixels,
                with(ganOptions(100, 1e-3, 32, 10, List.of(slope())), Map.of("beta1", Double.toString(beta1))),
                v -> ganvas.gan.AliGan.Generator.of(v.integer("latent")),
                v -> ganvas.gan.AliGan.Discriminator.of(v.number("slope")));
    }

    static List<Option> ganOptions(long latent, double rate, long batch, long epochs, List<Option> own) {
        var options = new ArrayList<>(training(rate, 0.5, batch, epochs));
        options.add(following("g-rate", "rate", 0, 1, "the generator's learning rate; rate unless set"));
        options.add(following("d-rate", "rate", 0, 1, "the discriminator's learning rate; rate unless set"));
        options.addAll(GanOptions.shared());
        options.add(latent(latent));
        options.addAll(own);
        return options;
    }

    static List<Option> vaeOptions(long latent, double rate, long batch, long epochs) {
        var options = new ArrayList<>(training(rate, 0.9, batch, epochs));
        options.add(latent(latent));
        options.addAll(Vaes.options(1, Vaes.Pixel.BERNOULLI));
        return options;
    }

    /** @param batch as for {@code epochs}, {@link ZooModel#FITTED} for one that follows the dataset */
    private static List<Option> training(double rate, double beta1, long batch, long epochs) {
        return List.of(
                epochs == Intake.FITTED
                        ? integer("epochs", epochs, 0, 1e6, "length of training, unless --images, --epochs or "
                                + "--minutes is given; 0 for some minutes on two cores, by the size of the images")
                        : integer("epochs", epochs, 1, 1e6,
                                "the paper's length of training, unless --images, --epochs or --minutes is given"),
                batch == Intake.FITTED
                        ? integer("batch", batch, 0, 50_000,
                                "images in a step; %d unless set, or all training images if they are fewer"
                                        .formatted(Intake.BATCH))
                        : integer("batch", batch, 2, 50_000, "images in a step"),
                number("rate", rate, 0, 1, "Adam's learning rate"),
                number("beta1", beta1, 0, 0.999999, "Adam's decay of the first moment"),
                number("beta2", 0.999, 0, 0.999999, "Adam's decay of the second moment"));
    }

    private static Option latent(long latent) {
        return integer("latent", latent, 1, 4096, "dimensions of the latent space");
    }

    static Option slope() {
        return number("slope", 0.2, 0, 1, "LeakyReLU's slope for negative inputs");
    }

    private static Option dropout() {
        return number("dropout", 0.3, 0, 0.99, "dropout probability in the discriminator");
    }

    private enum Activation { RELU, LEAKY_RELU }

    private static Option activation() {
        return choice("activation", Activation.RELU, "activation of the hidden layers; LeakyReLU's slope is 0.3");
    }

    /** The slope of LeakyReLU is 0.3, Keras's default, which the author's code keeps. */
    private static Layer activation(Values v) {
        return switch (v.choice("activation", Activation.class)) {
            case RELU -> new ReLU();
            case LEAKY_RELU -> new LeakyReLU(0.3);
        };
    }

    /**
     * Rate and γ are chosen for MNIST. The paper uses RMSProp at 3e-4, batches of 64, and a γ for faces of 64 × 64
     * pixels.
     */
    private static ZooModel vaeGan(String name, String title, String paper) {
        var options = new ArrayList<>(training(3e-4, 0.5, 64, 20));
        options.add(latent(128));
        options.add(number("gamma", 1e-3, 0, 1e6, "weight of the reconstruction error in the decoder's loss"));
        return new ZooModel(new ZooModel.Registration(name, title, paper, "hybrid", VaeGan.class), options,
                v -> {
                    var networks = VaeGan.Networks.of(v.integer("latent"));
                    return List.of(new NetworkSpec("encoder", networks.encoder(), 1, 28, 28),
                            new NetworkSpec("decoder", networks.decoder(), v.integer("latent")),
                            new NetworkSpec("discriminator", networks.discriminator(), 1, 28, 28));
                },
                (_, v, site) -> new VaeGan(VaeGan.Networks.of(v.integer("latent")), v.number("gamma"),
                        new AdamSettings(v.number("rate"), v.number("beta1"), v.number("beta2")), site.target(SIGNED),
                        site.where(), site.seed()));
    }

    /** {@code options} with other defaults. */
    static List<Option> with(List<Option> options, Map<String, String> defaults) {
        return options.stream().map(o -> defaults.containsKey(o.name()) ? o.as(defaults.get(o.name())) : o).toList();
    }

    // ---- families

    private static ZooModel gan(String name, String title, String paper, Pixels pixels, List<Option> options,
            Function<Values, Chain> generator, Function<Values, Chain> discriminator) {
        return new ZooModel(new ZooModel.Registration(name, title, paper, "gan", GanStep.class), options,
                v -> List.of(
                        new NetworkSpec("generator", generator.apply(v), v.integer("latent")),
                        new NetworkSpec("discriminator", discriminator.apply(v), 1, pixels.rows(), pixels.columns())),
                (parts, v, p) -> GanOptions.step(parts, () -> generator.apply(v), new LatentSpace(v.integer("latent")),
                        pixels, v, p))
                .checked(GanOptions::training);
    }

    private static ZooModel vae(String name, String title, String paper, List<Option> options,
            Function<Values, Chain> encoder, Function<Values, Chain> decoder) {
        return new ZooModel(new ZooModel.Registration(name, title, paper, "vae", VaeStep.class), options,
                v -> Vaes.parts(v, new NetworkSpec("encoder", encoder.apply(v), 1, 28, 28),
                        new NetworkSpec("decoder", decoder.apply(v), v.integer("latent"))),
                (parts, v, p) -> Vaes.step(parts, v, v.integer("latent"), UNIT, 0, p))
                .checked(v -> Vaes.check(name, v, "a sigmoid"));
    }
}
