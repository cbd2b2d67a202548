package ganvas.cli;

import ganvas.data.Dataset;
import ganvas.file.Animation;
import ganvas.file.Npz;
import ganvas.file.Png;
import ganvas.lab.Compute;
import ganvas.lab.sample.LatentPictures;
import ganvas.lab.sample.Latents;
import ganvas.lab.sample.ModelLoader;
import ganvas.lab.sample.RunDatasets;
import ganvas.lab.sample.Samples;
import ganvas.lab.sample.Sampling;
import ganvas.lab.sample.SingleClassGenerator;
import ganvas.metric.judge.Judges;
import ganvas.problem.Problem;
import ganvas.result.RunFolder;
import ganvas.result.Settings;
import ganvas.result.Summary.DatasetInfo;
import ganvas.train.Encodes;
import ganvas.train.Generates;
import ganvas.train.Step;
import ganvas.vae.HasElbo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "sample", mixinStandardHelpOptions = true,
        description = "Images from a trained run: .npz (uint8 [N, H, W, C] as arr_0), .png (a grid), or a folder of "
                + "PNGs; ways through its latent space, reconstructions of test images, its training as a film.",
        footerHeading = "%nExamples:%n",
        footer = {
                "  ganvas sample out/ali-2020-gan                      64 images as a grid, samples.png",
                "  ganvas sample out/ali-2020-gan --scale 3 --gutter 4     the same, large, with space between",
                "  ganvas sample out/compare/runs/vae/0 --n 10000 --to vae.npz",
                "  ganvas sample out/compare/runs/vae/0 --n 100 --to pictures/",
                "  ganvas sample out/ali-2020-gan --truncation 0.5     latents near 0 alone",
                "  ganvas sample out/ali-2020-gan --interpolate 3,17 --interpolate 5,40 --to way.gif",
                "  ganvas sample out/compare/runs/vae/0 --traverse     a row for each latent dimension",
                "  ganvas sample out/compare/runs/gan/0 --reconstruct  test images, and what is nearest to them",
                "  ganvas sample out/compare/runs/gan/0 --animate      the same 64 latents over the training"})
final class SampleCommand implements Callable<Integer> {
    private static final int FEW = 1000;

    @Parameters(paramLabel = "RUN", description = "a run folder, or the folder that 'train' wrote")
    Path run;

    @Option(names = "--n", paramLabel = "N", description = "how many (default: 64; with --reconstruct 36)")
    Integer n;

    @Option(names = "--seed", paramLabel = "S", description = "of the latents (default: 0)")
    Long seed;

    @Further
    @Option(names = "--truncation", paramLabel = "T",
            description = "no latent is farther than T from 0: less variety, surer pictures; 0 for no bound (default: "
                    + "0)")
    Double truncation;

    @Option(names = "--steps", paramLabel = "K",
            description = "images of a row, or of a film one way (default: 13, of a film 31); with --animate at most "
                    + "(default: 300)")
    Integer steps;

    @Option(names = "--reconstruct",
            description = "test images, and under them what the model makes of them: a VAE's decoder of the encoder's "
                    + "mean, of a GAN the nearest that a search over its latents finds")
    boolean reconstruct;

    @Further
    @Option(names = "--dataset", paramLabel = "DATASET", completionCandidates = Candidates.DatasetNames.class,
            description = "with --reconstruct and --traverse: where the test images are now (default: where they were)")
    String dataset;

    @Option(names = "--animate", description = "the pictures of the same 64 latents that training left, as a film")
    boolean animate;

    @Further
    @Option(names = "--delay", paramLabel = "MS",
            description = "milliseconds that each picture of a film is shown (default: 100)")
    Integer delay;

    @Option(names = "--to", paramLabel = "FILE",
            description = "FILE.npz, FILE.png or a folder (default: samples.png); with --interpolate and --traverse "
                    + "FILE.png, FILE.gif or FILE.apng; with --reconstruct FILE.png; with --animate FILE.gif or "
                    + "FILE.apng")
    Path to;

    @Option(names = "--json", description = "as JSON; docs/json.md has its keys")
    boolean json;

    @Mixin
    LatentPaths paths;

    @Mixin
    ClassOption wanted;

    @Mixin
    GridOptions grid;

