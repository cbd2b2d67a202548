package ganvas.fuzz;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/**
 * Rotten files by the thousand, in processes of their own with little memory: {@code bench/fuzz}. A process that
 * crashes or hangs is a finding, and another goes on behind that case.
 */
public final class Fuzz {
    private static final String USAGE = """
            bench/fuzz [--format NAME]… [--cases 10000] [--seed 1] [--workers 2] [--heap 512m]
            bench/fuzz --replay FORMAT:SEED:CASE [--keep FILE]     one case again; the rotten file is kept as FILE
            bench/fuzz --list""";

    private final List<String> formats = new ArrayList<>();
    private int cases = 10_000;
    private long seed = 1;
    private int workers = 2;
    private String heap = "512m";
    private String replay;
    private Path keep;

    /** What became of the cases of a format. */
    private record Line(String format, long read, long refused, List<String> findings, double seconds, long peak) {}

    public static void main(String[] args) throws Exception {
        System.exit(new Fuzz().run(args));
    }

    private int run(String[] args) throws Exception {
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--list")) return list();
            if (!args[i].startsWith("--") || i + 1 == args.length) return usage();
            String value = args[++i];
            switch (args[i - 1]) {
                case "--format" -> formats.add(value);
                case "--cases" -> cases = Integer.parseInt(value);
                case "--seed" -> seed = Long.parseLong(value);
                case "--workers" -> workers = Integer.parseInt(value);
                case "--heap" -> heap = value;
                case "--replay" -> replay = value;
                case "--keep" -> keep = Path.of(value);
                default -> { return usage(); }
            }
        }
        return replay != null ? Worker.replay(replay, keep) : all();
    }

    private static int usage() {
        System.err.println(USAGE);
        return 2;
    }

    private static int list() {
        Format.all().forEach(f -> System.out.println(f.name()));
        return 0;
    }

    private int all() throws Exception {
        List<String> names = Format.all().stream().map(Format::name).toList();
        for (String name : formats) {
            if (names.contains(name)) continue;
            System.err.printf("expected formats of %s; found '%s'%n", names, name);
            return 2;
        }
        long start = System.nanoTime();
        var lines = new ArrayList<Line>();
        int broken = 0;
        try (var pool = Executors.newFixedThreadPool(workers)) {
            var running = (formats.isEmpty() ? names : formats).stream().map(name -> pool.submit(() -> one(name)))
                    .toList();
            System.out.printf("%-18s %8s %8s %8s %9s %8s %9s%n", "format", "cases", "read", "refused", "findings",
                    "seconds", "peak MB");
            for (var line : running) {
                Line l;
                try {
                    l = line.get();
                } catch (ExecutionException e) {
                    System.out.println(e.getCause().getMessage());
                    broken++;
                    continue;
                }
                lines.add(l);
                System.out.printf("%-18s %,8d %,8d %,8d %9d %8.0f %9d%n", l.format, cases, l.read, l.refused,
                        l.findings.size(), l.seconds, l.peak >> 20);
            }
        }
        long found = lines.stream().mapToLong(l -> l.findings.size()).sum();
        System.out.printf("%,d cases, %d findings, %.0f s%n", (long) cases * lines.size(), found,
                (System.nanoTime() - start) / 1e9);
        return found + broken == 0 ? 0 : 1;
    }

    /** All cases of a format, in as many processes as it takes. */
    private Line one(String format) throws IOException, InterruptedException {
        long start = System.nanoTime(), next = 0, read = 0, refused = 0, peak = 0;
        var findings = new ArrayList<String>();
        while (next < cases) {
            Path memory = Path.of("/dev/shm"), folder = Files.createTempDirectory(
                    Files.isDirectory(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir")), "ganvas-fuzz");
            Process process = process(format, next, folder);
            long last = next - 1;
            try (var out = new BufferedReader(
                    new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                    String[] words = line.split(" ", 6);
                    if (words[0].equals("FOUND")) {
                        findings.add(words[1]);
                        System.out.printf("%s:%d:%s %s%n", format, seed, words[1],
                                line.substring(7 + words[1].length()).replace("\\n", "\n    "));
                    } else if (words[0].equals("AT")) {
                        last = Long.parseLong(words[1]);
                        peak = Math.max(peak, Long.parseLong(words[4]));
                        if (words[5].equals("sum")) {
                            read += Long.parseLong(words[2]);
                            refused += Long.parseLong(words[3]);
                        }
                    } else {
                        System.out.println("    " + line);     // what the JVM says as it dies
                    }
                }
            }
            int code = process.waitFor();
            Path note = folder.resolve("case");
            if (code != 0) {
                if (!Files.exists(note))
                    throw new IllegalStateException(format + ": the process has not begun; exit code " + code);
                long at = Long.parseLong(Files.readString(note).strip());
                if (code != Worker.TOLD) {
                    findings.add(String.valueOf(at));
                    System.out.printf("%s:%d:%d the process ended with exit code %d%n%s%n", format, seed, at, code,
                            frame(folder));
                }
                last = at;
            }
            delete(folder);
            if (last < next) throw new IllegalStateException(format + ": the process did nothing, exit code " + code);
            next = last + 1;
        }
        return new Line(format, read, refused, findings, (System.nanoTime() - start) / 1e9, peak);
    }

    private Process process(String format, long from, Path folder) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx" + heap, "-Xss1m", "-XX:+UseSerialGC", "-XX:-OmitStackTraceInFastThrow",
                "-XX:-CreateCoredumpOnCrash", "-Djava.awt.headless=true", "--enable-native-access=ALL-UNNAMED",
                "-XX:ErrorFile=" + folder.resolve("hs_err.log"), "-cp", System.getProperty("java.class.path"),
                Worker.class.getName(), format, String.valueOf(from), String.valueOf(cases), String.valueOf(seed),
                folder.toString()));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** Where a crash was. */
    private static String frame(Path folder) throws IOException {
        Path log = folder.resolve("hs_err.log");
        if (!Files.exists(log)) return "    (no hs_err file)";
        return String.join("\n",
                Files.readAllLines(log).stream().filter(l -> !l.isBlank()).limit(40).map(l -> "    " + l).toList());
    }

    static void delete(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (Path p : all.sorted(java.util.Comparator.reverseOrder()).toList()) Files.delete(p);
        }
    }
}
