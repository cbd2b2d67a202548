package ganvas.cli;

import ganvas.data.Cache;
import ganvas.data.Dataset;
import ganvas.data.Datasets;
import ganvas.data.Weights;
import ganvas.file.FirstPictures;
import ganvas.file.Gallery;
import ganvas.lab.Compute;
import ganvas.lab.sample.RunDatasets;
import ganvas.lab.sample.Samples;
import ganvas.lab.sample.Sampling;
import ganvas.metric.Metric;
import ganvas.metric.Metrics;
import ganvas.metric.inception.Inception;
import ganvas.metric.inception.Protocol;
import ganvas.metric.judge.Judge;
import ganvas.metric.score.FeatureCache;
import ganvas.metric.score.InceptionScorer;
import ganvas.metric.score.SampleOrigin;
import ganvas.metric.score.Scores;
import ganvas.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "evaluate", mixinStandardHelpOptions = true,
        description = {
                "Scores samples of any origin: an .npz or .npy of uint8 or floating-point numbers, "
                        + "a folder of images, or a run.",
                "Each score comes with a 95 %% interval over the samples."},
        footerHeading = "%nExamples:%n", footer = {
                "  ganvas evaluate mine.npz --dataset mnist",
                "  ganvas evaluate pictures/ --json",
                "  ganvas evaluate out/ali-2020-gan              draws 10,000 images of the run and scores them",
                "  ganvas evaluate mine.npz --features inception    FID, KID, IS, … as papers have them",
                "  ganvas evaluate mine.npz --features inception --reference real/ --save-stats real-stats.npz",
                "  ganvas evaluate mine.npz --features inception --reference real-stats.npz    FID against statistics",
                "  ganvas evaluate mine.npz --features inception --dataset mnist --split train",
                "  ganvas evaluate mine/ --dataset folder/classes=folders:real --judge judge.safetensors",
                "  ganvas evaluate torch.npy --range=-1..1 --layout nchw    floating numbers; note the '='"})
final class EvaluateCommand implements Callable<Integer> {
    private static final int MOST_SAMPLES = 100_000;
    /** From so many on, what is scored is told before it is read. */
    private static final int MANY = 20_000;
    /** Decoded bytes up to which equal pictures are looked for, and those of one picture. */
    private static final long MOST_COMPARED = 1 << 28, LARGEST_COMPARED = 1 << 22;

    @Parameters(paramLabel = "SAMPLES", description = "FILE.npz, FILE.npy, a folder of pictures, or a run")
    Path samples;

    @Option(names = "--dataset", paramLabel = "DATASET", completionCandidates = Candidates.DatasetNames.class,
            description = "the dataset to score against (default: mnist)")
    String dataset;

    @Further
    @Option(names = "--split", paramLabel = "SPLIT",
            description = {"with inception, of the dataset: test, or train as papers on CIFAR-10",
                    "take it, all of it (default: test)"})
    String split;

    @Option(names = "--reference", paramLabel = "REAL",
            description = {"instead of a dataset: FILE.npz or a folder of real pictures,",
                    "or with inception statistics (mu, sigma) of them, which give FID and IS only"})
    Path reference;

    @Option(names = "--samples", paramLabel = "N",
            description = "scores the first N images only (default: all, of at most " + MOST_SAMPLES + ")")
    Integer first;

    @Option(names = "--features", paramLabel = "NETWORK", split = ",", defaultValue = "judge",
            description = {
                    "what the scores are measured in: judge, inception or judge,inception (default: ${DEFAULT-VALUE})",
                    "inception gives the field's FID, KID and IS, 13 to 25 images a second on two cores"})
    List<String> features;

    @Option(names = "--judge", paramLabel = "FILE",
            description = "a judge of your own, from 'ganvas judge train DATASET --to FILE' (default: "
                    + "the one that comes with the program)")
    Path own;

    @Further
    @Option(names = "--weights", paramLabel = "FILE",
            description = "of inception: .pth, safetensors or TorchScript (default: what 'ganvas weights fetch "
                    + "inception' brought)")
    Path weights;

    @Further
    @Option(names = "--protocol", paramLabel = "PROTOCOL",
            description = "with inception: torch-fidelity or pytorch-fid (default: torch-fidelity)")
    String protocol;

    @Further
    @Option(names = "--save-stats", paramLabel = "FILE.npz",
            description = "with inception: writes mu and sigma of the reference, as the field's tools read them")
    Path saveStats;

