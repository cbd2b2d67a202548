package ganvas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class StandardOutputTest {
    private static OutputStream failing(String why) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(why);
            }
        };
    }

    private static String end(String why, int code, int expected) {
        var output = new StandardOutput(failing(why));
        new PrintStream(output, true, StandardCharsets.UTF_8).println("result");
        var err = new ByteArrayOutputStream();
        assertThat(output.end(code, new PrintStream(err, true, StandardCharsets.UTF_8))).isEqualTo(expected);
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void lostResultsAreAFailure() {
        assertThat(end("No space left on device", 0, 1)).contains("cannot write standard output: No space left");
        assertThat(end("Disk quota exceeded", 2, 2)).contains("Disk quota exceeded");
        assertThat(end("Broken pipe", 0, 0)).isEmpty();
    }

    /** The program in a process of its own, with what a shell makes of its standard output. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDiskIsNamedAndAReaderThatHasGoneIsNot() throws Exception {
        for (String words : List.of("models", "--help", "--version", "describe khanna-2020/vae --json"))
            assertThat(shell(words + " >/dev/full")).as(words)
                    .isEqualTo("ganvas: cannot write standard output: No space left on device\n1\n");
        assertThat(shell("models | head -n 1 >/dev/null")).isEqualTo("0\n");
    }

    private static String shell(String line) throws Exception {
        String java = Stream.of(System.getProperty("java.home") + "/bin/java", "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"), "ganvas.cli.Main").map(w -> "'" + w + "'")
                .collect(Collectors.joining(" "));
        Process process = new ProcessBuilder("sh", "-c", java + " " + line + "; echo $?").redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
