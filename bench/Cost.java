import ganvas.data.Dataset;
import ganvas.data.Datasets;
import ganvas.data.Split;
import ganvas.file.Json;
import ganvas.lab.Compute;
import ganvas.lab.LabProgress;
import ganvas.lab.MachineInfo;
import ganvas.lab.run.Trainer;
import ganvas.result.RunFolder;
import ganvas.torch.Processor;
import ganvas.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Whether cost grows as it should: time and memory over 100 epochs, images per second from one batch size to its
 * double, two arms beside the sum of each alone. Into FOLDER: cost.json and cost.svg. {@code bench/cost [FOLDER]}, with
 * nothing else running. Linux only.
 */
public final class Cost {
    /** A model, and digits in an epoch: of the slower ones so few that 100 epochs end in two minutes. */
    private record Course(String model, int images) {}

    private static final List<Course> COURSES = List.of(new Course("khanna-2020/vae", 10_000),
            new Course("khanna-2020/gan", 4000), new Course("ali-2020/gan", 1000),
            new Course("gaikwad-2020/cnn-vae", 2000));
    private static final int EPOCHS = 100;

    private static final List<String> DOUBLED = List.of("khanna-2020/vae", "khanna-2020/gan", "ali-2020/gan",
            "gaikwad-2020/cnn-vae", "tanwar-2023/vae-latent4", "tanwar-2023/gan-batchnorm");
    private static final List<Integer> BATCHES = List.of(16, 32, 64, 128, 256, 512);
    private static final int ROUNDS = 9;
    private static final double WARM_UP = 1, SECONDS = 0.5;

    /** @param mebibytes resident at its end */
    record Epoch(int number, double imagesPerSecond, double mebibytes) {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path out = Files.createDirectories(Path.of(args[0]));
        long[] before = processors();
        Map<String, Double> arms = arms();
        var compute = Compute.of("cpu", "fp32", 0, 20);
        var epochs = new LinkedHashMap<String, List<Epoch>>();
        for (Course c : COURSES) epochs.put(c.model, train(c, compute));
        Map<String, Map<Integer, Double>> batches = batches(compute);

        long[] after = processors();
        double stolen = (double) (after[STOLEN] - before[STOLEN])
                / (LongStream.of(after).sum() - LongStream.of(before).sum());

        Json.write(out.resolve("cost.json"),
                Map.of("share of the processors that other virtual machines took", stolen, "machine",
                        Processor.here().name(), "threads", compute.threads(), "train seconds of arms", arms, "epochs",
                        epochs, "images per second by batch", batches));
        Files.writeString(out.resolve("cost.svg"), chart(epochs, batches));
        tell(epochs, batches, arms);
        System.out.printf(Locale.ROOT, "%nother virtual machines took %.1f %% of the processors%n%s%n", 100 * stolen,
                out.resolve("cost.svg"));
    }

    private static final int STOLEN = 7;

