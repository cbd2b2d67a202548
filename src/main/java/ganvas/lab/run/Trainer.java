package ganvas.lab.run;

import ganvas.data.Batches;
import ganvas.data.Dataset;
import ganvas.data.Datasets;
import ganvas.data.Pixels;
import ganvas.file.Json;
import ganvas.file.Png;
import ganvas.gan.Overfitting;
import ganvas.lab.Compute;
import ganvas.lab.LabProgress;
import ganvas.lab.MachineInfo;
import ganvas.lab.evaluate.ElboEvaluation;
import ganvas.lab.sample.ModelLoader;
import ganvas.lab.sample.Sampling;
import ganvas.metric.score.QuickLook;
import ganvas.problem.Problem;
import ganvas.result.Provenance;
import ganvas.result.RunData;
import ganvas.result.RunFolder;
import ganvas.result.RunOutcome;
import ganvas.result.Settings;
import ganvas.result.StatLine;
import ganvas.torch.Engine;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import ganvas.train.Checkpoint;
import ganvas.train.Discriminates;
import ganvas.train.FailureDetector;
import ganvas.train.Generates;
import ganvas.train.Run;
import ganvas.train.Schedule;
import ganvas.train.Step;
import ganvas.vae.HasElbo;
import ganvas.zoo.Zoo;
import ganvas.zoo.ZooModel;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trains one run in its folder, or continues a stopped one. */
public final class Trainer implements Run.Observer {
    private static final int GRID = 64;

    private final RunFolder folder;
    private final Settings settings;
    private final Dataset data;
    private final Compute compute;
    private final String command;
    private final LabProgress progress;
    private final Optional<QuickLook> quickLook;
    private final Step step;
    private final Run run;
    private FailureDetector watch;
    private long lastTold;

    /** A trainer without a quick look: the curves hold only what the steps report. */
    public Trainer(RunFolder folder, Settings settings, Dataset data, Compute compute, String command,
            LabProgress progress) {
        this(folder, settings, data, compute, command, progress, Optional.empty());
    }

    /** @param quickLook by the judge, at every snapshot of a run of at least one epoch */
    public Trainer(RunFolder folder, Settings settings, Dataset data, Compute compute, String command,
            LabProgress progress, Optional<QuickLook> quickLook) {
        this.folder = folder;
        this.settings = settings;
        this.data = data;
        this.compute = compute;
        this.command = command;
        this.progress = progress;
        this.quickLook = quickLook.filter(_ -> settings.images() >= data.train().size());
        this.step = ModelLoader.make(settings, data, compute);
        int batch = ZooModel.imagesAnUpdate(settings.values());
        var batches = new Batches(data.train(), batch, settings.seed(), compute.device());
        Optional<Checkpoint> snapshot = compute.rollback()
                ? Optional.of(new Checkpoint(folder.rollback(), settings.model())) : Optional.empty();
        var saving = new Run.Saving(new Checkpoint(folder.checkpoint(), settings.model()), snapshot,
                compute.checkpointSeconds());
        this.run = new Run(step, batches, new Schedule(settings.images(), batches.epochSize()), saving, this,
                settings.seed());
    }

    /** Resolves all settings that decide a run. */
    public static Settings resolve(String arm, ZooModel model, Dataset data, long images, long seed, Compute compute,
            Map<String, Object> set) {
        Map<String, Object> values = fit(model, data, set);
        var chosen = new Settings.Chosen(arm, model.name(), model.family(), values,
                model.changed(model.resolve(text(set))));
        String precision = ZooModel.precision(values, compute.precision(), compute.device()).toString();
        return Settings.of(chosen, new Settings.Shown(data.name(), seed, images),
                new Settings.Arithmetic(compute.device().name(), precision, compute.threads()));
    }

    /** All settings of a model on these images. Those that do not fit them are an error. */
    static Map<String, Object> fit(ZooModel model, Dataset data, Map<String, Object> set) {
        return Zoo.fit(model, model.resolve(text(set)), data);
    }

    private static Map<String, String> text(Map<String, Object> set) {
        var text = new LinkedHashMap<String, String>();
        set.forEach((k, v) -> text.put(k, String.valueOf(v)));
        return text;
    }

    /** Refuses a folder whose run has other settings or other pictures, so that nothing is overwritten. */
    public static void claim(RunFolder folder, Settings settings, Dataset data) {
        List<String> differences = RecordedRun.differences(folder, settings, data);
        if (!differences.isEmpty()) {
            throw Problem.input(
                    "%s holds a run with other settings: %s. Choose another --out, or --fresh to put the old folder "
                            + "aside.",
                    folder.root(), String.join("; ", differences));
        }
    }

