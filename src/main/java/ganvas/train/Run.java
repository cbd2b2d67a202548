package ganvas.train;

import ganvas.data.Batches;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import java.util.Map;

/**
 * One training run. Killed at any point and started again, it ends with the same weights: batches and random numbers are
 * functions of the seed and the images shown, and the checkpoint holds the rest.
 */
public final class Run {
    private final Step step;
    private final Batches data;
    private final Schedule schedule;
    private final Checkpoint checkpoint;
    private final Observer observer;
    private final long seed;
    private final double checkpointSeconds;

    private final Stats stats = new Stats();
    private final StepTimes times = new StepTimes();
    private long shown;
    private long logged;
    private double seconds;
    private volatile boolean stopping;

    /** What is told of a run. Calls come between two steps. */
    public interface Observer {
        /** At the start: {@code images} were shown before, 0 for a fresh run. */
        void begun(long images);

        /** Before that: something is amiss that does not stop the run. */
        void warned(String sentence);

        /** After every step, cheap. */
        void stepped(long images, double imagesPerSecond);

        /** At every line of the log. A snapshot is a moment to draw samples and to validate. */
        void logged(Progress progress, boolean snapshot);
    }

    /** @param means of what the steps reported since the line before */
    public record Progress(long images, double epoch, double seconds, double imagesPerSecond, Map<String, Double> means) {}

    /** A value stopped being finite. The checkpoint before it is kept. */
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

    /** @param checkpointSeconds training time between two checkpoints; the end always makes one */
    public Run(Step step, Batches data, Schedule schedule, Checkpoint checkpoint, Observer observer, long seed, double checkpointSeconds) {
        this.step = step;
        this.data = data;
        this.schedule = schedule;
        this.checkpoint = checkpoint;
        this.observer = observer;
        this.seed = seed;
        this.checkpointSeconds = checkpointSeconds;
    }

    /** Trains to the end, or until {@link #stop}; true at the end. */
    public boolean train() {
        if (checkpoint.exists()) restore();
        observer.begun(shown);
        double saved = seconds;
        boolean last = false;
        while (shown < schedule.total() && !last) {
            long before = shown;
            last = stopping;                                   // read once: a stop asked for later is saved by the next step
            advance();
            boolean log = schedule.logDue(before, shown);
            boolean save = seconds - saved >= checkpointSeconds || shown >= schedule.total() || last;
            if (log || save) refuseNotFinite();
            if (log) log(schedule.snapshotDue(before, shown));
            if (save) {
                save();
                saved = seconds;
            }
        }
        return shown >= schedule.total();
    }

    private void advance() {
        long start = System.nanoTime();
        int batch = schedule.nextBatch(shown, data.batchSize());
        try (var _ = new Scope()) {
            step.update(data.at(shown, batch), data.labelsAt(shown, batch), Rng.at(seed, shown), stats);
        }
        shown += batch;
        double took = (System.nanoTime() - start) / 1e9;
        seconds += took;
        times.add(took, batch);
        observer.stepped(shown, times.imagesPerSecond());
    }

    private void log(boolean snapshot) {
        observer.logged(new Progress(shown, (double) shown / schedule.epoch(), seconds, times.imagesPerSecond(), stats.means()), snapshot);
        stats.clear();
        logged = shown;
    }

    private void refuseNotFinite() {
        Stats.NotFinite bad = stats.firstNotFinite();
        if (bad == null) return;
        long images = Math.min(shown, logged + (bad.step() + 1L) * data.batchSize());
        throw new Diverged(bad.name(), (images + data.batchSize() - 1) / data.batchSize(), images);
    }

    private void save() {
        checkpoint.save(step, new Checkpoint.Counters(shown, logged, seconds, stats.values(), times.counts()));
    }

    private void restore() {
        var counters = checkpoint.load(step, observer::warned);
        shown = counters.shown();
        logged = counters.logged();
        seconds = counters.seconds();
        stats.restore(counters.pending());
        times.restore(counters.times());
    }

    /** Asks for an end after the present step, with the state saved. May be called from any thread. */
    public void stop() {
        stopping = true;
    }

    public long shown() { return shown; }
    public double seconds() { return seconds; }
    /** Images shown at the last line of the log: what stats.jsonl holds beyond it belongs to a lost stretch. */
    public long loggedImages() { return logged; }
    /** Median over all steps. */
    public double imagesPerSecond() { return times.imagesPerSecond(); }
}