    @Mixin
    ArrayOptions arrays;

    @Further
    @Option(names = "--cache", paramLabel = "DIR",
            description = "where weights and features of references are kept (default: this system's folder for such "
                    + "files)")
    Path cache;

    @Option(names = "--json", description = "as JSON; docs/json.md has its keys")
    boolean json;

    @Mixin
    ComputeOptions computeOptions;

    private final Set<String> told = new HashSet<>();
    private final Consumer<String> tell = s -> {
        if (told.add(s)) System.err.println("ganvas: " + s);
    };

    @Override
    public Integer call() {
        boolean judge = features.contains("judge"), inception = features.contains("inception");
        check(judge, inception);
        Protocol by = protocol == null ? Protocol.TORCH_FIDELITY : Protocol.of(protocol);
        Optional<Path> network = inception ? weights() : Optional.empty();
        Optional<EvaluateReference> given = Optional.ofNullable(reference).map(this::reference);
        boolean statistics = given.filter(r -> r instanceof EvaluateReference.OfStatistics).isPresent();
        boolean judged = judge && !(statistics && inception);
        var out = new EvaluateReport();
        // Checked before libtorch is loaded, so that a wrong file is reported at once.
        if (judged) open(false, given);
        else if (judge) leaveOut(out, Metrics.ALL,
                "it needs the reference's pictures; %s has only their mean and covariance".formatted(reference));
        Optional<Gallery> opened = network.flatMap(_ -> open(true, given));
        if (inception && network.isEmpty()) leaveOut(out, Metrics.OF_INCEPTION,
                "it needs weights that are not here; 'ganvas weights fetch inception' brings them");
        if (!judged && network.isEmpty()) {
            out.print(samples, json);
            return Problem.FAILED;
        }
        Compute compute = computeOptions.compute();
        Optional<EvaluatedRun> run = Samples.isRun(samples) ? Optional.of(EvaluatedRun.open(samples))
                : Optional.empty();
        EvaluateReference against = given.orElseGet(() -> dataset(run));
        Optional<Gallery> drawn = run.map(r -> first(r.draw(compute)));
        if (judged) byJudge(against, drawn, compute, out);
        network.ifPresent(file -> {
            Gallery images = drawn.or(() -> opened).orElseThrow();
            Inception read = Inception.load(file, compute.device());
            out.add("inception", byInception(against.scorer(read, by, new FeatureCache(cache(), tell)), images,
                    origin(drawn, images)));
            out.images = images.count();
        });
        out.against(against);
        out.print(samples, json);
        if (!json) run.flatMap(EvaluatedRun::study).ifPresentOrElse(
                study -> NextStep.say(List.of("report", study.toString())), () -> NextStep.say(List.of("metrics")));
        return 0;
    }

    private EvaluateReference reference(Path file) {
        if (Samples.isStatistics(file)) return new EvaluateReference.OfStatistics(file);
        var pictures = new EvaluateReference.OfPictures(file,
                arrays::reference, tell);
        if (!Samples.hasStatistics(file)) return pictures;
        if (features.contains("inception")) tell.accept(("%s holds pictures, and mean and covariance of the whole they "
                + "are of: FID is against these, everything else against the pictures.").formatted(file));
        return new PicturesAndStatistics(file, pictures);
    }

    private EvaluateReference dataset(Optional<EvaluatedRun> run) {
        Dataset data = dataset != null || run.isEmpty() ? Datasets.open(dataset == null ? "mnist" : dataset)
                : RunDatasets.open(run.get().settings(), run.get().folder());
        return new EvaluateReference.OfDataset(data, split == null ? "test" : split);
    }

    private void check(boolean judge, boolean inception) {
        for (String f : features) if (!f.equals("judge") && !f.equals("inception"))
            throw Problem.input("--features: expected judge or inception; found '%s'", f);
        if (!inception && (weights != null || protocol != null))
            throw Problem.input("--weights and --protocol belong to --features inception");
        if (!judge && own != null) throw Problem.input("--judge belongs to --features judge");
        if (!inception && saveStats != null) throw Problem.input("--save-stats belongs to --features inception");
        if (saveStats != null && !isWritable(saveStats))
            throw Problem.input("--save-stats %s: expected a file in a folder that can be written", saveStats);
        if (reference != null && (dataset != null || split != null))
            throw Problem.input("--reference stands in the place of --dataset and --split; name one");
        if (reference == null && arrays.describesReference())
            throw Problem.input("--reference-range and --reference-layout belong to --reference");
        if (split != null && !split.equals("test") && !split.equals("train"))
            throw Problem.input("--split: expected test or train; found '%s'", split);
        if (judge && "train".equals(split)) throw Problem.input(
                "--split train belongs to --features inception: the judge has seen the training images");
    }

