package ganvas.lab;

import ganvas.data.Images;
import ganvas.data.Pixels;
import ganvas.metric.Glimpse;
import ganvas.metric.Judge;
import ganvas.metric.Memorisation;
import ganvas.metric.Origin;
import ganvas.metric.Scorer;
import ganvas.metric.Scores;
import ganvas.result.Json;
import ganvas.result.Labels;
import ganvas.result.Npz;
import ganvas.result.Outcome;
import ganvas.result.Problem;
import ganvas.result.RunFolder;
import ganvas.result.ScoreLine;
import ganvas.result.Settings;
import ganvas.result.Summary;
import ganvas.study.Arm;
import ganvas.study.Study;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import ganvas.train.Checkpoint;
import ganvas.train.Step;
import ganvas.vae.VaeStep;
import ganvas.zoo.Zoo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs a study in its folder: every arm and seed is trained, sampled and scored; what is done already is left alone. */
public final class Lab {
    private final Path out;
    private final Study study;
    private final Images data;
    private final Compute compute;
    private final int samples;
    private final Progress progress;
    private final Map<String, Double> phases = new LinkedHashMap<>();
    private Judge judge;
    private Scorer scorer;
    private Memorisation memorisation;
    private Glimpse glimpse;

    /** @param samples images drawn from each model for its scores; 10,000 unless a test asks for fewer */
    public Lab(Path out, Study study, Images data, Compute compute, int samples, Progress progress) {
        this.out = out;
        this.study = study;
        this.data = data;
        this.compute = compute;
        this.samples = samples;
        this.progress = progress;
    }

    /** What the report says about a dataset. */
    public static Summary.Dataset describe(Images data) {
        return new Summary.Dataset(data.name(), data.train().size(), data.validation().size(), data.test().size(),
                data.channels(), data.height(), data.width(), data.classes(), data.sha256());
    }

    /** Seconds by phase so far: train, sample, score. */
    public Map<String, Double> phases() {
        return phases;
    }

    /**
     * False if it was stopped; the same call goes on. Nothing is trained before everything is checked. All arms of one
     * seed come before the next seed: what there is can be compared at any time.
     *
     * @param afterSeed called when all arms of a seed are measured
     */
    public boolean run(Runnable afterSeed) {
        judge = Judge.load(compute.device());
        Scorer.check(judge, data);
        var runs = new ArrayList<Settings>();
        for (long seed : study.seeds()) {
            for (Arm arm : study.arms()) {
                Settings s = Trainer.resolve(arm.name(), Zoo.get(arm.model()), data, arm.images(), seed, compute, arm.set());
                Trainer.claim(study.run(out, arm, seed), s);
                runs.add(s);
            }
        }
        Json.write(Study.file(out), study);
        for (long seed : study.seeds()) {
            List<Settings> now = runs.stream().filter(s -> s.seed() == seed).toList();
            for (Settings s : now) if (!train(s)) return false;
            for (Settings s : now) measure(s);
            afterSeed.run();
        }
        return true;
    }

    private boolean train(Settings settings) {
        RunFolder folder = RunFolder.of(out, settings.arm(), settings.seed());
        Outcome outcome = timed("train", () -> {
            var trainer = new Trainer(folder, settings, data, compute, study.command(), progress, glimpse());
            try {
                return trainer.train();
            } finally {
                trainer.step().free();
            }
        });
        if (outcome != null && outcome.message() != null) progress.say("%s, seed %d: %s".formatted(settings.arm(), settings.seed(), outcome.message()));
        return outcome != null;
    }

    private void measure(Settings settings) {
        RunFolder folder = RunFolder.of(out, settings.arm(), settings.seed());
        if (Files.exists(folder.scores()) || Json.read(folder.outcome(), Outcome.class).status().equals(Outcome.DIVERGED)) return;
        Step step = open(settings, folder, data, compute);
        Npz drawn = timed("sample", () -> {
            Npz images = sample(step, samples, Trainer.EVALUATION_SEED, compute);
            images.write(folder.samples());
            Pictures.draw(folder, step, data, compute.device());
            return images;
        });
        timed("score", () -> {
            score(folder, step, drawn);
            return null;
        });
        step.free();
    }