    @Mixin
    ComputeOptions computeOptions;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        SampleKind asked = asked();
        SampleKind.OPTIONS.stream().filter(spec.commandLine().getParseResult()::hasMatchedOption)
                .forEach(asked::refuseUnlessOwn);
        Path file = to != null ? to : asked.file();
        String ending = asked.ending(file);
        boolean film = ending.equals(".gif") || ending.equals(".apng");
        grid.check(file, film || ending.equals(".png"));
        if (delay != null && !film) throw Problem.input(
                "--delay belongs to a film; expected --to FILE.gif or FILE.apng beside it; found %s", file);
        boolean few = asked == SampleKind.RECONSTRUCT;
        int images = n == null ? few ? 36 : 64 : inRange("--n", n, 1, few ? 1000 : 1_000_000);
        int columns = steps == null ? asked == SampleKind.ANIMATE ? 300 : film ? 31 : 13
                : inRange("--steps", steps, 2, 1000);
        int shown = delay == null ? 100 : inRange("--delay", delay, 10, 60_000);
        double bound = truncation == null ? 0 : truncation;
        if (!(bound >= 0 && bound <= 100))
            throw Problem.input("--truncation: expected a number from 0 to 100; found %s", bound);
        var latents = new Latents(images, seed == null ? 0 : seed, bound);
        List<LatentPictures.Pair> pairs = paths.pairs(images);

