package ganvas.cli;

import ganvas.data.Datasets;
import ganvas.data.Images;
import ganvas.lab.Compute;
import ganvas.lab.Lab;
import ganvas.lab.Samples;
import ganvas.metric.Judge;
import ganvas.metric.Scorer;
import ganvas.metric.Scores;
import ganvas.result.Json;
import ganvas.result.Npz;
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
            "  ganvas evaluate out/ali-2020-gan              draws 10,000 images of the run and scores them"})
final class Evaluate implements Callable<Integer> {
    private static final int SAMPLES = 10_000;

    @Parameters(paramLabel = "SAMPLES", description = "FILE.npz, a folder of pictures, or a run")
    Path samples;

    @Option(names = "--dataset", paramLabel = "DATASET", defaultValue = "mnist", description = "to score against (default: ${DEFAULT-VALUE})")
    String dataset;

    @Option(names = "--json", description = "as JSON")
    boolean json;

    @Mixin
    Machinery machinery;

    record Value(double value, Double low, Double high, String better, String unit, String recipe, Map<String, Object> protocol) {}

    record Result(String samples, long images, String dataset, Map<String, Value> scores, List<String> notMeasured) {}

    @Override
    public Integer call() {
        boolean run = Files.isRegularFile(samples.resolve("settings.json")) || Files.isDirectory(samples.resolve("runs"));
        Npz read = run ? null : Samples.read(samples, 1);      // before libtorch is loaded: a wrong file is told at once
        Compute compute = machinery.compute();
        Images data = Datasets.open(dataset);
        Npz images = run ? draw(data, compute) : read;
        Scores scores = new Scorer(data, Judge.load(compute.device())).score(Lab.tensor(images));
        if (json) {
            var values = new LinkedHashMap<String, Value>();
            for (ScoreLine l : scores.lines()) values.put(l.name(), new Value(l.value(), l.low(), l.high(), l.better(), l.unit(), l.recipe(), l.protocol()));
            System.out.println(Json.line(new Result(samples.toString(), images.n(), data.name(), values, scores.notMeasured())));
            return 0;
        }
        System.out.printf("%,d images of %s against the test images of %s%n%n", images.n(), samples, data.name());
        for (ScoreLine l : scores.lines()) {
            System.out.printf("%-18s %9.4f  [%.4f, %.4f]  %s%s%n", l.name(), l.value(), l.low(), l.high(), l.label(), l.unit().isEmpty() ? "" : ", " + l.unit());
        }
        System.out.println("\nIn brackets: 95 % intervals over the samples.");
        scores.notMeasured().forEach(s -> System.out.println("Not measured: " + s));
        return 0;
    }

    private Npz draw(Images data, Compute compute) {
        var folder = Samples.runFolder(samples);
        if (Files.exists(folder.samples())) return Npz.read(folder.samples());
        return Lab.sample(Lab.open(Samples.settings(folder), folder, data, compute), SAMPLES, 0, compute);
    }
}
