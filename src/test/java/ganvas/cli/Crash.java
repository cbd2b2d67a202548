package ganvas.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ganvas.file.Json;
import ganvas.result.Provenance;
import ganvas.result.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Kills real runs at random moments and starts them again, and tells what differs at their end from a
 * run that was left in peace.
 */
final class Crash {
    /** A command without --out and --checkpoint-seconds; {@code SEED} stands for the seed. */
    record Subject(String name, List<String> command) {}

    /**
     * @param during  kills while a checkpoint was being written
     * @param resumes starts that went on from a checkpoint; the others began anew, or had no training left to do
     */
    record Tally(int kills, int during, int resumes, List<String> differences) {
        Tally plus(Tally o) {
            var all = new ArrayList<>(differences);
            all.addAll(o.differences);
            return new Tally(kills + o.kills, during + o.during, resumes + o.resumes, all);
        }
    }

    static final Tally NONE = new Tally(0, 0, 0, List.of());

    private final Path folder;
    private final Random random;
    private final double checkpointSeconds;
    private final PowerCut power;

    /**
     * @param checkpointSeconds 0 for a checkpoint after every step, so that many a kill falls into that
     * @param power             null to kill only
     */
    Crash(Path folder, long seed, double checkpointSeconds, PowerCut power) {
        this.folder = folder;
        this.random = new Random(seed);
        this.checkpointSeconds = checkpointSeconds;
        this.power = power;
    }

    /** Of a process of its own. */
    static List<String> line(List<String> command, Path out, double checkpointSeconds) {
        var line = new ArrayList<>(
                List.of(ProcessHandle.current().info().command().orElseThrow(), "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), "ganvas.cli.Main"));
        line.addAll(command);
        line.addAll(List.of("--checkpoint-seconds", Double.toString(checkpointSeconds), "--out", out.toString()));
        return line;
    }

    static Process start(List<String> command, Path out, double checkpointSeconds, Map<String, String> environment)
            throws IOException {
        var builder = new ProcessBuilder(line(command, out, checkpointSeconds)).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(out).toFile()));
        builder.environment().putAll(environment);
        return builder.start();
    }

    static Path log(Path out) {
        return out.resolveSibling(out.getFileName() + ".log");
    }

    /**
     * Kills the command until it has ended or {@code most} kills are done, then lets it end; {@code peace} is the
     * folder of the undisturbed run.
     */
    Tally hunt(List<String> command, Path peace, int most) throws Exception {
        Path out = Files.createDirectory(folder.resolve("hunted"));
        if (power != null) power.settle(out);
        int kills = 0, during = 0, code;
        long before = 0;
        double patience = 0.4;                                 // seconds; grows while no start brings the run further
        while (true) {
            Process process = start(command, out, checkpointSeconds,
                    power == null || kills == most ? Map.of() : power.environment());
            long started = System.currentTimeMillis();
            if (kills < most) await(process, out, random.nextInt(5) == 0, random.nextDouble() * patience);
            if (kills == most || !process.isAlive()) {
                code = ended(process);
                break;
            }
            process.destroyForcibly().waitFor();
            kills++;
            if (isBeingWritten(out, started)) during++;
            if (power != null) power.cut(out, random);
            long now = progress(out);
            patience = now > before ? 0.4 : patience * 1.5;
            before = Math.max(before, now);
        }
        int resumes = 0;
        for (Path f : files(out))
            if (f.endsWith("provenance.json")) resumes += Json.read(f, Provenance.class).resumed().size();
        var differences = new ArrayList<>(code == 0 ? differences(peace, out) : List.of("ended with " + code));
        // The one before it would lead to the same end: that a checkpoint was damaged must be looked for.
        if (Files.readString(log(out)).contains(DAMAGED)) differences.add("a checkpoint was damaged");
        if (!differences.isEmpty()) differences.add("kept as " + keep(out, peace));
        PowerCut.delete(out);
        Files.delete(log(out));
        return new Tally(kills, during, resumes, differences);
    }

    private static final String DAMAGED = "The checkpoint before it is taken";