        RunFolder folder = Samples.runFolder(run);
        Settings settings = Samples.settings(folder);
        wanted.check(settings, asked);
        JsonOutput line = new JsonOutput().with("path", file).with("kind", asked.name().toLowerCase(Locale.ROOT))
                .with("run", folder.root()).with("model", settings.model());
        if (asked == SampleKind.ANIMATE) {
            Animation training = LatentPictures.training(folder, columns, shown);
            Png frame = training.frames().getFirst();
            grid.shown(training, Math.max(1, frame.height() / RunDatasets.GRID),
                    Math.max(1, frame.width() / RunDatasets.GRID)).write(file);
            line.with("images", training.frames().size());
            tell(line, "The training of %s, %,d pictures: %s".formatted(settings.model(), training.frames().size(),
                    file), drawMore());
            return 0;
        }
        Compute compute = computeOptions.compute();
        DatasetInfo data = RunDatasets.info(settings, folder);
        int of = wanted.number(Optional.ofNullable(data.classes()).orElse(List.of()));
        Step trained = ModelLoader.open(settings, folder, data, compute);
        Generates generator = of < 0 ? Sampling.generator(trained)
                : new SingleClassGenerator(Sampling.generator(trained), of);
        String sentence = switch (asked) {
            case SAMPLES -> {
                samples(generator, latents, ending, file, settings, compute);
                line.with("images", images).with("seed", latents.seed());
                yield "%,d images of %s: %s".formatted(images, settings.model(), file);
            }
            case INTERPOLATE -> {
                LatentPictures.refuseTooLarge((long) pairs.size() * columns, data, "Ask for fewer --steps.");
                write(LatentPictures.interpolation(generator, latents, pairs, paths.interpolation(), columns,
                        compute.device()), data, film, shown, file);
                line.with("images", pairs.size() * columns);
                yield "From image %s, %,d images each, of %s: %s".formatted(
                        pairs.stream().map(p -> p.from() + " to " + p.to()).collect(Collectors.joining(", ")), columns,
                        settings.model(), file);
            }
            case TRAVERSE -> {
                Optional<double[]> kl = trained instanceof HasElbo model ? kl(model, settings, folder, compute)
                        : Optional.empty();
                int[] dimensions = paths.dimensions(generator.latent(), kl);
                LatentPictures.refuseTooLarge((long) dimensions.length * columns, data,
                        "Name some dimensions, as in --traverse=0,1,2, or ask for fewer --steps.");
                write(LatentPictures.traversal(generator, latents, dimensions, columns, compute.device()), data, film,
                        shown, file);
                line.with("images", dimensions.length * columns).with("dimensions", dimensions)
                        .with("kl", kl.map(all -> Arrays.stream(dimensions).mapToDouble(d -> all[d]).toArray()));
                yield "Each latent dimension from −3 to 3, the others as image 0 has them, of %s: %s%nRows: %s"
                        .formatted(
                                settings.model(), file,
                                Arrays.stream(dimensions)
                                        .mapToObj(
                                                d -> d + kl.map(all -> " (KL %.2f nats)".formatted(all[d])).orElse(""))
                                        .collect(Collectors.joining(", ")));
            }
            case RECONSTRUCT -> {
                LatentPictures.refuseTooLarge(2L * images, data, "Ask for a smaller --n.");
                Dataset pictures = pictures(settings, folder);
                grid.shown(LatentPictures.reconstructions(trained, generator, pictures, images, of, compute.device()),
                        data.height(), data.width()).write(file);
                line.with("images", images);
                yield "Test images, under each row what %s %s: %s".formatted(settings.model(),
                        trained instanceof Encodes ? "reconstructs" : "draws nearest to them", file);
            }
            case ANIMATE -> throw new IllegalStateException();
        };
        boolean plain = asked == SampleKind.SAMPLES;
        boolean judged = Judges.ALL.stream().anyMatch(b -> b.dataset().equals(data.name()));
        tell(line, sentence, plain && judged && !ending.equals(".png")
                ? List.of("evaluate", file.toString(), "--dataset", data.name())
                : plain && !ClassOption.isTold(settings) ? List.of("sample", run.toString(), "--interpolate", "0,1")
                : drawMore());
        return 0;
    }

    private List<String> drawMore() {
        return List.of("sample", run.toString(), "--n", "10000", "--to", "samples.npz");
    }

    private void tell(JsonOutput line, String sentence, List<String> next) {
        if (json) {
            line.print();
            return;
        }
        System.out.println(sentence);
        NextStep.say(next);
    }

    private Dataset pictures(Settings settings, RunFolder folder) {
        try {
            return RunDatasets.open(settings, folder, Optional.ofNullable(dataset));
        } catch (Problem e) {
            if (dataset != null) throw e;
            throw Problem.input("--reconstruct takes the test images, and they are not where they were: %s. "
                    + "--dataset says where they are now.", e.getMessage());
        }
    }

    /** KL of each latent dimension; empty if the test images, of which it is the mean, are not here. */
    private Optional<double[]> kl(HasElbo model, Settings settings, RunFolder folder, Compute compute) {
        try {
            Dataset pictures = RunDatasets.open(settings, folder, Optional.ofNullable(dataset));
            return Optional.of(LatentPictures.kl(model, pictures, compute.device()));
        } catch (Problem e) {
            if (dataset != null) throw e;
            System.err.println("The latent dimensions are in the model's order, not sorted by what they say: "
                    + "that takes the test images. " + e.getMessage());
            return Optional.empty();
        }
    }

    private void samples(Generates generator, Latents latents, String ending, Path file, Settings settings,
            Compute compute) {
        Npz images = drawn(generator, latents, settings.model(), compute);
        if (ending.equals(".npz")) images.write(file);
        else if (ending.equals(".png"))
            grid.shown(Png.grid(images, (int) Math.ceil(Math.sqrt(images.n()))), images.height(), images.width())
                    .write(file);
        else Samples.writeFolder(images, file);
    }

    /** A few images are there at once; of many, progress is shown. */
    private static Npz drawn(Generates generator, Latents latents, String model, Compute compute) {
        if (latents.count() <= FEW) return Sampling.sample(generator, latents, compute, _ -> {});
        return Console.counted("images of " + model, latents.count(),
                drawn -> Sampling.sample(generator, latents, compute, drawn::accept));
    }

    private void write(LatentPictures.Rows rows, DatasetInfo data, boolean film, int milliseconds, Path file) {
        if (film) grid.shown(rows.film(milliseconds), data.height(), data.width()).write(file);
        else grid.shown(rows.grid(), data.height(), data.width()).write(file);
    }

    // ---- the command line

    private SampleKind asked() {
        var asked = new ArrayList<SampleKind>();
        if (paths.interpolates()) asked.add(SampleKind.INTERPOLATE);
        if (paths.traverses()) asked.add(SampleKind.TRAVERSE);
        if (reconstruct) asked.add(SampleKind.RECONSTRUCT);
        if (animate) asked.add(SampleKind.ANIMATE);
        if (asked.size() < 2) return asked.isEmpty() ? SampleKind.SAMPLES : asked.getFirst();
        throw Problem.input("expected one of --interpolate, --traverse, --reconstruct and --animate; found %s",
                asked.stream().map(SampleKind::words).collect(Collectors.joining(" and ")));
    }

    private static int inRange(String option, int value, int low, int high) {
        if (value < low || value > high)
            throw Problem.input("%s: expected a number from %,d to %,d; found %d", option, low, high, value);
        return value;
    }
}
