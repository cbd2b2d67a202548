package ganvas.cli;

import ganvas.data.Cache;
import ganvas.data.Datasets;
import ganvas.data.Images;
import ganvas.data.Weights;
import ganvas.lab.Compute;
import ganvas.lab.Lab;
import ganvas.lab.Samples;
import ganvas.metric.InceptionScorer;
import ganvas.metric.Judge;
import ganvas.metric.Scorer;
import ganvas.metric.Scores;
import ganvas.metric.inception.Inception;
import ganvas.metric.inception.Protocol;
import ganvas.result.Json;
import ganvas.result.Npz;
import ganvas.result.Problem;
import ganvas.result.ScoreLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "evaluate", mixinStandardHelpOptions = true,
        description = {"Scores samples, whatever made them: an .npz (uint8 [N, H, W, C] as arr_0), a folder of pictures, or a run.",
            "Each score comes with a 95 % interval over the samples."},
        footerHeading = "%nExamples:%n",
        footer = {
            "  ganvas evaluate mine.npz --dataset mnist",
            "  ganvas evaluate pictures/ --json",
            "  ganvas evaluate mine.npz --features inception    FID, KID, IS, … as papers have them",
            "  ganvas evaluate out/ali-2020-gan              draws 10,000 images of the run and scores them"})
final class Evaluate implements Callable<Integer> {
    private static final int SAMPLES = 10_000;

    @Parameters(paramLabel = "SAMPLES", description = "FILE.npz, a folder of pictures, or a run")
    Path samples;

    @Option(names = "--dataset", paramLabel = "DATASET", defaultValue = "mnist", description = "to score against (default: ${DEFAULT-VALUE})")
    String dataset;

    @Option(names = "--features", paramLabel = "NETWORK", defaultValue = "judge",
            description = {"what the scores are measured in: the judge, or inception (default: ${DEFAULT-VALUE})",
                "inception gives the field's FID, KID and IS, about 13 images a second on two cores"})
    String features;

    @Option(names = "--weights", paramLabel = "FILE",
            description = "of inception: .pth, safetensors or TorchScript (default: what 'ganvas weights fetch inception' brought)")
    Path weights;

    @Option(names = "--protocol", paramLabel = "PROTOCOL", description = "with inception: torch-fidelity or pytorch-fid (default: torch-fidelity)")
    String protocol;

    @Option(names = "--json", description = "as JSON")
    boolean json;

    @Mixin
    Machinery machinery;

    record Value(double value, Double low, Double high, String better, String unit, String recipe, Map<String, Object> protocol) {}

    record Result(String samples, long images, String dataset, Map<String, Value> scores, List<String> notMeasured) {}

    @Override
    public Integer call() {
        if (!features.equals("judge") && !features.equals("inception")) throw Problem.input("--features: expected judge or inception; found '%s'", features);
        boolean inception = features.equals("inception");
        if (!inception && (weights != null || protocol != null)) throw Problem.input("--weights and --protocol belong to --features inception");
        Protocol asked = protocol == null ? Protocol.TORCH_FIDELITY : Protocol.of(protocol);
        Path file = inception ? weights() : null;
        boolean run = Files.isRegularFile(samples.resolve("settings.json")) || Files.isDirectory(samples.resolve("runs"));
        Npz read = run ? null : Samples.read(samples, inception ? 3 : 1);      // before libtorch is loaded: a wrong file is told at once
        Compute compute = machinery.compute();
        Images data = Datasets.open(dataset);
        Npz images = run ? draw(data, compute) : read;
        Scores scores = inception ? byInception(new InceptionScorer(data, Inception.load(file, compute.device()), asked), images)
                : new Scorer(data, Judge.load(compute.device())).score(Lab.tensor(images));
        if (json) {
            var values = new LinkedHashMap<String, Value>();
            for (ScoreLine l : scores.lines()) values.put(l.name(), new Value(l.value(), l.low(), l.high(), l.better(), l.unit(), l.recipe(), l.protocol()));
            System.out.println(Json.line(new Result(samples.toString(), images.n(), data.name(), values, scores.notMeasured())));
            return 0;
        }
        System.out.printf("%,d images of %s against the test images of %s%n%n", images.n(), samples, data.name());
        for (ScoreLine l : scores.lines()) {
            String interval = l.low() == null ? "" : "[%.4f, %.4f]".formatted(l.low(), l.high());
            System.out.printf("%-18s %9.4f  %s  %s%s%n", l.name(), l.value(), interval, l.label(), l.unit().isEmpty() ? "" : ", " + l.unit());
        }
        System.out.println("\nIn brackets: 95 % intervals over the samples.");
        scores.notMeasured().forEach(s -> System.out.println("Not measured: " + s));
        return 0;
    }

    private Path weights() {
        Weights.Entry entry = Weights.get("inception");
        Path file = weights != null ? weights : entry.in(Cache.folder());
        if (!Files.isRegularFile(file)) {
            throw Problem.input("%s: there is no such file. 'ganvas weights fetch inception' brings the weights; --weights names a file of them.", file);
        }
        return file;
    }

    private static Scores byInception(InceptionScorer scorer, Npz images) {
        var console = new Console();
        console.begin("Inception reads the samples and the test images", scorer.work(images.n()));
        long start = System.nanoTime();
        try {
            return scorer.score(Lab.tensor(images), read -> console.at(read, read * 1e9 / (System.nanoTime() - start)));
        } finally {
            console.end();
        }
    }

    private Npz draw(Images data, Compute compute) {
        var folder = Samples.runFolder(samples);
        if (Files.exists(folder.samples())) return Npz.read(folder.samples());
        return Lab.sample(Lab.open(Samples.settings(folder), folder, data, compute), SAMPLES, 0, compute);
    }
}