    /** Trains to the end. Empty if it was stopped before; calling again continues. */
    public Optional<RunOutcome> train() {
        claim(folder, settings, data);
        RecordedRun.extend(folder, settings);
        if (Files.exists(folder.outcome())) return Optional.of(Json.read(folder.outcome(), RunOutcome.class));
        if (!RecordedRun.isBegun(folder)) {
            Json.write(folder.model(), Zoo.get(settings.model()).card(settings.values()));
            Json.write(folder.provenance(), MachineInfo.provenance(command, data, settings));
            Json.write(folder.data(), RunData.of(Lab.describe(data), Datasets.where(data.name()), folder));
            Json.write(folder.settings(), settings);           // last: a folder with settings has the others
        }
        MachineInfo.resetPeakMemory();
        var stop = new OrderlyStop(run, settings.images(), progress);
        if (!stop.begin()) return Optional.empty();
        RunOutcome outcome;
        try {
            if (!run.train()) return Optional.empty();
            outcome = new RunOutcome(RunOutcome.DONE, run.shown(), run.seconds(), run.imagesPerSecond(),
                    MachineInfo.peakMemory(), null);
        } catch (Run.Diverged e) {
            String message = e.getMessage()
                    + (run.rollbacks().isEmpty() ? "" : ", after %d rollbacks".formatted(run.rollbacks().size()))
                    + "; the last good checkpoint is kept";
            folder.append(line(e.images(), new StatLine.Event("nan", message)));
            outcome = new RunOutcome(RunOutcome.DIVERGED, e.images(), run.seconds(), run.imagesPerSecond(),
                    MachineInfo.peakMemory(), message);
        } catch (Problem p) {
            Problem failure = Files.exists(folder.settings()) ? p : RunFolder.vanished(folder.root());
            stop.failed(failure);
            throw failure;
        } finally {
            progress.end();
            stop.end();
        }
        refuseVanished();
        Json.write(folder.outcome(), outcome);
        return Optional.of(outcome);
    }

    /** The trained model. */
    public Step step() {
        return step;
    }

    // ---- calls from the run

    @Override
    public void begun(long images) {
        rewind();
        if (images > 0 && images < settings.images()) {
            note(images);
            progress.say("%s goes on at %,d of %,d images".formatted(settings.arm(), images, settings.images()));
        }
        if (images == 0) drawGrid(0);
        progress.begin("%s (%s), seed %d".formatted(settings.arm(), settings.model(), settings.seed()),
                settings.images());
        progress.at(images, 0);
    }

    @Override
    public void wentBack(Checkpoint.Rollback rollback) {
        rewind();
        note(0);
        progress.say("rollback: " + rollback.text());
    }

    /**
     * Drops the lines after the point of return. The files are then as if the run had never gone further, except for
     * the record of its rollbacks.
     */
    private void rewind() {
        folder.rewindStats(run.loggedImages());
        List<StatLine> lines = folder.readStats();
        for (Checkpoint.Rollback r : run.rollbacks()) {
            var event = new StatLine.Event("rollback", r.text());
            if (lines.stream().noneMatch(l -> event.equals(l.event()))) folder.append(line(r.images(), event));
        }
        double won = step instanceof Discriminates discriminator ? discriminator.won() : 0;
        long latent = step instanceof Generates generator ? generator.latent() : 0;
        watch = new FailureDetector(settings.images(), data.train().size(), latent, data.classes().size(), won);
        lines.forEach(line -> watch.see(line.images(), line.values()));
    }

    private StatLine line(long images, StatLine.Event event) {
        return new StatLine(images, (double) images / data.train().size(), run.seconds(), run.imagesPerSecond(),
                Map.of(), event);
    }

    /**
     * Records a resume and all rollbacks in the provenance.
     *
     * @param resumed images shown at that time, 0 if the run was not resumed
     */
    private void note(long resumed) {
        Provenance p = Json.read(folder.provenance(), Provenance.class);
        var resumes = new ArrayList<>(p.resumed());
        if (resumed > 0) resumes.add(resumed);
        List<Long> back = run.rollbacks().stream().map(Checkpoint.Rollback::images).toList();
        Json.write(folder.provenance(), p.withReturns(resumes, back));
    }

    @Override
    public void warned(String sentence) {
        progress.say(sentence);
    }

    @Override
    public void stepped(long images, double imagesPerSecond) {
        long now = System.nanoTime();
        if (images < settings.images() && now - lastTold < 200_000_000) return;
        lastTold = now;
        progress.at(images, imagesPerSecond);
    }

    @Override
    public void logged(Run.Progress p, boolean snapshot) {
        refuseVanished();
        var values = new LinkedHashMap<>(p.means());
        if (snapshot && step instanceof HasElbo model)
            values.putAll(ElboEvaluation.means("validation/", model, data.validation(), p.images(), compute));
        if (snapshot) quickLook.ifPresent(look -> values.putAll(measured(look)));
        // A run of less than an epoch shows no image twice.
        if (snapshot && step instanceof Discriminates discriminator && settings.images() > data.train().size()) {
            values.putAll(Overfitting.measure(Sampling.generator(step), discriminator, data, Sampling.EVALUATION_SEED,
                    compute.device()));
        }
        if (snapshot) drawGrid(p.images());
        if (snapshot) Engine.releaseMemory();  // steps use memory blocks of other sizes
        Optional<StatLine.Event> event = watch.see(p.images(), values);
        folder.append(
                new StatLine(p.images(), p.epoch(), p.seconds(), p.imagesPerSecond(), values, event.orElse(null)));
        event.ifPresent(e -> progress.say("%s at %,d images: %s".formatted(e.kind(), p.images(), e.text())));
        progress.losses(p.means());
    }

    private Map<String, Double> measured(QuickLook look) {
        try (var _ = new Scope()) {
            return look.measure(Pixels.tensor(
                    Sampling.sample(Sampling.generator(step), QuickLook.IMAGES, Sampling.EVALUATION_SEED, compute)));
        }
    }

    private void drawGrid(long images) {
        try (var _ = new Scope()) {
            Generates generator = Sampling.generator(step);
            Tensor z = Rng.named(Sampling.EVALUATION_SEED, "grid").normal(compute.device(), GRID, generator.latent());
            Png grid = Png.grid(Sampling.npz(generator.sample(z)), 8);
            refuseVanished();
            grid.write(folder.grid(images));
        }
    }

    /**
     * Writing would create a missing run folder. If a run folder was moved away, half a run would then begin in its
     * place, so this is refused.
     */
    private void refuseVanished() {
        folder.refuseVanished();
    }
}
