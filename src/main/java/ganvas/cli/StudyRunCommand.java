package ganvas.cli;

import ganvas.data.Dataset;
import ganvas.file.Json;
import ganvas.lab.Compute;
import ganvas.lab.evaluate.InceptionScores;
import ganvas.lab.run.Calibration;
import ganvas.lab.run.Lab;
import ganvas.problem.Problem;
import ganvas.report.Report;
import ganvas.report.StudiesPage;
import ganvas.result.Summary;
import ganvas.study.Study;
import ganvas.study.StudyFile;
import ganvas.study.StudyFiles;
import ganvas.words.Words;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "run", mixinStandardHelpOptions = true,
        description = {
                "Repeats a paper: trains every arm with every seed, measures them, judges the claims and writes the "
                        + "paper's page.",
                "After an interruption the same command continues where it stopped; no finished run is trained again."},
        footerHeading = "%nExamples:%n", footer = {
                "  ganvas study run ali-2020                        about three hours on two CPU cores, three seeds",
                "  ganvas study run ali-2020 --budget full          the paper's own length",
                "  ganvas study run khanna-2020 --sensitivity       which verdicts hang on what the paper leaves open",
                "  ganvas study run tanwar-2023 --arms gan-base,vae-base --seeds 5",
                "  ganvas study run hinrichsen-2023 --data cifar10=DIR --data lfw=lfw-deepfunneled.tgz",
                "  ganvas study run my-study.yaml                   a file of your own; see docs/study-files.md"})
final class StudyRunCommand implements Callable<Integer> {
    private static final int SAMPLES = 10_000;
    /** Samples of a smoke test: enough to compute every score, too few for a meaningful one. */
    private static final int SMOKE_SAMPLES = 500;

    @Parameters(paramLabel = "NAME|FILE", completionCandidates = Candidates.Studies.class,
            description = "a study that comes with the program ('ganvas study list'), or a file")
    String asked;

    @Option(names = "--budget", paramLabel = "BUDGET", defaultValue = StudyFile.SHORT,
            description = "full: the paper's own length; short: about two hours on two CPU cores; smoke: a minute, a "
                    + "test of the program (default: ${DEFAULT-VALUE})")
    String budget;

    @Option(names = "--sensitivity",
            description = "also trains the arms with the choices that the paper leaves open made otherwise, and says "
                    + "which verdicts hang on one")
    boolean sensitivity;

    @Option(names = "--arms", paramLabel = "A,B", split = ",",
            description = "only these arms; claims over others are left out")
    List<String> arms = List.of();

    @Option(names = "--seeds", paramLabel = "N",
            description = "runs of each arm (default: as the study says; three are the fewest for a verdict)")
    Integer seeds;

    @Option(names = "--data", paramLabel = "DATASET=WHERE",
            description = "the folder or file that a dataset of the study lies in, where 'datasets fetch' has not "
                    + "brought it (cifar10=DIR); may be repeated")
    Map<String, String> places = new LinkedHashMap<>();

    @Option(names = "--judge", paramLabel = "DATASET=FILE",
            description = "a judge of your own for a dataset of the study, from 'ganvas judge train DATASET --to "
                    + "FILE'; may be repeated")
    Map<String, Path> judges = new LinkedHashMap<>();

    @Mixin
    InceptionOptions inceptionOptions;

    @Option(names = "--out", paramLabel = "DIR", description = "where to write (default: out/STUDY-BUDGET)")
    Path out;

    @Option(names = "--fresh", description = "renames an older run of the study in --out, and begins a new one")
    boolean fresh;

    @Option(names = "--dry-run", description = "checks the file and prints every setting without training anything")
    boolean dryRun;

    @Option(names = "--jobs", paramLabel = "N", defaultValue = "1",
            description = {
                    "trains N runs at once, each with its share of the threads: small models use several cores better "
                            + "so; times and",
                    "speeds are then those of a shared machine (default: ${DEFAULT-VALUE})"})
    int jobs;

    @Mixin
    OutputOptions outputOptions;

    @Mixin
    Invocation invocation;

    @Mixin
    ComputeOptions computeOptions;

    @Mixin
    TrainingOptions trainingOptions;

