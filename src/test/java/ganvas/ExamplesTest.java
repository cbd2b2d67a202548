package ganvas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the programs of {@code examples/} as a reader would: each a single source file handed to java. */
class ExamplesTest {
    @TempDir
    Path folder;

    @Test
    void trainAndSample() throws Exception {
        assertThat(run("TrainAndSample", folder.resolve("run").toString(), "1000"))
                .contains("status=done, images=1000");
        assertThat(folder.resolve("run/grid.png")).isNotEmptyFile();
    }

    @Test
    void ownGan() throws Exception {
        assertThat(run("OwnGan", "5")).contains("5 {D/loss=");
    }

    @Test
    void noneIsLongerThanFortyLines() throws Exception {
        try (var files = Files.list(Path.of("examples"))) {
            List<Path> examples = files.filter(f -> f.toString().endsWith(".java")).toList();
            assertThat(examples).hasSize(2)
                    .allSatisfy(f -> assertThat(Files.readAllLines(f)).hasSizeLessThanOrEqualTo(40));
        }
    }

    private String run(String name, String... args) throws Exception {
        var command = new ArrayList<String>(List.of(ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                "examples/" + name + ".java"));
        command.addAll(List.of(args));
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        String text = Files.readString(log);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }
}
