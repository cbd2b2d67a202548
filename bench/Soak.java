import ganvas.data.Dataset;
import ganvas.data.Datasets;
import ganvas.lab.Compute;
import ganvas.lab.LabProgress;
import ganvas.lab.MachineInfo;
import ganvas.lab.run.Trainer;
import ganvas.lab.sample.Sampling;
import ganvas.result.RunFolder;
import ganvas.torch.Engine;
import ganvas.zoo.Zoo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * Small trainings of several models, one after the other in one process, for some minutes; after each it is sampled.
 * Once a second, between two steps, and after each training: resident memory, live native objects, open files,
 * images per second. Into FOLDER: soak.csv and soak.svg. {@code bench/soak MINUTES [FOLDER]}; exit code 1 if
 * something grows. Linux only.
 */
public final class Soak {
    private record Training(String model, long images, Map<String, Object> set) {}

    private static final List<Training> TRAININGS = List.of(
            new Training("khanna-2020/gan", 40_000, Map.of()),
            new Training("khanna-2020/vae", 60_000, Map.of()),
            new Training("ali-2020/gan", 8_000, Map.of()),
            new Training("tanwar-2023/gan-batchnorm", 2_000, Map.of("batch", 64)),
            new Training("hinrichsen-2023/biggan", 3_000, Map.of("channels", 4, "batch", 64)),
            new Training("hinrichsen-2023/vae-biggan-deep", 6_000, Map.of("channels", 4, "batch", 64)));

    /** @param between after a training, everything freed */
    private record Row(double minutes, String model, boolean between, double mebibytes, double objects, double files,
            double imagesPerSecond) {
        String csv() {
            return String.format(Locale.ROOT, "%.3f,%s,%s,%.1f,%.0f,%.0f,%.1f", minutes, model,
                    between ? "after" : "training", mebibytes, objects, files, imagesPerSecond);
        }
    }

    /** Objects that Java's collector may not have freed yet; a leak in a step or a training would be thousands. */
    private static final int PENDING = 100;
    private static final long START = System.nanoTime();
    private static final List<Row> ROWS = new ArrayList<>();
    private static double pace;

    public static void main(String[] args) throws IOException {
        double minutes = Double.parseDouble(args[0]);
        Path out = Files.createDirectories(Path.of(args.length > 1 ? args[1] : "out/soak"));
        Dataset data = Datasets.open("mnist");
        var compute = Compute.of("cpu", "fp32", 0, 5);
        int rounds = 0;
        for (; now() < minutes || rounds < 2; rounds++) {
            for (Training t : TRAININGS) {
                train(t, rounds, data, compute);
                System.gc();                                   // what Java has not collected yet is no leak
                see(t.model, true);
                Files.writeString(out.resolve("soak.csv"),
                        "minutes,model,when,resident MiB,native objects,open files,images/s\n"
                                + String.join("\n", ROWS.stream().map(Row::csv).toList()) + "\n");
                Files.writeString(out.resolve("soak.svg"), chart());
            }
        }
        boolean flat = tell(rounds);
        System.out.println(flat ? "Flat." : "NOT FLAT: something grows.");
        System.out.println(out.resolve("soak.svg"));
        System.exit(flat ? 0 : 1);
    }

    private static double now() {
        return (System.nanoTime() - START) / 60e9;
    }

    private static void train(Training t, long seed, Dataset data, Compute compute) throws IOException {
        Path folder = Files.createTempDirectory("soak");
        var settings = Trainer.resolve("arm", Zoo.get(t.model), data, t.images, seed, compute, t.set);
        var trainer = new Trainer(new RunFolder(folder), settings, data, compute, "bench/soak", new Watching(t.model));
        trainer.train();
        Sampling.sample(Sampling.generator(trainer.step()), 500, 0, compute);
        trainer.step().free();
        try (var files = Files.walk(folder)) {
            for (Path f : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(f);
        }
    }

    private record Watching(String model) implements LabProgress {
        @Override
        public void begin(String what, long total) {}
        @Override
        public void at(long images, double imagesPerSecond) {
            pace = imagesPerSecond;
            if (images > 0 && (ROWS.isEmpty() || now() - ROWS.getLast().minutes > 1 / 60.0)) see(model, false);
        }
        @Override
        public void losses(Map<String, Double> means) {}
        @Override
        public void end() {}
        @Override
        public void say(String sentence) {}
    }

    private static void see(String model, boolean between) {
        try (var files = Files.list(Path.of("/proc/self/fd"))) {
            ROWS.add(new Row(now(), model, between, MachineInfo.residentMemory() / 1048576.0, Engine.liveObjects(),
                    files.count() - 1, pace));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Second round beside the last: the first one fills caches.
     *
     * @return whether no model has more open files at the end, 100 more objects, or more than 5 % more memory; speed is
     *         told and not judged, for others may need the machine
     */
    private static boolean tell(int rounds) {
        boolean flat = true;
        List<Row> after = ROWS.stream().filter(Row::between).toList();
        int n = TRAININGS.size();
        System.out.printf("%d trainings in %.1f minutes%n%-36s %22s %22s %14s %24s%n", after.size(), now(), "after",
                "resident MiB", "native objects", "open files", "images/s");
        for (int i = 0; i < n; i++) {
            Row then = after.get(n + i), last = after.get((rounds - 1) * n + i);
            flat &= last.objects <= then.objects + PENDING && last.files <= then.files
                    && last.mebibytes <= 1.05 * then.mebibytes;
            System.out.printf(Locale.ROOT, "%-36s %9.0f to %9.0f %9.0f to %9.0f %5.0f to %5.0f %10.0f to %10.0f%n",
                    last.model, then.mebibytes, last.mebibytes, then.objects, last.objects, then.files, last.files,
                    then.imagesPerSecond, last.imagesPerSecond);
        }
        return flat;
    }

    /**
     * Four charts over one axis of minutes; a line for what is seen after each training, points for what is seen in it.
     */
    private static String chart() {
        var ticks = List.of(new Panels.Tick(0, "0"), new Panels.Tick(ROWS.getLast().minutes,
                String.format(Locale.ROOT, "%.0f min", ROWS.getLast().minutes)));
        return Panels.svg(List.of(
                new Panels.Panel("resident memory, MiB", ticks, series(Row::mebibytes, true)),
                new Panels.Panel("live native objects", ticks, series(Row::objects, true)),
                new Panels.Panel("open files", ticks, series(Row::files, true)),
                new Panels.Panel("images per second", ticks, series(Row::imagesPerSecond, false))),
                TRAININGS.stream().map(Training::model).toList());
    }

    private static List<Panels.Series> series(ToDoubleFunction<Row> value, boolean after) {
        var all = new ArrayList<Panels.Series>();
        for (int i = 0; i < TRAININGS.size(); i++) {
            String model = TRAININGS.get(i).model;
            all.add(new Panels.Series(i, false, points(value, r -> !r.between && r.model.equals(model))));
        }
        if (after) all.add(new Panels.Series(-1, true, points(value, Row::between)));
        return all;
    }

    private static List<Panels.Point> points(ToDoubleFunction<Row> value, Predicate<Row> which) {
        return ROWS.stream().filter(which).map(r -> new Panels.Point(r.minutes, value.applyAsDouble(r))).toList();
    }
}
