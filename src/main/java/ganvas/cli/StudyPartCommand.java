package ganvas.cli;

import ganvas.data.Dataset;
import ganvas.lab.Compute;
import ganvas.lab.run.Lab;
import ganvas.result.Summary;
import ganvas.study.Study;
import ganvas.study.StudyArm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * One run of a study that {@link ParallelRuns} started. It ends when its standard input ends, that is, with its parent
 * process.
 */
@Command(name = "part", hidden = true, description = "One run of a study, as 'study run --jobs' starts it.")
final class StudyPartCommand implements Callable<Integer> {
    @Parameters(index = "0")
    Path out;

    @Parameters(index = "1")
    String arm;

    @Parameters(index = "2")
    long seed;

    @Option(names = "--samples", required = true)
    int samples;

    @Option(names = "--data")
    Map<String, String> places = new LinkedHashMap<>();

    @Option(names = "--judge")
    Map<String, Path> judges = new LinkedHashMap<>();

    @Mixin
    InceptionOptions inceptionOptions;

    @Mixin
    ComputeOptions computeOptions;

    @Mixin
    TrainingOptions trainingOptions;

    @Override
    public Integer call() {
        Thread.ofPlatform().daemon().start(StudyPartCommand::endWithInput);
        Study study = Study.read(out);
        Compute compute = trainingOptions.applyTo(computeOptions.compute());
        var there = new StudyPlaces(places, judges);
        List<Dataset> data = study.datasets().stream().map(Summary.DatasetInfo::name).map(there::open).toList();
        var part = new Lab.Part(arm, seed);
        try (var _ = OutFolder.part(out, number(study))) {
            var with = inceptionOptions.instruments(samples, there.judges(study), compute);
            return new Lab(out, study, data, compute, with, new Console()).run(part) ? 0 : Invocation.STOPPED;
        }
    }

    private long number(Study study) {
        List<String> names = study.arms().stream().map(StudyArm::name).toList();
        return (long) study.seeds().indexOf(seed) * names.size() + names.indexOf(arm);
    }

    private static void endWithInput() {
        try {
            while (System.in.read() >= 0) { /* input is ignored */ }
        } catch (IOException e) {
            // as if the input had ended
        }
        System.exit(Invocation.STOPPED);
    }
}
