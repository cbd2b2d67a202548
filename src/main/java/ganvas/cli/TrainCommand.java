package ganvas.cli;

import ganvas.data.Dataset;
import ganvas.data.Datasets;
import ganvas.file.Json;
import ganvas.lab.Compute;
import ganvas.lab.run.Lab;
import ganvas.lab.run.Trainer;
import ganvas.metric.judge.Judges;
import ganvas.metric.score.QuickLook;
import ganvas.problem.Problem;
import ganvas.result.RunFolder;
import ganvas.result.RunOutcome;
import ganvas.result.StatLine;
import ganvas.study.Study;
import ganvas.study.StudyArm;
import ganvas.zoo.Zoo;
import ganvas.zoo.ZooModel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "train", mixinStandardHelpOptions = true,
        description = "Trains one model. After an interruption the same command continues where it stopped.",
        footerHeading = "%nExamples:%n",
        footer = {
                "  ganvas train khanna-2020/vae                       the paper's length, into out/khanna-2020-vae",
                "  ganvas train ali-2020/gan --epochs 2 --out my-gan",
                "  ganvas train khanna-2020/gan --set rate=1e-4 --set dropout=0.5 --images 500000 --json"})
final class TrainCommand implements Callable<Integer> {
    @Parameters(paramLabel = "MODEL", completionCandidates = Candidates.Models.class,
            description = "a model of the zoo; 'ganvas models' lists them")
    String modelName;

    @Option(names = "--dataset", paramLabel = "DATASET", completionCandidates = Candidates.DatasetNames.class,
            defaultValue = "mnist",
            description = "what to learn (default: ${DEFAULT-VALUE})")
    String dataset;

    @Mixin
    TrainingLength length;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "0",
            description = "the training seed (default: ${DEFAULT-VALUE})")
    long seed;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "a setting; 'ganvas describe MODEL' lists them")
    Map<String, String> set = new LinkedHashMap<>();

    @Option(names = "--out", paramLabel = "DIR", description = "where to write (default: out/ and the model's name)")
    Path out;

    @Option(names = "--fresh", description = "renames an older run in --out, and begins a new one")
    boolean fresh;

    @Option(names = "--dry-run", description = "prints every setting without training anything")
    boolean dryRun;

    @Option(names = "--json", description = "ends with one line of JSON; docs/json.md has its keys")
    boolean json;

    @Mixin
    Invocation invocation;

    @Mixin
    ComputeOptions computeOptions;

    @Mixin
    TrainingOptions trainingOptions;

    @Override
    public Integer call() {
        ZooModel model = Zoo.get(modelName);
        Map<String, Object> values = model.resolve(set);
        Path folder = out != null ? out : Path.of("out", modelName.replace('/', '-'));
        Compute compute = trainingOptions.applyTo(computeOptions.compute(model, values, dataset));
        Dataset data = Datasets.open(dataset);
        var arm = new StudyArm(model.family(), model.family(), modelName, 0, model.changed(values));
        String command = invocation.text();
        long images = length.kept(command, folder, fresh).orElseGet(() -> length.images(data, List.of(arm), 1, compute,
                model.usualImages(values, data)));
        var settings = Trainer.resolve(arm.name(), model, data, images, seed, compute, arm.set());
        if (dryRun) {
            if (json) JsonOutput.of(settings).printIndented();
            else System.out.print(Json.pretty(settings));
            return 0;
        }
        try (var _ = OutFolder.open(folder, fresh)) {
            RunFolder run = RunFolder.of(folder, arm.name(), seed);
            Trainer.claim(run, settings, data);
            boolean trained = RunOutcome.isDone(run, images);
            Json.write(Study.file(folder),
                    new Study("train", command, Lab.describe(data), List.of(arm.withImages(images)), List.of(seed),
                            List.of("scores: 'ganvas evaluate " + run.root() + "' measures this run")));
            Optional<RunOutcome> outcome = new Trainer(run, settings, data, compute, command, new Console(),
                    QuickLook.of(data, compute.device())).train();
            return outcome.map(o -> tell(o, run, trained, data)).orElse(Invocation.STOPPED);
        }
    }

    private JsonOutput line(RunOutcome o, RunFolder run, Map<String, Double> losses) {
        return new JsonOutput().with("path", folder(run)).with("run", run.root()).with("model", modelName)
                .with("dataset", dataset).with("seed", seed).with("status", o.status()).with("images", o.images())
                .with("seconds", o.seconds()).with("imagesPerSecond", o.imagesPerSecond()).with("losses", losses)
                .with("message", Optional.ofNullable(o.message()));
    }

    /** The folder that holds the run. */
    private static Path folder(RunFolder run) {
        return run.root().getParent().getParent().getParent();
    }

    /** @param trained whether it was trained before this command */
    private int tell(RunOutcome o, RunFolder run, boolean trained, Dataset data) {
        var losses = run.readStats().stream().filter(l -> !l.values().isEmpty()).reduce((_, b) -> b)
                .map(StatLine::values).orElse(Map.of());
        if (json) {
            line(o, run, losses).with("alreadyDone", trained).print();
        } else {
            System.out.println(trained ? AlreadyDone.words(modelName, o, run)
                    : "%s: %,d images in %s, %,.0f images/s. Run: %s".formatted(modelName, o.images(),
                            Console.duration(o.seconds()), o.imagesPerSecond(), run.root()));
            String at = folder(run).toString();
            List<String> report = List.of("report", at), sample = List.of("sample", at);
            if (Judges.know(data)) NextStep.say(report, sample, List.of("evaluate", at));
            else NextStep.say(report, sample);
            if (o.message() != null) System.err.println("ganvas: " + o.message());
        }
        return o.status().equals(RunOutcome.DONE) ? 0 : Problem.FAILED;
    }
}
