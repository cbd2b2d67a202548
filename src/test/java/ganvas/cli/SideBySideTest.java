package ganvas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ganvas.result.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code study run --jobs}: real processes. */
class SideBySideTest {
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
        return List.of("study", "run", file.toString(), "--budget", "smoke", "--device", "cpu", "--threads", "1", option, value);
    }

    @Test
    void runsAtOnceAreThoseOneAfterTheOther() throws Exception {
        Path one = CrashTest.peace(List.of("train", "khanna-2020/vae", "--images", "4000", "--device", "cpu", "--threads", "1"), folder.resolve("one"));
        Path two = folder.resolve("two");
        List<String> line = with("--jobs", "2");

        Process first = Crash.start(line, two, 0, Map.of());
        while (first.isAlive() && !Files.exists(RunFolder.of(two, "vae", 1).checkpoint())) Thread.sleep(3);
        List<ProcessHandle> children = first.descendants().toList();
        assertThat(children).as(Files.readString(Crash.log(two))).hasSize(2);
        new ProcessBuilder("kill", "-TERM", Long.toString(first.pid())).inheritIO().start().waitFor();
        assertThat(first.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(first.exitValue()).isEqualTo(143);
        assertThat(children).noneMatch(ProcessHandle::isAlive);
        assertThat(RunFolder.of(two, "vae", 0).scores()).doesNotExist();

        // Killed, it cannot tell them; they see that it is gone.
        Process second = Crash.start(line, two, 0, Map.of());
        while (second.isAlive() && second.descendants().count() < 2) Thread.sleep(3);
        List<ProcessHandle> orphans = second.descendants().toList();
        second.destroyForcibly().waitFor();
        for (ProcessHandle orphan : orphans) orphan.onExit().get(60, TimeUnit.SECONDS);

        assertThat(Crash.start(line, two, 1e9, Map.of()).waitFor()).as(Files.readString(Crash.log(two))).isZero();
        assertThat(Files.readString(Crash.log(two))).contains("2 at once, each on 1 CPU thread", "vae, seed 0 | ", "vae, seed 1 | ");
        // Seed 0 is compared, which was beside it; what is measured of weights is another test's.
        PowerCut.delete(RunFolder.of(two, "vae", 1).root());
        RunFolder run = RunFolder.of(two, "vae", 0);
        for (Path measured : List.of(run.samples(), run.scores(), run.labels())) Files.delete(measured);
        PowerCut.delete(run.inside());
        assertThat(Crash.differences(one, two)).isEmpty();
        assertThat(two.resolve("report.html")).exists();
    }

    @Test
    void oneThatFailsStopsTheOthersAndIsNamed() throws Exception {
        Path out = folder.resolve("out");
        Path inTheWay = RunFolder.of(out, "vae", 0).root().resolve("samples");
        Files.createDirectories(inTheWay.getParent());
        Files.writeString(inTheWay, "a file where a folder belongs");
        Files.writeString(out.resolve("study.json"), "{}");
        assertThat(Crash.start(with("--jobs", "2"), out, 1e9, Map.of()).waitFor()).isEqualTo(1);
        assertThat(Files.readString(Crash.log(out))).contains("ganvas: vae, seed 0 ended with code 1").contains("the same command goes on").doesNotContain("\tat ");
    }
}
