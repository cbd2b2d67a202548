import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a training step's time goes, as oneDNN itself tells (ONEDNN_VERBOSE): each convolution's share of the step and
 * how far it is from what a matrix product reaches on this machine. {@code bench/profile MODEL PRECISION THREADS
 * CHANNELS SIZE [KEY=VALUE…]}, arguments as of {@link Steps}.
 */
public final class Profile {
    private static final double SECONDS = 5;
    private static final int MOST = 12;
    private static final Map<String, String> DIRECTIONS = Map.of("forward_training", "forward", "forward_inference",
            "forward", "backward_data", "back to input", "backward_weights", "weight gradient");
    private static final Pattern SHAPE = Pattern.compile(
            "(?:g(?<g>\\d+))?mb(?<mb>\\d+)_?(?:g(?<g2>\\d+))?_?ic(?<ic>\\d+)_?oc(?<oc>\\d+)_?ih(?<ih>\\d+)"
                    + "oh(?<oh>\\d+)kh(?<kh>\\d+)sh(?<sh>\\d+)dh\\d+ph\\d+_iw(?<iw>\\d+)ow(?<ow>\\d+)kw(?<kw>\\d+).*");
    private static final Pattern MEDIAN = Pattern.compile(
            "\"images_per_second\": ([\\d.]+), \"images\": (\\d+), \"steps\": (\\d+), \"all_steps\": (\\d+)");

    /** @param operations of one call, 0 where they are not counted */
    private static final class Kind {
        private final String name, direction;
        private final double operations;
        private int calls;
        private double milliseconds;

        Kind(String name, String direction, double operations) {
            this.name = name;
            this.direction = direction;
            this.operations = operations;
        }
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        double peak = peak(args[1], args[2]);
        var kinds = new LinkedHashMap<String, Kind>();
        double step = 0, steps = 0;
        var arguments = new ArrayList<>(List.of("bench/Steps.java", args[0], args[1], args[2], "" + SECONDS));
        arguments.addAll(List.of(args).subList(3, args.length));
        for (String line : run(Map.of("ONEDNN_VERBOSE", "1"), arguments)) {
            if (line.startsWith("onednn_verbose") && line.contains(",exec,")) {
                add(kinds, line.split(","));
                continue;
            }
            Matcher m = MEDIAN.matcher(line);
            if (!m.find()) continue;
            step = 1000 * Double.parseDouble(m.group(2)) / Double.parseDouble(m.group(1));
            steps = Double.parseDouble(m.group(4));
        }
        if (step == 0) throw new IllegalStateException("bench/Steps.java told no speed");
        tell(args, kinds.values().stream().sorted(Comparator.comparingDouble((Kind k) -> -k.milliseconds)).toList(),
                step, steps, peak);
    }

    private static double peak(String precision, String threads) throws IOException, InterruptedException {
        for (String line : run(Map.of(), List.of("bench/Peak.java", threads))) {
            Matcher m = Pattern.compile("\"" + precision + "\": ([\\d.]+)").matcher(line);
            if (m.find()) return Double.parseDouble(m.group(1));
        }
        throw new IllegalStateException("bench/Peak.java told no peak of " + precision);
    }

    private static List<String> run(Map<String, String> environment, List<String> arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED", "-Xlog:disable", "-cp", "target/ganvas.jar"));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines()
                .toList();
        if (process.waitFor() != 0) {
            System.err.println(String.join("\n", lines.stream().filter(l -> !l.startsWith("onednn")).toList()));
            System.exit(1);
        }
        return lines;
    }

    /** onednn_verbose,v1,primitive,exec,cpu,convolution,IMPLEMENTATION,DIRECTION,…,SHAPE,MILLISECONDS */
    private static void add(Map<String, Kind> kinds, String[] field) {
        String what = field[5], shape = field[field.length - 2];
        Matcher m = SHAPE.matcher(shape);
        boolean transposed = what.equals("deconvolution"),
                layer = (transposed || what.equals("convolution")) && m.matches();
        String direction = DIRECTIONS.getOrDefault(field[7], ""),
                name = layer ? (transposed ? "transposed " : "") + words(m)
                        : what.equals("reorder") ? "weights and activations into another layout" : what;
        Kind kind = kinds.computeIfAbsent(name + direction,
                _ -> new Kind(name, direction, layer ? operations(m, transposed) : 0));
        kind.calls++;
        kind.milliseconds += Double.parseDouble(field[field.length - 1]);
    }

    private static String words(Matcher m) {
        if (m.group("kh").equals("1") && m.group("ih").equals("1") && m.group("iw").equals("1"))
            return "linear %s → %s, batch %s".formatted(m.group("ic"), m.group("oc"), m.group("mb"));
        return "%s × %s, %s → %s channels, %s × %s to %s × %s, batch %s".formatted(m.group("kh"), m.group("kw"),
                m.group("ic"), m.group("oc"), m.group("ih"), m.group("iw"), m.group("oh"), m.group("ow"),
                m.group("mb"));
    }

    /** Each pixel of a convolution's output, and of a transposed one's input, is a sum over K × K others. */
    private static double operations(Matcher m, boolean transposed) {
        double groups = m.group("g") != null ? of(m, "g") : m.group("g2") != null ? of(m, "g2") : 1;
        return 2 * of(m, "mb") * of(m, "ic") * of(m, "oc") * of(m, transposed ? "ih" : "oh")
                * of(m, transposed ? "iw" : "ow") * of(m, "kh") * of(m, "kw") / groups;
    }

    private static double of(Matcher m, String group) {
        return Double.parseDouble(m.group(group));
    }

    private static void tell(String[] args, List<Kind> kinds, double step, double steps, double peak) {
        System.out.printf(Locale.ROOT,
                "%s, %s, %s thread%s: %.1f ms a step; a matrix product of 4096 × 4096 reaches %.0f GFLOP/s%n%n",
                args[0], args[1], args[2], args[2].equals("1") ? "" : "s", step, peak);
        System.out.println(
                "| what | direction | calls a step | ms a step | share of the step | GFLOP/s | of the peak "
                        + "|\n|---|---|---|---|---|---|---|");
        double known = 0, counted = 0, operations = 0;
        for (int i = 0; i < kinds.size(); i++) {
            Kind k = kinds.get(i);
            double ms = k.milliseconds / steps;
            known += ms;
            if (k.operations > 0) {
                counted += ms;
                operations += k.operations * k.calls / steps;
            }
            if (i < MOST) row(k.name, k.direction, k.calls / steps, ms, step, k.operations * k.calls / steps, peak);
        }
        row("all convolutions and linear layers", "", Double.NaN, counted, step, operations, peak);
        row("all else in oneDNN", "", Double.NaN, known - counted, step, 0, peak);
        row("the rest: normalisation, activations, dropout, losses, Adam, OpenBLAS, Java", "", Double.NaN, step - known,
                step, 0, peak);
    }

    private static void row(String name, String direction, double calls, double ms, double step, double operations,
            double peak) {
        double gflops = operations / ms / 1e6;
        System.out.printf(Locale.ROOT, "| %s | %s | %s | %.2f | %.0f %% | %s | %s |%n", name, direction,
                Double.isNaN(calls) ? "" : "%.0f".formatted(calls), ms, 100 * ms / step,
                operations == 0 ? "" : "%.0f".formatted(gflops),
                operations == 0 ? "" : "%.0f %%".formatted(100 * gflops / peak));
    }
}
