package ganvas.lab.run;

import ganvas.data.Dataset;
import ganvas.file.Json;
import ganvas.file.Npz;
import ganvas.lab.Compute;
import ganvas.lab.LabProgress;
import ganvas.lab.evaluate.EvaluationBudget;
import ganvas.lab.evaluate.InceptionScores;
import ganvas.lab.evaluate.Instruments;
import ganvas.lab.evaluate.RunEvaluator;
import ganvas.lab.sample.ModelLoader;
import ganvas.lab.sample.PictureFiles;
import ganvas.lab.sample.Sampling;
import ganvas.metric.judge.JudgeChoice;
import ganvas.result.RunFolder;
import ganvas.result.RunOutcome;
import ganvas.result.Settings;
import ganvas.result.Summary;
import ganvas.study.Study;
import ganvas.study.StudyArm;
import ganvas.train.Step;
import ganvas.zoo.Zoo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs a study in its folder: trains, samples and scores every arm and seed. Finished runs are left alone. */
public final class Lab {
    private final Path out;
    private final Study study;
    private final Map<Summary.DatasetInfo, RunEvaluator> evaluators = new LinkedHashMap<>();
    private final Compute compute;
    private final Instruments with;
    private final InceptionScores inception;
    private final LabProgress progress;
    private final Map<String, Double> phases = new LinkedHashMap<>();

    /** For a study on one dataset; otherwise as the other constructor. */
    public Lab(Path out, Study study, Dataset data, Compute compute, int samples, LabProgress progress) {
        this(out, study, List.of(data), compute, samples, progress);
    }

    /** @param samples images drawn from each model for its scores */
    public Lab(Path out, Study study, List<Dataset> data, Compute compute, int samples, LabProgress progress) {
        this(out, study, data, compute, Instruments.of(samples), progress);
    }

    /** @param data one for each of the study's datasets, in its order */
    public Lab(Path out, Study study, List<Dataset> data, Compute compute, Instruments with, LabProgress progress) {
        this.out = out;
        this.study = study;
        for (int i = 0; i < data.size(); i++) {
            Summary.DatasetInfo d = study.datasets().get(i);
            evaluators.put(d, new RunEvaluator(data.get(i), compute, new EvaluationBudget(with.samples()),
                    study.reference(out, d), JudgeChoice.among(with.judges(), d.name())));
        }
        this.compute = compute;
        this.with = with;
        this.inception = new InceptionScores(study, with);
        this.progress = progress;
    }

    /**
     * Refuses settings that do not fit the images of their arm's dataset, before anything is written.
     *
     * @param data one for each of the study's datasets, in its order
     */
    public static void refuseUnfit(Study study, List<Dataset> data) {
        for (StudyArm arm : study.arms()) {
            Dataset images = data.get(study.datasets().indexOf(study.dataset(arm)));
            Trainer.fit(Zoo.get(arm.model()), images, arm.set());
        }
    }

    /** What the report says about a dataset. */
    public static Summary.DatasetInfo describe(Dataset data) {
        return describe(data.name(), data);
    }

    /** @param name of the dataset in the study; it need not say where the data are stored */
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
     * Checks everything before training starts, and writes {@code study.json}.
     *
     * @return the runs that are not measured yet. All arms of one seed come before the next seed, so that finished runs
     *          can be compared at any time
     */
    public List<Part> begin() {
        var all = new ArrayList<Part>();
        for (long seed : study.seeds()) {
            for (StudyArm arm : study.arms()) all.add(new Part(arm.name(), seed));
        }
        for (Part part : all) {
            Trainer.claim(folder(part), settings(part), of(part.arm()).data());
            of(part.arm()).refuseOtherSamples(folder(part));
        }
        evaluators.values().forEach(RunEvaluator::unjudged);
        refuseAnotherJudge();
        Json.write(Study.file(out), study);  // written first: it makes the folder a study's
        all.forEach(part -> RecordedRun.extend(folder(part), settings(part)));
        evaluators.values().forEach(RunEvaluator::writeReference);
        return all.stream().filter(p -> !isMeasured(p) || inception.lacks(p.arm(), folder(p))).toList();
    }

    /**
     * Makes all runs, one after the other. False if it was stopped; calling again continues.
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

    /** Makes one run of a study that has begun. False if it was stopped. */
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
        return Trainer.resolve(arm.name(), Zoo.get(arm.model()), of(arm.name()).data(), arm.images(), p.seed(), compute,
                arm.set());
    }

    /** A run that diverged is never measured. */
    private boolean isMeasured(Part p) {
        RunFolder folder = folder(p);
        return Files.exists(folder.scores()) || Files.exists(folder.outcome())
                && Json.read(folder.outcome(), RunOutcome.class).status().equals(RunOutcome.DIVERGED);
    }

    /** The evaluator for the runs of an arm. */
    private RunEvaluator of(String arm) {
        return evaluators.get(study.dataset(study.arm(arm)));
    }

    private void refuseAnotherJudge() {
        List<Part> all = study.seeds().stream()
                .flatMap(seed -> study.arms().stream().map(a -> new Part(a.name(), seed))).toList();
        if (all.stream().allMatch(this::isMeasured)) return;
        all.forEach(p -> of(p.arm()).refuseAnother(folder(p)));
    }

    private boolean train(Part part) {
        RunEvaluator own = of(part.arm());
        Optional<RunOutcome> outcome = timed("train", () -> {
            var trainer = new Trainer(folder(part), settings(part), own.data(), compute, study.command(), progress,
                    own.quickLook());
            try {
                return trainer.train();
            } finally {
                trainer.step().free();
            }
        });
        outcome.map(RunOutcome::message)
                .ifPresent(message -> progress.say("%s, seed %d: %s".formatted(part.arm(), part.seed(), message)));
        return outcome.isPresent();
    }

    private void measure(Part part) {
        if (isMeasured(part)) return;
        RunFolder folder = folder(part);
        RunEvaluator own = of(part.arm());
        folder.refuseVanished();
        Step step = ModelLoader.open(settings(part), folder, own.data(), compute);
        Npz drawn = timed("sample", () -> {
            Npz images = Sampling.sample(Sampling.generator(step), with.samples(), Sampling.EVALUATION_SEED, compute);
            folder.refuseVanished();
            images.write(folder.samples());
            PictureFiles.draw(folder, step, own.data(), compute.device());
            return images;
        });
        timed("score", () -> {
            progress.begin("scoring %s".formatted(part.arm()), 0);
            try {
                folder.refuseVanished();
                byReason(own.score(folder, step, drawn)).forEach(progress::say);
            } finally {
                progress.end();
            }
        });
        step.free();
    }

    /** Sentences {@code SCORE: REASON} with one for each reason: {@code SCORE, SCORE: REASON}. */
    private static List<String> byReason(List<String> sentences) {
        var scores = new LinkedHashMap<String, List<String>>();
        for (String sentence : sentences) {
            String[] parts = sentence.split(": ", 2);
            List<String> named = scores.computeIfAbsent(parts[parts.length - 1], _ -> new ArrayList<>());
            if (parts.length > 1) named.add(parts[0]);
        }
        return scores.entrySet().stream()
                .map(e -> e.getValue().isEmpty() ? e.getKey() : String.join(", ", e.getValue()) + ": " + e.getKey())
                .map(words -> "not measured: " + words).toList();
    }

    private void inInception(Part part) {
        if (!inception.lacks(part.arm(), folder(part))) return;
        timed("inception", () -> inception.add(folder(part), of(part.arm()).data(), progress));
    }

    private void timed(String phase, Runnable work) {
        timed(phase, () -> {
            work.run();
            return phase;
        });
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