    /** Ticks of all processors since the system began: user, nice, system, idle, iowait, irq, softirq, steal. */
    private static long[] processors() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/stat"))) {
            return Stream.of(lines.findFirst().orElseThrow().split("\\s+")).skip(1).limit(8).mapToLong(Long::parseLong)
                    .toArray();
        }
    }

    // ---- 100 epochs

    private static List<Epoch> train(Course c, Compute compute) throws IOException {
        Dataset all = Datasets.open("mnist");
        var data = new Dataset("mnist", all.classes(), all.sha256(), first(all.train(), c.images),
                first(all.validation(), 500), all.test());
        Path folder = Files.createTempDirectory("cost");
        long images = (long) EPOCHS * data.train().size();
        var settings = Trainer.resolve("arm", Zoo.get(c.model), data, images, 0, compute, Map.of());
        var watch = new Watch(data.train().size());
        var trainer = new Trainer(new RunFolder(folder), settings, data, compute, "bench/cost", watch);
        trainer.train();
        watch.at(images, 0);
        trainer.step().free();
        try (var files = Files.walk(folder)) {
            for (Path f : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(f);
        }
        System.err.printf("%s: %d epochs of %,d digits%n", c.model, EPOCHS, c.images);
        return watch.epochs;
    }

    private static Split first(Split of, int count) {
        return new Split(of.images().narrow(0, 0, count), of.labels().narrow(0, 0, count));
    }

    /** Everything that training does in an epoch counts: validation, pictures, checkpoints. */
    private static final class Watch implements LabProgress {
        private final long epoch;
        private final List<Epoch> epochs = new ArrayList<>();
        private long images, since = System.nanoTime();

        Watch(long epoch) {
            this.epoch = epoch;
        }

        @Override
        public void begin(String what, long total) {}
        @Override
        public void at(long now, double median) {
            if (now == 0) since = System.nanoTime();
            if (now / epoch == images / epoch) return;
            long time = System.nanoTime();
            epochs.add(new Epoch((int) (now / epoch), (now - images) * 1e9 / (time - since),
                    MachineInfo.residentMemory() / 1048576.0));
            images = now;
            since = time;
        }
        @Override
        public void losses(Map<String, Double> means) {}
        @Override
        public void end() {}
        @Override
        public void say(String sentence) {}
    }

    // ---- batches

    /**
     * In each round every size has its turn, and what counts is its share of the round's sum (medians): a machine whose
     * speed goes up and down does so for all sizes alike.
     */
    private static Map<String, Map<Integer, Double>> batches(Compute compute) {
        var found = new LinkedHashMap<String, Map<Integer, Double>>();
        for (String model : DOUBLED) {
            var sizes = new LinkedHashMap<Integer, Steps>();
            var shares = new LinkedHashMap<Integer, List<Double>>();
            var sums = new ArrayList<Double>();
            try {
                for (int batch : BATCHES) {
                    var steps = new Steps(model, compute, 1, 28, Map.of("batch", "" + batch));
                    sizes.put(batch, steps);
                    steps.warmUp(WARM_UP);
                    shares.put(batch, new ArrayList<>());
                }
                for (int round = 0; round < ROUNDS; round++) {
                    var paces = new LinkedHashMap<Integer, Double>();
                    sizes.forEach((batch, steps) -> paces.put(batch, steps.measure(SECONDS).imagesPerSecond()));
                    double sum = paces.values().stream().mapToDouble(p -> p).sum();
                    sums.add(sum);
                    paces.forEach((batch, pace) -> shares.get(batch).add(pace / sum));
                }
            } finally {
                sizes.values().forEach(Steps::close);
            }
            double sum = median(sums);
            var paces = new LinkedHashMap<Integer, Double>();
            shares.forEach((batch, of) -> paces.put(batch, median(of) * sum));
            found.put(model, paces);
            System.err.printf("%s: batches of %s%n", model, BATCHES);
        }
        return found;
    }

    // ---- arms

    /** Seconds of training as the whole program tells them: each arm in a study of its own, then both in one. */
    private static Map<String, Double> arms() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("cost");
        var seconds = new LinkedHashMap<String, Double>();
        for (String arms : List.of("gan", "vae", "gan,vae")) {
            Path out = folder.resolve(arms);
            Process run = new ProcessBuilder("./ganvas", "study", "run", "bench/cost.yaml", "--budget", "smoke",
                    "--arms", arms, "--out", out.toString())
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            if (run.waitFor() != 0) throw new IllegalStateException(
                    "./ganvas study run bench/cost.yaml --arms " + arms + " ended with " + run.exitValue());
            seconds.put(arms, ((Number) Json.read(out.resolve("timing.json"), Map.class).get("train")).doubleValue());
        }
        return seconds;
    }

    // ---- what came out

    private static void tell(Map<String, List<Epoch>> epochs, Map<String, Map<Integer, Double>> batches,
            Map<String, Double> arms) {
        System.out.printf("%-28s %32s %26s%n", "epochs 2 to 11 and 91 to 100", "images/s, median",
                "resident MiB, median");
        epochs.forEach((model, all) -> {
            List<Epoch> early = all.subList(1, 11), late = all.subList(all.size() - 10, all.size());
            double then = median(early.stream().map(Epoch::imagesPerSecond).toList()),
                    now = median(late.stream().map(Epoch::imagesPerSecond).toList());
            System.out.printf(Locale.ROOT, "%-28s %,9.0f to %,9.0f (%.2f) %12.0f to %9.0f%n", model, then, now,
                    now / then, median(early.stream().map(Epoch::mebibytes).toList()),
                    median(late.stream().map(Epoch::mebibytes).toList()));
        });
        System.out.printf("%nimages/s by batch%12s%s%n", "",
                String.join("", BATCHES.stream().map("%9d"::formatted).toList()));
        batches.forEach((model, by) -> System.out.printf("%-28s  %s%n", model,
                String.join("", by.values().stream().map(v -> String.format(Locale.ROOT, "%,9.0f", v)).toList())));
        double sum = arms.get("gan") + arms.get("vae"), both = arms.get("gan,vae");
        System.out.printf(Locale.ROOT, "%ntwo arms: %.1f s and %.1f s alone, %.1f s in one study: %.2f times the sum%n",
                arms.get("gan"), arms.get("vae"), both, both / sum);
    }

    private static String chart(Map<String, List<Epoch>> epochs, Map<String, Map<Integer, Double>> batches) {
        var pace = new ArrayList<Panels.Series>();
        var memory = new ArrayList<Panels.Series>();
        epochs.forEach((model, all) -> {
            int colour = DOUBLED.indexOf(model);
            double median = median(all.stream().map(Epoch::imagesPerSecond).toList());
            pace.add(new Panels.Series(colour, true,
                    all.stream().map(e -> new Panels.Point(e.number, e.imagesPerSecond / median)).toList()));
            memory.add(new Panels.Series(colour, true,
                    all.stream().map(e -> new Panels.Point(e.number, e.mebibytes)).toList()));
        });
        var doubled = new ArrayList<Panels.Series>();
        batches.forEach((model, by) -> {
            int colour = DOUBLED.indexOf(model);
            double most = by.values().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
            List<Panels.Point> points = by.entrySet().stream()
                    .map(e -> new Panels.Point(BATCHES.indexOf(e.getKey()), e.getValue() / most)).toList();
            doubled.add(new Panels.Series(colour, true, points));
            doubled.add(new Panels.Series(colour, false, points));
        });
        var over = List.of(new Panels.Tick(1, "epoch 1"), new Panels.Tick(EPOCHS / 2.0, "" + EPOCHS / 2),
                new Panels.Tick(EPOCHS, "" + EPOCHS));
        var sizes = BATCHES.stream()
                .map(b -> new Panels.Tick(BATCHES.indexOf(b), (b.equals(BATCHES.getFirst()) ? "batch " : "") + b))
                .toList();
        return Panels.svg(List.of(
                new Panels.Panel("images per second in each epoch, beside the run's median", over, pace),
                new Panels.Panel("resident memory after each epoch, MiB; the runs share one process, in this order",
                        over, memory),
                new Panels.Panel("images per second by batch size, beside the model's best", sizes, doubled)), DOUBLED);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }
}