    /** Checked before the network computes for an hour. */
    private static boolean isWritable(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return !Files.isDirectory(file)
                && (!Files.exists(folder) || Files.isDirectory(folder) && Files.isWritable(folder));
    }

    private static void leaveOut(EvaluateReport out, List<Metric> metrics, String why) {
        for (Metric m : metrics) out.notMeasured.add(m.info().name() + ": " + why);
    }

    /** Opens the files for a network; no samples if they are a run's. */
    private Optional<Gallery> open(boolean inception, Optional<EvaluateReference> given) {
        boolean run = Samples.isRun(samples);
        if (run && arrays.describesSamples())
            throw Problem.input("%s is a run, whose samples are uint8; leave --range and --layout out", samples);
        int channels = inception ? 3 : 1;  // a guess for the judge, whose channels are known when it is loaded
        Optional<Gallery> opened = run ? Optional.empty() : Optional.of(gallery(channels));
        given.filter(r -> r instanceof EvaluateReference.OfStatistics || r instanceof PicturesAndStatistics)
                .ifPresent(r -> {
                    r.check(inception);
                    if (saveStats != null) throw Problem.input(
                            "--save-stats needs the reference's pictures; %s holds statistics already", reference);
                });
        opened.ifPresent(pictures -> {
            if (areAlike(pictures))
                tell.accept("%s: all %,d pictures are the same".formatted(samples, pictures.count()));
            pictures.doubts().forEach(tell);
        });
        given.ifPresent(r -> r.check(inception));
        return opened;
    }

    private void byJudge(EvaluateReference against, Optional<Gallery> drawn, Compute compute, EvaluateReport out) {
        Judge judge = own == null ? against.judge(compute.device()) : against.judge(own, compute.device());
        Gallery images = drawn.orElseGet(() -> gallery(judge.channels()));
        out.judge(judge.isOwn() ? own.toString() : "comes with the program", judge);
        out.add("judge", against.scorer(judge).score(images, origin(drawn, images)));
        out.images = images.count();
    }

    private Gallery gallery(int channels) {
        return first(Samples.open(samples, channels, arrays.samples()));
    }

    private Gallery first(Gallery all) {
        Gallery scored = FirstPictures.of(all, first == null ? OptionalInt.empty() : OptionalInt.of(first),
                MOST_SAMPLES, "--samples");
        if (scored.count() >= MANY) System.err.printf("%,d images of %d × %d in %s …%n", scored.count(),
                scored.height(), scored.width(), samples);
        return scored;
    }

    private static boolean areAlike(Gallery pictures) {
        return pictures.count() > 1 && pictures.size() <= LARGEST_COMPARED
                && (long) pictures.count() * pictures.size() <= MOST_COMPARED && pictures.census().alike();
    }

    private static SampleOrigin origin(Optional<Gallery> drawn, Gallery images) {
        return drawn.isPresent() ? SampleOrigin.drawn(Sampling.EVALUATION_SEED) : SampleOrigin.file(images);
    }

    private Path cache() {
        return cache == null ? Cache.folder() : cache;
    }

    /** The file of weights; empty if no option names it and it is not in the cache. */
    private Optional<Path> weights() {
        Path file = weights != null ? weights : Weights.get("inception").in(cache());
        if (Files.isRegularFile(file)) return Optional.of(file);
        if (weights == null) return Optional.empty();
        throw Problem.input(
                "%s: there is no such file. 'ganvas weights fetch inception' brings the weights; "
                        + "--weights names a file of them.",
                file);
    }

    private Scores byInception(InceptionScorer scorer, Gallery images, SampleOrigin origin) {
        String reads = scorer.work(0) == 0 ? "the samples" : "the samples and the reference";
        Scores scores = Console.counted("Inception reads " + reads, scorer.work(images.count()),
                watcher -> scorer.score(images, origin, watcher::accept));
        if (saveStats == null) return scores;
        return Console.counted("Statistics of the reference", scorer.work(0), watcher -> {
            scorer.saveStatistics(saveStats, watcher::accept);
            return scores;
        });
    }
}
