package ganvas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first start unpacks libtorch into the user's cache. Whatever disturbs that, the next start works. */
@Tag("alone")
class FirstStartTest {
    @TempDir
    Path folder;

    /** Its links lead out of it, of which JUnit would warn. */
    @AfterEach
    void deletesTheCache() throws IOException {
        PowerCut.delete(folder.resolve("cache"));
    }

    private Process doctor() throws IOException {
        return new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=/dev/null", "-Dorg.bytedeco.javacpp.cachedir=" + folder.resolve("cache"), "-cp",
                System.getProperty("java.class.path"), "ganvas.cli.Main", "doctor").redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile()).start();
    }

    private void works() throws Exception {
        Process again = doctor();
        assertThat(again.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(again.exitValue()).as(() -> log()).isZero();
        assertThat(log()).contains("ok   libtorch");
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private long unpacked() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.endsWith("libtorch_cpu.so")).mapToLong(f -> f.toFile().length()).sum();
        } catch (IOException | java.io.UncheckedIOException e) {
            return 0;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "KILL"})
    void stoppedHalfWay(String signal) throws Exception {
        Process first = doctor();
        while (first.isAlive() && unpacked() < 40_000_000) Thread.sleep(2);
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(first.pid())).start().waitFor()).isZero();
        assertThat(first.waitFor()).as("stopped while it unpacked").isNotZero();
        works();
        works();
    }

    @Test
    void twoAtOnce() throws Exception {
        List<Process> both = List.of(doctor(), doctor());
        for (Process p : both) assertThat(p.waitFor()).as(() -> log()).isZero();
        works();
    }

    @Test
    void aLibraryCutShort() throws Exception {
        works();
        Path library;
        try (Stream<Path> files = Files.walk(folder)) {
            library = files.filter(f -> f.endsWith("libtorch_cpu.so")).findFirst().orElseThrow();
        }
        try (var channel = java.nio.channels.FileChannel.open(library, java.nio.file.StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        }
        works();
    }
}
