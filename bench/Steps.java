import ganvas.data.Batches;
import ganvas.data.Split;
import ganvas.lab.Compute;
import ganvas.lab.MachineInfo;
import ganvas.result.Build;
import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.train.Batch;
import ganvas.train.Stats;
import ganvas.train.Step;
import ganvas.zoo.Zoo;
import ganvas.zoo.ZooModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * Median images per second of a model's training step: {@code Steps MODEL PRECISION THREADS SECONDS CHANNELS SIZE
 * [KEY=VALUE…]}. A step is all that training does for it, the choice of its images among random pixels included, and
 * the rule of timing is that of timing.py. {@code ganvas train} would need the dataset, and its median would hold the
 * steps in which Java's compiler is still at work, as the peers' does not. With {@code -Dturns=true} it measures once
 * for every line of standard input, so that others may have their turns between.
 */
public final class Steps implements AutoCloseable {
    private static final int WARM_UP = 5, IMAGES = 10_000, SEED = 0;
    /** After which Java's compilers rest. */
    private static final double WARM_UP_SECONDS = 6;
    /** Steps between two readings of the losses: about what training has between two lines of its log. */
    private static final int LOG = 50;

    public static void main(String[] args) throws IOException {
        var set = new LinkedHashMap<String, String>();
        for (int i = 6; i < args.length; i++)
            set.put(args[i].substring(0, args[i].indexOf('=')), args[i].substring(args[i].indexOf('=') + 1));
        var compute = Compute.of("cpu", args[1], Integer.parseInt(args[2]), 0);
        double seconds = Double.parseDouble(args[3]);
        try (var steps = new Steps(args[0], compute, Integer.parseInt(args[4]), Integer.parseInt(args[5]), set)) {
            steps.warmUp(WARM_UP_SECONDS);
            if (!Boolean.getBoolean("turns")) {
                tell(steps.measure(seconds));
                return;
            }
            System.out.println("{\"ready\": true}");
            var turns = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
            while (turns.readLine() != null) tell(steps.measure(seconds));
        }
    }

    private static void tell(Median found) {
        System.out.printf(Locale.ROOT,
                "{\"images_per_second\": %.1f, \"images\": %d, \"steps\": %d, \"all_steps\": %d, \"startup_seconds\": "
                        + "%.3f, \"peak_mb\": %.0f, \"version\": \"%s\"}%n",
                found.imagesPerSecond, found.images, found.steps, found.allSteps, found.startupSeconds,
                MachineInfo.peakMemory() / 1e6, "Ganvas %s %s, libtorch %s, Java %s".formatted(Build.THIS.version(),
                        Build.THIS.commit(), Build.THIS.libtorch(), Runtime.version()));
    }

    /**
     * @param images         of a step
     * @param steps          that were timed, of all
     * @param startupSeconds what the warming up took more than as many others
     */
    record Median(double imagesPerSecond, int images, int steps, int allSteps, double startupSeconds) {}

    private final Step step;
    private final Batches batches;
    private final Stats stats = new Stats();
    private int done, warmed;
    private double warm, startup = Double.NaN;

    Steps(String name, Compute compute, int channels, int size, Map<String, String> set) {
        ZooModel model = Zoo.get(name);
        Map<String, Object> settings = model.resolve(set);
        step = model.make(settings, channels, size, size, SEED, compute.device(), compute.precision());
        batches = batches(ZooModel.imagesAnUpdate(settings), channels, size);
    }

    void warmUp(double seconds) {
        while (warmed < WARM_UP || warm < seconds) {
            warm += one();
            warmed++;
        }
    }

    Median measure(double seconds) {
        var times = DoubleStream.builder();
        double spent = 0;
        int steps = 0;
        for (; steps < WARM_UP || spent < seconds; steps++) {
            double took = one();
            times.add(took);
            spent += took;
        }
        if (Double.isNaN(startup)) startup = Math.max(0, warm - warmed * spent / steps);
        return new Median(batches.batchSize() / median(times.build().sorted().toArray()), batches.batchSize(), steps,
                done, startup);
    }

    /** Seconds of one step. */
    private double one() {
        long begun = System.nanoTime(), shown = (long) done * batches.batchSize();
        try (var _ = new Scope()) {
            step.update(new Batch(batches.at(shown, batches.batchSize()), batches.labelsAt(shown, batches.batchSize())),
                    Rng.at(SEED, shown), stats);
        }
        if (done++ % LOG == LOG - 1) {
            stats.means();
            stats.clear();
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    @Override
    public void close() {
        step.free();
    }

    private static double median(double[] sorted) {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private static Batches batches(int batch, int channels, int size) {
        try (var _ = new Scope()) {
            var pixels = Rng.named(SEED, "pixels").integers(256, Device.CPU, IMAGES, channels, size, size)
                    .to(Dtype.UINT8).keep();
            var labels = Rng.named(SEED, "labels").integers(10, Device.CPU, IMAGES).keep();
            return new Batches(new Split(pixels, labels), batch, SEED, Device.CPU);
        }
    }
}
