package ganvas.train;

import ganvas.data.Batches;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One training run. If it is killed at any point and started again, it ends with the same weights: batches and random
 * numbers are functions of the seed and of the images shown, and the checkpoint holds everything else.
 */
public final class Run {
    private final Step step;
    private final Batches data;
    private final Schedule schedule;
    private final Checkpoint checkpoint;
    private final Optional<Checkpoint> good;
    private final Observer observer;
    private final long seed;
    private final double checkpointSeconds;

    private final Stats stats = new Stats();
    private long shown;
    private long logged;
    private double seconds;
    /** Training time at the last line of the log. */
    private double loggedSeconds;
    private List<Checkpoint.Rollback> rollbacks = List.of();
    private volatile long saved;
    private volatile boolean stopping;

    /** An observer of a run. Calls come between two steps. */
    public interface Observer {
        /** Called when the run begins. {@code images} is the number of images shown before, 0 for a fresh run. */
        void begun(long images);

        /** Called before {@link #begun}, if something is wrong that does not stop the run. */
        void warned(String sentence);

        /** Called after every step; must be cheap. */
        void stepped(long images, double imagesPerSecond);

        /** Called at every line of the log. A snapshot is a moment to draw samples and to validate. */
        void logged(Progress progress, boolean snapshot);

        /** Called after a return to an earlier state. Lines of the log beyond it are no longer true. */
        void wentBack(Checkpoint.Rollback rollback);
    }

    /** @param means means of the values that the steps reported since the previous line */
    public record Progress(long images, double epoch, double seconds, double imagesPerSecond,
            Map<String, Double> means) {}

    /** A value is no longer finite. The last checkpoint before that is kept. */
    public static final class Diverged extends RuntimeException {
        private final long images;

        Diverged(String name, long step, long images) {
            super("%s is no longer finite at step %,d (%,d images shown)".formatted(name, step, images));
            this.images = images;
        }

        public long images() {
            return images;
        }
    }

    /** Number of rollbacks after which the run is given up. */
    public static final int MOST_ROLLBACKS = 3;

    /**
     * Where a run keeps its state.
     *
     * @param latest   the newest state, from which the same command goes on
     * @param snapshot the state at the last snapshot, to which a run goes back when a value is no longer finite; empty
     *                 for a run that ends then
     * @param seconds  training time between two checkpoints; the end always makes one
     */
    public record Saving(Checkpoint latest, Optional<Checkpoint> snapshot, double seconds) {}

    public Run(Step step, Batches data, Schedule schedule, Saving saving, Observer observer, long seed) {
        this.step = step;
        this.data = data;
        this.schedule = schedule;
        this.checkpoint = saving.latest;
        this.good = saving.snapshot;
        this.observer = observer;
        this.seed = seed;
        this.checkpointSeconds = saving.seconds;
    }

    /** Trains to the end, or until {@link #stop}. Returns true at the end. */
    public boolean train() {
        if (checkpoint.exists()) restore(checkpoint);
        observer.begun(shown);
        if (shown == 0) good.ifPresent(this::save);
        double saved = seconds;
        boolean last = false;
        while (shown < schedule.total() && !last) {
            long before = shown;
            last = stopping;  // read once: a later request to stop is saved by the next step
            advance();
            boolean log = schedule.logDue(before, shown), snapshot = schedule.snapshotDue(before, shown);
            Optional<Diverged> diverged = log ? divergence(snapshot) : Optional.empty();
            if (diverged.isPresent()) {
                goBack(diverged.get());
                saved = seconds;
                continue;
            }
            if (log) log(snapshot);
            // Before the checkpoint: never behind the snapshot that it has passed.
            if (snapshot) good.ifPresent(this::save);
            boolean save = seconds - saved >= checkpointSeconds || shown >= schedule.total() || last;
            if (save && stats.firstNotFinite().isEmpty() && Checkpoint.isFinite(step)) {
                save(checkpoint);
                saved = seconds;
            }
        }
        return shown >= schedule.total();
    }

