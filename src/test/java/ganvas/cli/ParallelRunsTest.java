package ganvas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ganvas.result.RunFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code study run --jobs}: real processes. */
@Tag("alone")
class ParallelRunsTest {
    @TempDir
    Path folder;
    private Path file;

    @BeforeEach
    void study() throws Exception {
        file = folder.resolve("two.yaml");
        Files.writeString(file, """
                study: two
                title: Two at once
                dataset: mnist
                seeds: 2
                length:
                  smoke: {images: 4000}
                  short: {images: 4000}
                  full: {images: 4000}
                arms:
                  - {name: vae, model: khanna-2020/vae}
                """);
    }

    private List<String> with(String option, String value) {
        return List.of("study", "run", file.toString(), "--budget", "smoke", "--device", "cpu", "--threads", "1",
                option, value);
    }

    @Test
    void runsAtOnceAreThoseOneAfterTheOther() throws Exception {
        Path one = CrashTest.peace(List.of("train", "khanna-2020/vae", "--images", "4000", "--device", "cpu",
                "--threads", "1", "--precision", "fp32"), folder.resolve("one"));
        Path two = folder.resolve("two");
        List<String> line = with("--jobs", "2");

        Process first = Crash.start(line, two, 0, Map.of());
        List<String> lines = List.of();
        while (first.isAlive() && lines.size() < 2) {
            lines = first.descendants().map(ParallelRunsTest::line).filter(l -> l.contains("study part")).toList();
            Thread.sleep(3);
        }
        assertThat(lines).as(Files.readString(Crash.log(two))).hasSize(2)
                .allMatch(l -> l.split("--enable-native-access", -1).length == 2);
        while (first.isAlive() && !Files.exists(RunFolder.of(two, "vae", 1).checkpoint())) Thread.sleep(3);
        terminated(first, two);
        assertThat(Files.readString(Crash.log(two))).doesNotContain("cannot start a process", "\tat ");

        Process starting = Crash.start(line, two, 0, Map.of());
        while (starting.isAlive() && starting.descendants().count() < 2) Thread.sleep(3);
        terminated(starting, two);

        // Killed, it cannot tell them; they see that it is gone.
        Process second = Crash.start(line, two, 0, Map.of());
        // Or the one that holds might not be stopped.
        while (second.isAlive() && !(second.descendants().count() == 2 && isHeld(two))) Thread.sleep(3);
        List<ProcessHandle> orphans = second.descendants().toList();
        try {
            for (ProcessHandle orphan : orphans) signal(orphan.pid(), "STOP");
            second.destroyForcibly().waitFor();
            waitsForOrphans(line, two, orphans);
        } finally {
            orphans.forEach(ProcessHandle::destroyForcibly);
        }

        Process scoring = Crash.start(line, two, 1e9, Map.of());
        while (scoring.isAlive() && !Files.readString(Crash.log(two)).contains("scoring vae")) Thread.sleep(3);
        terminated(scoring, two);

        assertThat(Crash.start(line, two, 1e9, Map.of()).waitFor()).as(Files.readString(Crash.log(two))).isZero();
        assertThat(Files.readString(Crash.log(two))).contains("2 at once, each on 1 CPU thread", "vae, seed 0 | ",
                "vae, seed 1 | ");
        // Seed 0 is compared, which was beside it; what is measured of weights is another test's.
        PowerCut.delete(RunFolder.of(two, "vae", 1).root());
        RunFolder run = RunFolder.of(two, "vae", 0);
        for (Path measured : List.of(run.samples(), run.scores(), run.labels())) Files.delete(measured);
        PowerCut.delete(run.inside());
        assertThat(Crash.differences(one, two)).isEmpty();
        assertThat(two.resolve("report.html")).exists();
    }

    /** A process's command line. {@link ProcessHandle.Info} has none that is longer than 4,096 characters. */
    private static String line(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline")).replace('\0', ' ');
        } catch (IOException ended) {
            return process.info().commandLine().orElse("");
        }
    }

    /** Five seconds, whatever they are at: in their start, in a step, while they measure. */
    private static void terminated(Process process, Path out) throws Exception {
        List<ProcessHandle> children = process.descendants().toList();
        signal(process.pid(), "TERM");
        assertThat(process.waitFor(5, TimeUnit.SECONDS))
                .as("ended within five seconds of SIGTERM\n" + Files.readString(Crash.log(out))).isTrue();
        assertThat(process.exitValue()).isEqualTo(143);
        assertThat(children).noneMatch(ProcessHandle::isAlive);
        assertThat(RunFolder.of(out, "vae", 0).scores()).doesNotExist();
    }

    /** Ten seconds for a run that a killed command left behind, here one that does not get on until it is let. */
    private static void waitsForOrphans(List<String> line, Path out, List<ProcessHandle> orphans) throws Exception {
        var again = new ArrayList<>(line);
        again.addAll(List.of("--out", out.toString()));
        Said said = Said.ganvas(again.toArray(String[]::new));
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).contains("a run of " + out + " is in use by another Ganvas; wait for it")
                .doesNotContain("\tat ");
        var opened = CompletableFuture.supplyAsync(() -> OutFolder.open(out, false));
        assertThat(opened).failsWithin(1, TimeUnit.SECONDS).withThrowableOfType(TimeoutException.class);
        for (ProcessHandle orphan : orphans) signal(orphan.pid(), "CONT");
        opened.get(20, TimeUnit.SECONDS).close();
        for (ProcessHandle orphan : orphans) orphan.onExit().get(20, TimeUnit.SECONDS);
    }

    private static boolean isHeld(Path out) throws IOException {
        try (var channel = FileChannel.open(out.resolve(".parts"), StandardOpenOption.WRITE)) {
            return channel.tryLock() == null;
        }
    }

    private static void signal(long pid, String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid)).inheritIO().start().waitFor();
    }

    @Test
    void oneThatFailsStopsTheOthersAndIsNamed() throws Exception {
        Path out = folder.resolve("out");
        Path inTheWay = RunFolder.of(out, "vae", 0).root().resolve("samples");
        Files.createDirectories(inTheWay.getParent());
        Files.writeString(inTheWay, "a file where a folder belongs");
        Files.writeString(out.resolve("study.json"), "{}");
        List<String> line = Crash.line(with("--jobs", "2"), out, 1e9);
        line.remove("--enable-native-access=ALL-UNNAMED");     // as of a jar, whose manifest says it
        var process = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(Crash.log(out).toFile())
                .start();
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(Files.readString(Crash.log(out))).contains("ganvas: vae, seed 0 ended with code 1")
                .contains("the same command goes on")
                .doesNotContain("\tat ", "seed 0 | WARNING", "seed 1 | WARNING");
    }
}
