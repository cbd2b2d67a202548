package ganvas.zoo;

import static ganvas.zoo.Option.integer;

import ganvas.data.Pixels;
import ganvas.gan.Dcgan;
import ganvas.gan.GanStep;
import ganvas.gan.LatentSpace;
import ganvas.nn.Chain;
import ganvas.nn.MapPyramid;
import ganvas.nn.MapSize;
import ganvas.problem.Problem;
import ganvas.vae.ConvVae;
import ganvas.vae.ResnetVae;
import ganvas.vae.VaeStep;
import ganvas.zoo.Intake.ImageShape;
import ganvas.zoo.ZooModel.NetworkSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Models for images of any height and width, grey or colour. They belong to no comparison of a paper; their defaults
 * are chosen for two CPU cores.
 */
final class AnyPicture {
    private AnyPicture() {}

    private static final int SMALLEST = 8, LARGEST = 256;
    private static final long LATENT = 128;
    /** Without a dataset: the images of the DCGAN paper. */
    private static final ImageShape USUAL = new ImageShape(3, 64, 64);

    private static boolean takes(ImageShape images) {
        return (images.channels() == 1 || images.channels() == 3)
                && Math.min(images.height(), images.width()) >= SMALLEST
                && Math.max(images.height(), images.width()) <= LARGEST;
    }

    /**
     * Rate, β₁ and slope are the paper's (section 4); its batch is 128 and its first level has 128 channels. The images
     * are augmented (Zhao et al. 2020): of a few hundred pictures the discriminator otherwise learns each by heart.
     */
    static ZooModel dcgan() {
        var options = Zoo.ganOptions(LATENT, 2e-4, Intake.FITTED, Intake.FITTED, size());
        options.add(Zoo.slope());
        options.replaceAll(o -> o.name().equals("diffaugment") ? o.as("all") : o);
        var registration = new ZooModel.Registration("dcgan", "convolutional GAN for images of any size",
                "Radford 2016, Unsupervised Representation Learning with Deep Convolutional Generative Adversarial "
                        + "Networks",
                "gan", GanStep.class);
        return new ZooModel(registration, options, v -> List.of(
                new NetworkSpec("generator", Dcgan.Generator.of(maps(v), v.integer("latent")), v.integer("latent")),
                new NetworkSpec("discriminator", Dcgan.Discriminator.of(maps(v), v.number("slope")), image(v))),
                (parts, v, p) -> GanOptions.step(parts, () -> Dcgan.Generator.of(maps(v), v.integer("latent")),
                        new LatentSpace(v.integer("latent")), pixels(v, -1), v, p),
                intake(registration.name())).checked(GanOptions::training);
    }

    static ZooModel convVae() {
        var options = vaeOptions();
        options.add(Zoo.slope());
        return vae(new ZooModel.Registration("conv-vae", "VAE on dcgan's layers, for images of any size",
                "Kingma 2014, Auto-Encoding Variational Bayes", "vae", VaeStep.class), options,
                v -> ConvVae.Encoder.of(maps(v), v.integer("latent"), v.number("slope")), ConvVae.Decoder::of);
    }

    static ZooModel resnetVae() {
        return vae(new ZooModel.Registration("resnet-vae", "VAE of residual blocks, for images of any size",
                "He 2016, Identity Mappings in Deep Residual Networks", "vae", VaeStep.class), vaeOptions(),
                v -> ResnetVae.Encoder.of(maps(v), v.integer("latent")), ResnetVae.Decoder::of);
    }

    /** Grey values of photographs are no probabilities, so a pixel's σ is learned (Rybkin et al. 2021, section 3). */
    private static List<Option> vaeOptions() {
        var options = Zoo.vaeOptions(LATENT, 1e-3, Intake.FITTED, Intake.FITTED);
        options.addAll(size());
        return new ArrayList<>(Zoo.with(options, Map.of("likelihood", Option.word(Vaes.Pixel.GAUSSIAN_LEARNED))));
    }

    private static ZooModel vae(ZooModel.Registration registration, List<Option> options,
            Function<Values, Chain> encoder, BiFunction<MapPyramid, Long, Chain> decoder) {
        return new ZooModel(registration, options,
                v -> Vaes.parts(v, new NetworkSpec("encoder", encoder.apply(v), image(v)),
                        new NetworkSpec("decoder", decoder.apply(maps(v), v.integer("latent")), v.integer("latent"))),
                (parts, v, p) -> Vaes.step(parts, v, v.integer("latent"), pixels(v, 0), 0, p),
                intake(registration.name())).checked(v -> Vaes.check(registration.name(), v, "a sigmoid"));
    }

    private static List<Option> size() {
        return List.of(side("height"), side("width"),
                integer("image-channels", 0, 0, 3, "channels of the images, 1 or 3; the dataset's unless set"),
                integer("channels", 32, 4, 512,
                        "channels of the first level; each further level has twice as many, up to eight times"));
    }

    private static Option side(String name) {
        return integer(name, 0, 0, LARGEST,
                "%s of the networks' images, %d or more; the dataset's unless set".formatted(name, SMALLEST));
    }

    private static Intake intake(String name) {
        return new Intake((values, dataset) -> {
            ImageShape images = dataset.orElse(USUAL);
            var fitted = new LinkedHashMap<>(values);
            for (String side : List.of("height", "width")) {
                fitted.replace(side, 0L, (long) (side.equals("height") ? images.height() : images.width()));
                long pixels = (Long) fitted.get(side);
                if (pixels >= SMALLEST && pixels <= LARGEST) continue;
                throw Problem.input(
                        "%s takes images of %d to %d pixels a side; found a %s of %d. '--set %s=64' resizes them for "
                                + "the networks",
                        name, SMALLEST, LARGEST, side, pixels, side);
            }
            fitted.replace("image-channels", 0L, (long) images.channels());
            long channels = (Long) fitted.get("image-channels");
            if (channels != images.channels() && dataset.isPresent() || channels != 1 && channels != 3) {
                throw Problem.input("--set image-channels: %s is to learn from images of %d channels; found %d", name,
                        images.channels(), channels);
            }
            return fitted;
        }, AnyPicture::takes);
    }

    private static MapPyramid maps(Values v) {
        return MapPyramid.of(new MapSize((int) v.integer("height"), (int) v.integer("width")),
                v.integer("image-channels"), v.integer("channels"));
    }

    private static long[] image(Values v) {
        return new long[] {v.integer("image-channels"), v.integer("height"), v.integer("width")};
    }

    private static Pixels pixels(Values v, double black) {
        return new Pixels((int) v.integer("height"), (int) v.integer("width"), black, 1);
    }
}