    /** Kills come at no time that could be repeated: what they left is put where it stays. */
    private static Path keep(Path out, Path peace) throws IOException {
        Path to = Files.createDirectories(Path.of("out/crash")).resolve(Long.toString(System.currentTimeMillis()));
        for (Path from : List.of(out, peace, log(out))) {
            for (Path f : Files.isDirectory(from) ? files(from) : List.of(from)) {
                Path copy = to.resolve(from.getFileName()).resolve(from.relativize(f).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(f, copy);
            }
        }
        return to;
    }

    /**
     * Until some time after the process wrote its first checkpoint, or after ten seconds without one; or, if
     * {@code early}, after its start.
     */
    private static void await(Process process, Path out, boolean early, double seconds) throws Exception {
        long then = newest(out), until = System.nanoTime() + 10_000_000_000L;
        while (!early && process.isAlive() && newest(out) == then && System.nanoTime() < until) Thread.sleep(2);
        process.waitFor((long) (1e9 * (early ? 4 * seconds : seconds)), TimeUnit.NANOSECONDS);
    }

    private static long newest(Path out) {
        return files(out).stream().filter(f -> f.endsWith("state.safetensors"))
                .mapToLong(f -> f.toFile().lastModified()).max().orElse(0);
    }

    /**
     * A killed process leaves its unfinished file until the next save: one that is older than this
     * process is not counted again.
     */
    private static boolean isBeingWritten(Path out, long started) {
        return files(out).stream()
                .anyMatch(f -> f.endsWith(".state.safetensors.part") && f.toFile().lastModified() >= started);
    }

    /** The exit code, or −1 for a process that had to be ended. */
    private static int ended(Process process) throws InterruptedException {
        if (process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) return process.exitValue();
        process.destroyForcibly().waitFor();
        return -1;
    }

    private static final int MOST_MINUTES = 30;

    /** Something that grows: lines of the logs and files that are done. */
    private static long progress(Path out) {
        return files(out).stream()
                .mapToLong(f -> f.endsWith("stats.jsonl") ? f.toFile().length() : f.toString().contains("/.") ? 0 : 1)
                .sum();
    }

    private static List<Path> files(Path out) {
        try (var files = Files.walk(out)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (NoSuchFileException | UncheckedIOException e) {
            return List.of();                                  // renamed while it was looked at
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What is not the same, bit by bit, in two folders of one command: weights and moments, statistics,
     * pictures, samples, scores.
     */
    static List<String> differences(Path one, Path two) throws IOException {
        var differences = new ArrayList<String>();
        var names = new TreeSet<String>();
        for (Path root : List.of(one, two)) {
            files(root.resolve("runs")).stream().map(f -> root.relativize(f).toString())
                    .filter(n -> n.matches(".*/(state.safetensors|stats.jsonl|"
                            + "samples.npz|scores.jsonl|labels.json|\\d{10}.png)") && !n.contains("/rollback/"))
                    .forEach(names::add);
        }
        if (names.isEmpty()) differences.add(one + " holds no run");
        for (String name : names) {
            Path a = one.resolve(name), b = two.resolve(name);
            if (!Files.exists(a) || !Files.exists(b)) differences.add(name + " is in one only");
            else if (!same(name, a, b)) differences.add(name + " differs");
        }
        return differences;
    }

    private static boolean same(String name, Path a, Path b) throws IOException {
        if (name.endsWith("safetensors")) return Arrays.equals(tensors(a), tensors(b));
        if (!name.endsWith("stats.jsonl")) return Files.mismatch(a, b) < 0;
        var one = new RunFolder(a.getParent()).readStats();
        var two = new RunFolder(b.getParent()).readStats();
        if (one.size() != two.size()) return false;
        for (int i = 0; i < one.size(); i++) {
            if (one.get(i).images() != two.get(i).images() || !one.get(i).values().equals(two.get(i).values())
                    || !Objects.equals(one.get(i).event(), two.get(i).event()))
                return false;
        }
        return true;
    }

    /** A checkpoint's bytes without its metadata, which hold how long the training took. */
    private static byte[] tensors(Path file) throws IOException {
        byte[] all = Files.readAllBytes(file);
        int header = (int) ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).getLong();
        ObjectNode names = (ObjectNode) new ObjectMapper().readTree(new String(all, 8, header, StandardCharsets.UTF_8));
        names.remove("__metadata__");
        byte[] words = names.toString().getBytes(StandardCharsets.UTF_8),
                both = Arrays.copyOf(words, words.length + all.length - 8 - header);
        System.arraycopy(all, 8 + header, both, words.length, all.length - 8 - header);
        return both;
    }

    // ---- bench/crash

    private static final Path STUDY = Path.of("bench/crash.yaml");
    private static final List<Subject> ALL = List.of(
            new Subject("gan: batch norm, moving average",
                    List.of("train", "hinrichsen-2023/biggan-deep", "--set", "channels=4", "--set", "z=4", "--set",
                            "batch=8", "--set", "ema-start=5", "--images", "4800", "--seed", "SEED", "--device",
                            "cpu")),
            new Subject("gan: batch norm, dropout, moving average",
                    List.of("train", "tanwar-2023/gan-batchnorm", "--set", "batch=8", "--set", "ema=0.99", "--set",
                            "ema-start=5", "--images", "800", "--seed", "SEED", "--device", "cpu")),
            new Subject("vae",
                    List.of("train", "khanna-2020/vae", "--set", "batch=20", "--images", "8000", "--seed", "SEED",
                            "--device", "cpu")),
            new Subject("study", List.of("study", "run", STUDY.toString(), "--budget", "smoke", "--device", "cpu")));

    /**
     * {@code bench/crash [--kills N] [--power-cut] [--seed S]}: all subjects in turn, a quarter of the kills each, and
     * again with new seeds, until there were N.
     */
    public static void main(String[] args) throws Exception {
        var words = new ArrayList<>(List.of(args));
        int kills = Integer.parseInt(option(words, "--kills", "300"));
        long seed = Long.parseLong(option(words, "--seed", "1"));
        boolean cuts = words.remove("--power-cut");
        if (!words.isEmpty())
            throw new IllegalArgumentException("expected --kills N, --seed S or --power-cut; found " + words);
        Path shm = Path.of("/dev/shm");
        Path folder = Files.isDirectory(shm) ? Files.createTempDirectory(shm, "crash")
                : Files.createTempDirectory("crash");
        PowerCut power = cuts ? PowerCut.in(folder) : null;
        if (cuts && power == null) System.exit(2);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> tidy(folder)));
        var crash = new Crash(folder, seed, 0, power);
        Tally all = NONE;
        for (int round = 0; all.kills < kills; round++) {
            Subject subject = ALL.get(round % ALL.size());
            String run = Long.toString(seed + round / ALL.size());
            List<String> command = subject.command.stream().map(w -> w.equals("SEED") ? run : w).toList();
            Path peace = folder.resolve("peace");
            if (ended(start(command, peace, 1e9, Map.of())) != 0)
                throw new IllegalStateException(Files.readString(log(peace)));
            Tally t = crash.hunt(command, peace, Math.min(kills - all.kills, (kills + ALL.size() - 1) / ALL.size()));
            PowerCut.delete(peace);
            Files.delete(log(peace));
            all = all.plus(t);
            System.out.printf("%-40s %7s: %4d %s (%d while a checkpoint was written), %4d resumes, differences: %s%n",
                    subject.name, subject.command.contains("SEED") ? "seed " + run : "", t.kills,
                    cuts ? "power cuts" : "kills", t.during, t.resumes, t.differences.isEmpty() ? "0" : t.differences);
        }
        System.out.printf("%n%d %s, %d of them while a checkpoint was written; %d resumes; %d differences%n", all.kills,
                cuts ? "power cuts" : "kills", all.during, all.resumes, all.differences.size());
        System.exit(all.differences.isEmpty() ? 0 : 1);
    }

    private static void tidy(Path folder) {
        try {
            for (ProcessHandle child : ProcessHandle.current().children().toList()) {
                child.destroyForcibly();
                child.onExit().join();
            }
            PowerCut.delete(folder);
        } catch (IOException e) {
            System.err.println(folder + " could not be removed: " + e);
        }
    }

    private static String option(List<String> words, String name, String otherwise) {
        int at = words.indexOf(name);
        if (at < 0) return otherwise;
        words.remove(at);
        return words.remove(at);
    }
}