    @Override
    public Integer call() {
        StudyFile plain = StudyFiles.load(asked, StudyCatalogue.get());
        StudyFile file = sensitivity ? plain.withAlternatives() : plain;
        if (seeds != null && (seeds < 1 || seeds > 1000))
            throw Problem.input("--seeds: expected a number from 1 to 1000; found %d", seeds);
        if (jobs < 1 || jobs > 1000) throw Problem.input("--jobs: expected a number from 1 to 1000; found %d", jobs);
        List<Long> others = LongStream.range(0, seeds == null ? 0 : seeds).boxed().toList();
        List<String> datasets = file.datasets(budget, arms);
        var there = new StudyPlaces(places, judges);
        there.check(datasets);
        inceptionOptions.check();
        var data = new LinkedHashMap<String, Dataset>();
        there.refuseMissing(datasets);
        for (String text : datasets) data.put(text, there.open(text));
        var described = new LinkedHashMap<String, Summary.DatasetInfo>();
        data.forEach((text, images) -> described.put(text, Lab.describe(text, images)));
        Study study = file.resolve(budget, arms, others, invocation.text(), described);
        Lab.refuseUnfit(study, List.copyOf(data.values()));
        if (dryRun) {
            outputOptions.settings(study);
            return 0;
        }
        if (jobs > 1 && computeOptions.threads == 0)
            computeOptions.threads = Math.max(1, Runtime.getRuntime().availableProcessors() / jobs);
        Compute compute = trainingOptions.applyTo(computeOptions.compute());
        Path folder = out != null ? out : Path.of("out", study.name() + "-" + budget
                + (sensitivity ? "-sensitivity" : ""));
        try (var _ = OutFolder.open(folder, fresh)) {
            if (!AlreadyDone.isTrained(study, folder)) announce(study, compute, folder, List.copyOf(data.values()));
            sayWithoutWeights(study);
            var lab = new Lab(folder, study, List.copyOf(data.values()), compute,
                    inceptionOptions.instruments(samples(), there.judges(study), compute), new Console());
            List<Lab.Part> parts = jobs > 1 ? lab.begin() : List.of();
            boolean ended = jobs > 1
                    ? new ParallelRuns(jobs, folder, partOptions()).run(parts, () -> Report.write(folder))
                    : lab.run(() -> Report.write(folder));
            if (!ended) return Invocation.STOPPED;
            if (parts.isEmpty() && lab.phases().isEmpty()) System.err.println(AlreadyDone.words(study, folder));
            var phases = new LinkedHashMap<>(lab.phases());
            if (phases.containsKey("score")) Json.write(Study.timing(folder), phases);
            Path page = Report.write(folder);
            // A run that diverged is a finding of a study, not a failure of the program.
            outputOptions.tell(folder, page, phases);
            if (out == null && !budget.equals(StudyFile.SMOKE)) writeOverview();
            return 0;
        }
    }

    /** Writes the overview of all studies in this folder. An error in another study does not make this one fail. */
    private static void writeOverview() {
        try {
            StudiesPage.write(Path.of("out", "studies.html"), StudyOverviewCommand.known());
        } catch (Problem p) {
            System.err.println("The overview of all studies, out/studies.html, is not made anew: " + p.getMessage());
        }
    }

    /** Options that each process of {@code --jobs} needs in addition to {@code study.json}. */
    private List<String> partOptions() {
        var options = new ArrayList<>(List.of("--device", computeOptions.device, "--precision",
                computeOptions.precision, "--threads", Integer.toString(computeOptions.threads), "--checkpoint-seconds",
                Double.toString(trainingOptions.checkpointSeconds), "--on-divergence", trainingOptions.action,
                "--samples", Integer.toString(samples())));
        places.forEach((name, where) -> options.addAll(List.of("--data", name + "=" + where)));
        judges.forEach((name, file) -> options.addAll(List.of("--judge", name + "=" + file)));
        options.addAll(inceptionOptions.words());
        return options;
    }

    private int samples() {
        return budget.equals(StudyFile.SMOKE) ? SMOKE_SAMPLES : SAMPLES;
    }

    private void announce(Study study, Compute compute, Path folder, List<Dataset> data) {
        int runs = study.arms().size() * study.seeds().size();
        System.err.printf("%s, budget %s: %d arms, %d seed%s, %d runs in %s, %son %s%n", study.name(), budget,
                study.arms().size(), study.seeds().size(), study.seeds().size() == 1 ? "" : "s", runs, folder,
                jobs > 1 ? jobs + " at once, each " : "", !compute.device().isCpu() ? compute.device().name()
                        : compute.threads() == 1 ? "1 CPU thread" : compute.threads() + " CPU threads");
        if (Files.exists(Study.file(folder)) || budget.equals(StudyFile.SMOKE)) return;
        double seconds = 0;
        for (int i = 0; i < data.size(); i++)
            seconds += Calibration.seconds(study.on(study.datasets().get(i)).arms(), data.get(i), compute);
        System.err.printf("Training alone will take about %s on this machine, as a few steps of each arm tell.%n",
                duration(seconds * study.seeds().size() / Math.min(jobs, runs)));
    }

    private void sayWithoutWeights(Study study) {
        List<String> asked = InceptionScores.asked(study, samples());
        if (asked.isEmpty() || inceptionOptions.isThere()) return;
        System.err.printf(
                "Checks of %s ask for scores in the Inception network, whose weights are not here; these are not "
                        + "measured. 'ganvas weights fetch inception' brings them, and the same command then measures "
                        + "what is finished.%n",
                Words.list(asked));
    }

    private static String duration(double seconds) {
        long minutes = Math.max(1, Math.round(seconds / 60));
        return minutes < 60 ? minutes + " min"
                : minutes < 72 * 60 ? "%d h %02d min".formatted(minutes / 60, minutes % 60)
                : "%,d days".formatted(Math.round(minutes / 1440.0));
    }
}
