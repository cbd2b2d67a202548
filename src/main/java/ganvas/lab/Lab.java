package ganvas.lab;

import ganvas.data.Dataset;
import ganvas.data.Pixels;
import ganvas.file.Json;
import ganvas.file.Npz;
import ganvas.result.RunOutcome;
import ganvas.problem.Problem;
import ganvas.result.RunFolder;
import ganvas.result.Settings;
import ganvas.result.Summary;
import ganvas.study.StudyArm;
import ganvas.study.Study;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import ganvas.train.Checkpoint;
import ganvas.train.Step;
import ganvas.zoo.Zoo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Runs a study in its folder: every arm and seed is trained, sampled and scored; what is done already is left alone. */
public final class Lab {
    private final Path out;
    private final Study study;
    private final Map<Summary.DatasetInfo, RunEvaluator> gauges = new LinkedHashMap<>();
    private final Compute compute;
    private final Instruments with;
    private final InceptionScores inception;
    private final LabProgress progress;
    private final Map<String, Double> phases = new LinkedHashMap<>();

    /** For a study on one dataset; as the other one. */
    public Lab(Path out, Study study, Dataset data, Compute compute, int samples, LabProgress progress) {
        this(out, study, List.of(data), compute, samples, progress);
    }

    /** @param samples images drawn from each model for its scores */
    public Lab(Path out, Study study, List<Dataset> data, Compute compute, int samples, LabProgress progress) {
        this(out, study, data, compute, Instruments.of(samples), progress);
    }

    /** @param data of each of the study's datasets, in its order */
    public Lab(Path out, Study study, List<Dataset> data, Compute compute, Instruments with, LabProgress progress) {
        this.out = out;
        this.study = study;
        for (int i = 0; i < data.size(); i++) {
            Summary.DatasetInfo d = study.datasets().get(i);
            gauges.put(d, new RunEvaluator(data.get(i), compute, new EvaluationBudget(with.samples()), study.reference(out, d), with.judges().get(d.name())));
        }
        this.compute = compute;
        this.with = with;
        this.inception = new InceptionScores(study, with);
        this.progress = progress;
    }

    /** What the report says about a dataset. */
    public static Summary.DatasetInfo describe(Dataset data) {
        return describe(data.name(), data);
    }

    /** @param name how the study calls it, which need not say where it lies */
    public static Summary.DatasetInfo describe(String name, Dataset data) {
        return new Summary.DatasetInfo(name, data.train().size(), data.validation().size(), data.test().size(),
                data.channels(), data.height(), data.width(), data.classes(), data.sha256());
    }

    /** Seconds by phase so far: train, sample, score, inception. */
    public Map<String, Double> phases() {
        return phases;
    }

    /** One run of the study: an arm with a seed. */
    public record Part(String arm, long seed) {}

    /**
     * Checks everything before anything is trained, and writes {@code study.json}.
     *
     * @return the runs that are not measured yet; all arms of one seed come before the next seed, so that what there is can be compared at any time
     */
    public List<Part> begin() {
        var parts = new ArrayList<Part>();
        for (long seed : study.seeds()) {
            for (StudyArm arm : study.arms()) {
                var part = new Part(arm.name(), seed);
                Trainer.claim(folder(part), settings(part), of(arm.name()).data());
                of(arm.name()).refuseOtherSamples(folder(part));
                if (!isMeasured(part) || inception.lacks(part.arm(), folder(part))) parts.add(part);
            }
        }
        gauges.values().forEach(RunEvaluator::check);
        refuseAnotherJudge();
        Json.write(Study.file(out), study);                    // before anything else is written: it makes the folder a study's
        gauges.values().forEach(RunEvaluator::writeReference);
        return parts;
    }

    /**
     * Every run, one after the other. False if it was stopped; the same call goes on.
     *
     * @param afterSeed called when all arms of a seed are measured
     */
    public boolean run(Runnable afterSeed) {
        List<Part> parts = begin();
        for (long seed : study.seeds()) {
            List<Part> now = parts.stream().filter(p -> p.seed() == seed).toList();
            for (Part p : now) if (!train(p)) return false;
            now.forEach(this::measure);
            now.forEach(this::inInception);
            afterSeed.run();
        }
        return true;
    }

    /** One run alone, of a study that was begun. False if it was stopped. */
    public boolean run(Part part) {
        if (!train(part)) return false;
        measure(part);
        inInception(part);
        return true;
    }

    private RunFolder folder(Part p) {
        return RunFolder.of(out, p.arm(), p.seed());
    }

    private Settings settings(Part p) {
        StudyArm arm = study.arm(p.arm());
        return Trainer.resolve(arm.name(), Zoo.get(arm.model()), of(arm.name()).data(), arm.images(), p.seed(), compute, arm.set());
    }

    /** What diverged is never measured. */
    private boolean isMeasured(Part p) {
        RunFolder folder = folder(p);
        return Files.exists(folder.scores()) || Files.exists(folder.outcome()) && Json.read(folder.outcome(), RunOutcome.class).status().equals(RunOutcome.DIVERGED);
    }