    private void advance() {
        long start = System.nanoTime();
        int batch = schedule.nextBatch(shown, data.batchSize());
        try (var _ = new Scope()) {
            step.update(new Batch(data.at(shown, batch), data.labelsAt(shown, batch)), Rng.at(seed, shown), stats);
        }
        // Waits for the GPU: its unfinished work belongs to the time of these steps.
        if (schedule.logDue(shown, shown + batch)) stats.values();
        shown += batch;
        double took = (System.nanoTime() - start) / 1e9;
        seconds += took;
        observer.stepped(shown, imagesPerSecond());
    }

    private void log(boolean snapshot) {
        observer.logged(
                new Progress(shown, (double) shown / schedule.epoch(), seconds,
                        (shown - logged) / (seconds - loggedSeconds), stats.means()),
                snapshot);
        stats.clear();
        logged = shown;
        loggedSeconds = seconds;
    }

    /**
     * The value that is no longer finite; empty if all values are finite. This is checked only at lines of the log, so
     * the same run always finds the same.
     */
    private Optional<Diverged> divergence(boolean snapshot) {
        Optional<Diverged> value = stats.firstNotFinite().map(
                bad -> diverged(bad.name(), Math.min(shown, logged + (bad.step() + 1L) * data.batchSize())));
        if (value.isPresent() || !snapshot || Checkpoint.isFinite(step)) return value;
        return Optional.of(diverged("a weight or a moment of an optimizer", shown));
    }

    private Diverged diverged(String name, long images) {
        return new Diverged(name, (images + data.batchSize() - 1) / data.batchSize(), images);
    }

    /**
     * Returns to the state of the last snapshot, with half the learning rates. Snapshots are functions of the seed;
     * checkpoints are not, because the clock decides when they are made.
     */
    private void goBack(Diverged diverged) {
        if (rollbacks.size() == MOST_ROLLBACKS || good.filter(Checkpoint::exists).isEmpty()) throw diverged;
        var until = new ArrayList<>(rollbacks);
        double spent = seconds;
        restore(good.orElseThrow());
        seconds = loggedSeconds = spent;
        int count = until.size() + 1;
        until.add(new Checkpoint.Rollback(shown,
                "%s; the run goes on from %,d images with its rates divided by %d (rollback %d of %d)".formatted(
                        diverged.getMessage(), shown, 1 << count, count, MOST_ROLLBACKS)));
        taken(until);
        save(checkpoint);
        save(checkpoint);                                      // twice, so the previous one is this state too
        observer.wentBack(rollbacks.getLast());
    }

    private void taken(List<Checkpoint.Rollback> all) {
        rollbacks = List.copyOf(all);
        step.optimizers().values().forEach(adam -> adam.scaleRates(1.0 / (1 << rollbacks.size())));
    }

    private void save(Checkpoint to) {
        long now = shown;
        to.save(step, new Checkpoint.Counters(shown, logged, seconds, stats.values(), rollbacks));
        if (to == checkpoint) saved = now;
    }

    private void restore(Checkpoint from) {
        var counters = from.load(step, observer::warned);
        saved = shown = counters.shown();
        logged = counters.logged();
        seconds = counters.seconds();
        // When the line was logged is not kept; the mean speed is near enough.
        loggedSeconds = shown == 0 ? 0 : seconds * logged / shown;
        stats.restore(counters.pending());
        taken(counters.rollbacks());
    }

    /** Requests a stop after the current step, with the state saved. May be called from any thread. */
    public void stop() {
        stopping = true;
    }

    public long shown() { return shown; }
    /** Number of images shown when the state was last saved or loaded; 0 if it never was. */
    public long saved() {
        return saved;
    }
    public double seconds() { return seconds; }
    /** Number of images shown at the last line of the log. Lines of stats.jsonl beyond it belong to a lost stretch. */
    public long loggedImages() {
        return logged;
    }
    /** All rollbacks, oldest first. */
    public List<Checkpoint.Rollback> rollbacks() { return rollbacks; }
    /** Images shown per second of training time; 0 before the first step. */
    public double imagesPerSecond() {
        return seconds > 0 ? shown / seconds : 0;
    }
}
