package ganvas.lab.run;

import ganvas.data.Dataset;
import ganvas.file.Npz;
import ganvas.lab.Compute;
import ganvas.lab.LabProgress;
import ganvas.lab.MachineInfo;
import ganvas.lab.evaluate.EvaluationBudget;
import ganvas.lab.evaluate.RunEvaluator;
import ganvas.lab.sample.ModelLoader;
import ganvas.lab.sample.Sampling;
import ganvas.metric.judge.Judge;
import ganvas.metric.judge.JudgeChoice;
import ganvas.problem.Problem;
import ganvas.result.RunFiles;
import ganvas.result.RunFolder;
import ganvas.result.SampleLabels;
import ganvas.result.Settings;
import ganvas.result.Summary;
import ganvas.study.Study;
import ganvas.study.StudyArm;
import ganvas.torch.Device;
import ganvas.train.Step;
import ganvas.zoo.Zoo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Draws and scores every run of a study again, from its checkpoint and its samples. It uses the same kind of device and
 * as many threads as the run. It compares the result with {@code samples.npz}, {@code scores.jsonl} and {@code
 * labels.json}. Nothing is written.
 */
public final class Rescoring {
    private final Path out;
    private final Study study;
    private final List<Dataset> data;
    private final Map<String, Path> judges;
    private final LabProgress progress;
    private final Map<Measure, RunEvaluator> evaluators = new HashMap<>();

    /** What runs have in common if they are measured by the same parts. */
    private record Measure(Summary.DatasetInfo dataset, Compute compute, int samples) {}

    /**
     * @param data   one for each of the study's datasets, in its order; other pictures than the study's are an error
     * @param judges files of judges that replace the program's own, by the dataset's name in the study
     */
    public Rescoring(Path out, Study study, List<Dataset> data, Map<String, Path> judges, LabProgress progress) {
        for (int i = 0; i < data.size(); i++) {
            Summary.DatasetInfo d = study.datasets().get(i);
            if (d.sha256().equals(data.get(i).sha256())) continue;
            throw Problem.input(
                    "dataset %s: expected the pictures of the study, with the SHA-256 %s; found others, with %s. Name "
                            + "the place of the study's with --data %s=WHERE.",
                    d.name(), d.sha256(), data.get(i).sha256(), d.name().split("[/:]", 2)[0]);
        }
        this.out = out;
        this.study = study;
        this.data = data;
        this.judges = judges;
        this.progress = progress;
    }

    /**
     * The differences, a line each with the run's name, and scores that cannot be computed again. Runs without scores
     * are skipped.
     *
     * @param told receives a sentence on each run
     */
    public List<String> differences(Consumer<String> told) {
        var differences = new ArrayList<String>();
        for (StudyArm arm : study.arms()) {
            for (long seed : study.seeds()) {
                String run = "%s, seed %d: ".formatted(arm.name(), seed);
                List<String> found;
                try {
                    found = differences(arm, seed, sentence -> told.accept(run + sentence));
                } catch (Problem p) {
                    found = List.of("cannot be scored again: " + p.getMessage());
                }
                found.forEach(d -> differences.add(run + d));
            }
        }
        return differences;
    }

    private List<String> differences(StudyArm arm, long seed, Consumer<String> told) {
        RunFolder folder = study.run(out, arm, seed);
        if (!Files.exists(folder.scores())) {
            told.accept("it has no scores");
            return List.of();
        }
        for (Path needed : List.of(folder.settings(), folder.provenance(), folder.samples(), folder.labels())) {
            if (!Files.exists(needed)) throw Problem.failed("%s: there is no such file", needed);
        }
        progress.begin("scoring %s, seed %d, again".formatted(arm.name(), seed), 0);
        try {
            RunAgreement agreement = agreement(arm, seed, RunFiles.read(folder, seed));
            told.accept(agreement.words());
            return agreement.differences();
        } finally {
            progress.end();
        }
    }

    private RunAgreement agreement(StudyArm arm, long seed, RunFiles run) {
        RunFolder folder = run.folder();
        Summary.DatasetInfo dataset = study.dataset(arm);
        Dataset images = data.get(study.datasets().indexOf(dataset));
        Compute compute = compute(run.settings().orElseThrow());
        Settings settings = Trainer.resolve(arm.name(), Zoo.get(arm.model()), images, arm.images(), seed, compute,
                arm.set());
        List<String> others = RecordedRun.differences(folder, settings, images);
        if (!others.isEmpty())
            throw Problem.failed("%s is not a run of this study: %s", folder.root(), String.join("; ", others));
        Npz kept = Npz.read(folder.samples());
        RunEvaluator evaluator = evaluators.computeIfAbsent(new Measure(dataset, compute, kept.n()),
                m -> new RunEvaluator(images, compute, new EvaluationBudget(m.samples), study.reference(out, dataset),
                        JudgeChoice.among(judges, dataset.name())));
        Optional<Object> by = evaluator.another(folder);
        if (by.isPresent()) {
            throw Problem.failed(
                    "%s was scored by another judge (SHA-256 %s) than the one of now (%s). "
                            + "Name the same with --judge %s=FILE.",
                    folder.root(), by.get(), evaluator.judge().map(Judge::words).orElse("none"),
                    dataset.name().split("[/:]", 2)[0]);
        }
        var agreement = new RunAgreement(
                MachineInfo.givesTheSameBits(run.provenance().orElseThrow(), images, compute, settings));
        Step step = ModelLoader.open(settings, folder, images, compute);
        try {
            agreement.samples(kept,
                    Sampling.sample(Sampling.generator(step), kept.n(), Sampling.EVALUATION_SEED, compute));
            RunEvaluator.Measured made = evaluator.measure(step, kept);
            agreement.scores(run.scores(), made.lines());
            agreement.labels(RunFiles.readIf(folder.labels(), SampleLabels.class).orElseThrow(), made.labels());
        } finally {
            step.free();
        }
        return agreement;
    }

    private static Compute compute(Settings made) {
        if (!made.device().equals("cpu") && Device.gpus() == 0)
            throw Problem.failed("it was made on %s, and libtorch sees no GPU here", made.device());
        return Compute.of(made.device(), made.precision(), made.threads(), Double.MAX_VALUE);
    }
}
