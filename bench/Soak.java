import ganvas.data.Datasets;
import ganvas.data.Images;
import ganvas.lab.Compute;
import ganvas.lab.Lab;
import ganvas.lab.Machine;
import ganvas.lab.Progress;
import ganvas.lab.Trainer;
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
import java.util.function.ToDoubleFunction;

/**
 * Small trainings of several models, one after the other in one process, for some minutes; after each it is sampled. Once a second, between two
 * steps, and after each training: resident memory, live native objects, open files, images per second. Into FOLDER: soak.csv and soak.svg.
 * {@code bench/soak MINUTES [FOLDER]}. Linux only.
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
    private record Row(double minutes, String model, boolean between, double mebibytes, double objects, double files, double imagesPerSecond) {
        String csv() {
            return String.format(Locale.ROOT, "%.3f,%s,%s,%.1f,%.0f,%.0f,%.1f", minutes, model, between ? "after" : "training", mebibytes, objects, files,
                    imagesPerSecond);
        }
    }

    private static final long START = System.nanoTime();
    private static final List<Row> ROWS = new ArrayList<>();
    private static double pace;

    public static void main(String[] args) throws IOException {
        double minutes = Double.parseDouble(args[0]);
        Path out = Files.createDirectories(Path.of(args.length > 1 ? args[1] : "out/soak"));
        Images data = Datasets.open("mnist");
        var compute = Compute.of("cpu", "fp32", 0, 5);
        int rounds = 0;
        for (; now() < minutes || rounds < 2; rounds++) {
            for (Training t : TRAININGS) {
                train(t, rounds, data, compute);
                see(t.model, true);
                Files.writeString(out.resolve("soak.csv"), "minutes,model,when,resident MiB,native objects,open files,images/s\n"
                        + String.join("\n", ROWS.stream().map(Row::csv).toList()) + "\n");
                Files.writeString(out.resolve("soak.svg"), Chart.svg());
            }
        }
        tell(rounds);
        System.out.println(out.resolve("soak.svg"));
    }

    private static double now() {
        return (System.nanoTime() - START) / 60e9;
    }

    private static void train(Training t, long seed, Images data, Compute compute) throws IOException {
        Path folder = Files.createTempDirectory("soak");
        var settings = Trainer.resolve("arm", Zoo.get(t.model), data, t.images, seed, compute, t.set);
        var trainer = new Trainer(new RunFolder(folder), settings, data, compute, "bench/soak", new Watching(t.model), null);
        trainer.train();
        Lab.sample(trainer.step(), 500, 0, compute);
        trainer.step().free();
        try (var files = Files.walk(folder)) {
            for (Path f : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(f);
        }
    }

    private record Watching(String model) implements Progress {
        @Override public void begin(String what, long total) {}
        @Override public void at(long images, double imagesPerSecond) {
            pace = imagesPerSecond;
            if (images > 0 && (ROWS.isEmpty() || now() - ROWS.getLast().minutes > 1 / 60.0)) see(model, false);
        }
        @Override public void losses(Map<String, Double> means) {}
        @Override public void end() {}
        @Override public void say(String sentence) {}
    }

    private static void see(String model, boolean between) {
        try (var files = Files.list(Path.of("/proc/self/fd"))) {
            ROWS.add(new Row(now(), model, between, Machine.residentMemory() / 1048576.0, Engine.liveObjects(), files.count() - 1, pace));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Second round beside the last: the first one fills caches. */
    private static void tell(int rounds) {
        List<Row> after = ROWS.stream().filter(Row::between).toList();
        int n = TRAININGS.size();
        System.out.printf("%d trainings in %.1f minutes%n%-36s %22s %22s %14s %24s%n", after.size(), now(), "after", "resident MiB", "native objects",
                "open files", "images/s");
        for (int i = 0; i < n; i++) {
            Row then = after.get(n + i), last = after.get((rounds - 1) * n + i);
            System.out.printf(Locale.ROOT, "%-36s %9.0f to %9.0f %9.0f to %9.0f %5.0f to %5.0f %10.0f to %10.0f%n", last.model, then.mebibytes,
                    last.mebibytes, then.objects, last.objects, then.files, last.files, then.imagesPerSecond, last.imagesPerSecond);
        }
    }

    /** Four charts over one axis of minutes; a line for what is seen after each training, points for what is seen in it. */
    private static final class Chart {
        private static final int WIDTH = 720, HEIGHT = 130, LEFT = 110, RIGHT = 20, GAP = 34;
        private static final String[] COLOURS = {"#3566b0", "#c4553b", "#3c8d5a", "#8a5fb0", "#b8860b", "#4a9aa8"};

        static String svg() {
            var out = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">%n"
                    .formatted(WIDTH, 4 * (HEIGHT + GAP) + 60) + "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
            panel(out, 0, "resident memory, MiB", Row::mebibytes);
            panel(out, 1, "live native objects", Row::objects);
            panel(out, 2, "open files", Row::files);
            panel(out, 3, "images per second", Row::imagesPerSecond);
            for (int i = 0; i < TRAININGS.size(); i++) {
                int x = 20 + i % 3 * 235, y = 4 * (HEIGHT + GAP) + 25 + i / 3 * 18;
                out.append("<circle cx=\"%d\" cy=\"%d\" r=\"4\" fill=\"%s\"/><text x=\"%d\" y=\"%d\">%s</text>%n".formatted(x, y - 4, COLOURS[i], x + 9, y,
                        TRAININGS.get(i).model));
            }
            return out.append("</svg>\n").toString();
        }

        private static void panel(StringBuilder out, int number, String title, ToDoubleFunction<Row> value) {
            int top = number * (HEIGHT + GAP) + 24, bottom = top + HEIGHT;
            double most = 1.05 * ROWS.stream().mapToDouble(value).max().orElse(1), end = ROWS.getLast().minutes;
            out.append("<text x=\"%d\" y=\"%d\" font-weight=\"bold\">%s</text>%n".formatted(LEFT, top - 7, title));
            for (int i = 0; i <= 2; i++) {
                double y = bottom - i * HEIGHT / 2.0;
                out.append(String.format(Locale.ROOT, "<path d=\"M%d %.1fH%d\" stroke=\"#ddd\"/><text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%,.0f</text>%n",
                        LEFT, y, WIDTH - RIGHT, LEFT - 8, y + 4, most * i / 2));
            }
            out.append(String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%.0f min</text>%n", WIDTH - RIGHT, bottom + 14, end));
            var path = new StringBuilder();
            for (Row r : ROWS) {
                double x = LEFT + (WIDTH - RIGHT - LEFT) * r.minutes / end, y = bottom - HEIGHT * value.applyAsDouble(r) / most;
                if (r.between && number < 3) path.append(String.format(Locale.ROOT, "%s%.1f %.1f", path.isEmpty() ? "M" : "L", x, y));
                else if (!r.between) out.append(String.format(Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"1.6\" fill=\"%s\"/>%n", x, y, colour(r.model)));
            }
            if (!path.isEmpty()) out.append("<path d=\"").append(path).append("\" fill=\"none\" stroke=\"#222\"/>\n");
        }

        private static String colour(String model) {
            for (int i = 0; i < TRAININGS.size(); i++) if (TRAININGS.get(i).model.equals(model)) return COLOURS[i];
            return "#000";
        }
    }
}