    /** The trained model of a run. */
    public static Step open(Settings settings, RunFolder folder, Images data, Compute compute) {
        Step step = Trainer.make(settings, data, compute);
        new Checkpoint(folder.checkpoint(), settings.model()).loadWeights(step, System.err::println);
        return step;
    }

    /** {@code count} images, uint8; the same {@code seed} gives the same latents. */
    public static Npz sample(Step step, int count, long seed, Compute compute) {
        return sample(step, new Latents(count, seed, 0), compute);
    }

    /** As {@link #sample(Step, int, long, Compute)}, from those latents. */
    public static Npz sample(Step step, Latents latents, Compute compute) {
        var all = new java.io.ByteArrayOutputStream();
        Npz part = null;
        for (int start = 0; start < latents.count(); start += Latents.BLOCK) {
            try (var _ = new Scope()) {
                part = Trainer.npz(step.sample(latents.block(start, step.latent(), compute.device())));
                all.writeBytes(part.pixels());
            }
        }
        if (part == null) throw Problem.input("--n: expected at least 1 image; found %d", latents.count());
        return new Npz(latents.count(), part.height(), part.width(), part.channels(), all.toByteArray());
    }

    private void score(RunFolder folder, Step step, Npz drawn) {
        progress.begin("scoring %s".formatted(folder.root().getParent().getFileName()), 0);
        try (var _ = new Scope()) {
            Scorer with = scorer();
            Tensor images = tensor(drawn);
            Origin origin = Origin.drawn(Trainer.EVALUATION_SEED);
            Scores scores = with.score(images, origin);
            var lines = new ArrayList<ScoreLine>(scores.lines());
            var notMeasured = new ArrayList<>(scores.notMeasured());
            if (step instanceof VaeStep vae) Codes.write(folder, vae, data, judge, compute.device());
            ImageScores family = new FamilyScores(data, compute.device(), new Effort(samples)).of(step, folder);
            Memorisation.Found memory = memorisation().of(images, origin);
            Pictures.neighbours(images, memory, data.train().images()).write(folder.inside().resolve("neighbours.png"));
            lines.addAll(family.lines);
            // Train and test FID side by side: the latter is the first line.
            memory.lines().forEach(l -> lines.add(l.name().startsWith("fid-") ? Math.min(1, lines.size()) : lines.size(), l));
            notMeasured.addAll(family.notMeasured);
            notMeasured.addAll(memory.notMeasured());
            Json.write(folder.labels(), scores.labels());
            notMeasured.forEach(progress::say);
            folder.writeScores(lines);                         // last: a run with scores has the rest
        } finally {
            progress.end();
        }
    }

    /** None for a test's few samples, and where no judge knows such images. */
    private Glimpse glimpse() {
        if (glimpse == null && samples >= Glimpse.IMAGES) glimpse = Glimpse.of(data, compute.device());
        return glimpse;
    }

    private Scorer scorer() {
        if (scorer != null) return scorer;
        scorer = new Scorer(data, judge);
        Path labels = Study.reference(out).resolve("labels.json");
        if (!Files.exists(labels)) {
            Tensor real = data.test().images().narrow(0, 0, 100);
            Trainer.npz(real).write(Study.reference(out).resolve("real.npz"));
            Tensor probabilities = judge.read(real).probabilities();
            Json.write(labels, new Labels(java.util.Arrays.stream(probabilities.argmax(1).toLongs()).mapToInt(Math::toIntExact).toArray(),
                    probabilities.max(1).toDoubles()));
        }
        return scorer;
    }

    /** Made with the first run that is scored: reading all training images takes the judge a while. */
    private Memorisation memorisation() {
        if (memorisation != null) return memorisation;
        var effort = new Effort(samples);
        var full = Memorisation.Sizes.FULL;
        var sizes = new Memorisation.Sizes(effort.of(full.queries()), effort.of(full.train()), effort.of(full.fid()));
        return memorisation = new Memorisation(data, judge, scorer(), sizes);
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