    /** What the runs of an arm are measured with. */
    private RunEvaluator of(String arm) {
        return gauges.get(study.dataset(study.arm(arm)));
    }

    private void refuseAnotherJudge() {
        List<Part> all = study.seeds().stream().flatMap(seed -> study.arms().stream().map(a -> new Part(a.name(), seed))).toList();
        if (all.stream().allMatch(this::isMeasured)) return;
        all.forEach(p -> of(p.arm()).refuseAnother(folder(p)));
    }

    private boolean train(Part part) {
        RunEvaluator own = of(part.arm());
        RunOutcome outcome = timed("train", () -> {
            var trainer = new Trainer(folder(part), settings(part), own.data(), compute, study.command(), progress, own.glimpse());
            try {
                return trainer.train();
            } finally {
                trainer.step().free();
            }
        });
        if (outcome != null && outcome.message() != null) progress.say("%s, seed %d: %s".formatted(part.arm(), part.seed(), outcome.message()));
        return outcome != null;
    }

    private void measure(Part part) {
        if (isMeasured(part)) return;
        RunFolder folder = folder(part);
        RunEvaluator own = of(part.arm());
        Trainer.refuseVanished(folder);
        Step step = open(settings(part), folder, own.data(), compute);
        Npz drawn = timed("sample", () -> {
            Npz images = sample(step, with.samples(), Trainer.EVALUATION_SEED, compute);
            Trainer.refuseVanished(folder);
            images.write(folder.samples());
            PictureFiles.draw(folder, step, own.data(), compute.device());
            return images;
        });
        timed("score", () -> {
            progress.begin("scoring %s".formatted(part.arm()), 0);
            try {
                Trainer.refuseVanished(folder);
                own.score(folder, step, drawn).forEach(progress::say);
            } finally {
                progress.end();
            }
            return null;
        });
        step.free();
    }

    private void inInception(Part part) {
        if (!inception.lacks(part.arm(), folder(part))) return;
        timed("inception", () -> {
            inception.add(folder(part), of(part.arm()).data(), progress);
            return null;
        });
    }

    /** The trained model of a run. */
    public static Step open(Settings settings, RunFolder folder, Dataset data, Compute compute) {
        Step step = Trainer.make(settings, data, compute);
        long shown = new Checkpoint(folder.checkpoint(), settings.model()).loadWeights(step, System.err::println).shown();
        RunOutcome outcome = Files.exists(folder.outcome()) ? Json.read(folder.outcome(), RunOutcome.class) : null;
        if (outcome != null && outcome.status().equals(RunOutcome.DONE) && shown < outcome.images()) {
            step.free();
            throw Problem.failed("%s: expected the state after %,d images; its last checkpoint is damaged, and the one before is of %,d. Delete %s, and the command "
                    + "that trained it goes on from there and ends with the same numbers.", folder.root(), outcome.images(), shown, folder.outcome());
        }
        return step;
    }

    /** {@code count} images, uint8; the same {@code seed} gives the same latents. */
    public static Npz sample(Step step, int count, long seed, Compute compute) {
        return sample(step, new Latents(count, seed, 0), compute);
    }

    /** As {@link #sample(Step, int, long, Compute)}, from those latents; image i of a model that is told classes is of class i modulo their number. */
    public static Npz sample(Step step, Latents latents, Compute compute) {
        byte[] all = null;
        Npz part = null;
        for (int start = 0; start < latents.count(); start += Latents.BLOCK) {
            try (var _ = new Scope()) {
                Tensor z = latents.block(start, step.latent(), compute.device());
                part = Trainer.npz(step.classes() == 0 ? step.sample(z) : step.sample(z, inTurn(start, z.size(0), step.classes()).to(compute.device())));
                if (all == null) all = new byte[Npz.bytes("--n", latents.count(), part.channels(), part.height(), part.width())];
                System.arraycopy(part.pixels(), 0, all, start * (all.length / latents.count()), part.pixels().length);
            }
        }
        if (part == null) throw Problem.input("--n: expected at least 1 image; found %d", latents.count());
        return new Npz(latents.count(), part.height(), part.width(), part.channels(), all);
    }

    /** Classes of the images from number {@code first} on: int64 [count]. */
    private static Tensor inTurn(long first, long count, long classes) {
        return Tensor.of(LongStream.range(first, first + count).map(i -> i % classes).toArray(), count);
    }

    /** [N, H, W, C] → uint8 [N, C, H, W]. */
    public static Tensor tensor(Npz images) {
        return Pixels.tensor(images);
    }

    private <T> T timed(String phase, java.util.function.Supplier<T> work) {
        long start = System.nanoTime();
        try {
            return work.get();
        } finally {
            phases.merge(phase, (System.nanoTime() - start) / 1e9, Double::sum);
        }
    }
}
