package ganvas.cli;

import static ganvas.cli.Said.ganvas;
import static org.assertj.core.api.Assertions.assertThat;

import ganvas.file.Png;
import ganvas.result.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A command that is refused writes nothing, says so in a dry run too, and does not block the right one. */
class RefusedCommandTest {
    @TempDir
    Path folder;
    private Path out;
    private String data;

    @BeforeEach
    void fortyPictures() {
        out = folder.resolve("run");
        for (int i = 0; i < 40; i++) {
            byte[] pixels = new byte[784];
            for (int j = 0; j < 784; j++) pixels[j] = (byte) (i * j);
            new Png(28, 28, 1, pixels).write(folder.resolve("a/%02d.png".formatted(i)));
        }
        data = "folder/size=28,channels=1:" + folder.resolve("a");
    }

    private Said train(String... more) {
        var words = new ArrayList<>(List.of("train", "khanna-2020/vae", "--dataset", data, "--images", "80",
                "--threads", "1", "--out", out.toString()));
        words.addAll(List.of(more));
        return ganvas(words.toArray(String[]::new));
    }

    private void refused(Said said, String why) {
        assertThat(said.err()).contains(why);
        assertThat(said.code()).isEqualTo(2);
        assertThat(out).doesNotExist();
    }

    @Test
    void aBatchLargerThanTheDataAndThenASmallerOne() {
        refused(train("--dry-run"), "--set batch: expected at most 32, as dataset " + data + " has 32 images to "
                + "train on; found 100. '--set batch=32' trains on them");
        refused(train(), "--set batch: expected at most 32");
        assertThat(train("--set", "batch=20", "--dry-run").code()).isZero();
        Said right = train("--set", "batch=20");
        assertThat(right.code()).as(right.err()).isZero();
        Said other = train("--set", "batch=10");
        assertThat(other.err()).contains("batch was 20 and is now 10");
        assertThat(other.code()).isEqualTo(2);
    }

    /** As a command leaves it that was ended in its first second, or refused by an older version. */
    @Test
    void aRunInWhichNothingWasTrained() throws IOException {
        assertThat(train("--set", "batch=20").code()).isZero();
        RunFolder run = RunFolder.of(out, "vae", 0);
        for (Path file : List.of(run.stats(), run.outcome(), run.checkpoint())) Files.delete(file);
        try (var rest = Files.list(run.checkpoint().getParent())) {
            for (Path file : rest.toList()) Files.delete(file);
        }
        Files.delete(run.checkpoint().getParent());
        Said right = train("--set", "batch=10");
        assertThat(right.code()).as(right.err()).isZero();
        assertThat(Files.readString(run.settings())).contains("\"batch\": 10");
    }

    /** Opening a named pipe to write waits for a reader, as long as it takes. */
    @ParameterizedTest
    @ValueSource(strings = {".lock", ".parts"})
    void aNamedPipeInTheFolder(String name) throws Exception {
        Files.createDirectories(out);
        assertThat(new ProcessBuilder("mkfifo", out.resolve(name).toString()).start().waitFor()).isZero();
        for (String fresh : new String[] {"--json", "--fresh"}) {
            Said said = org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(java.time.Duration.ofMinutes(1),
                    () -> train("--set", "rate=0.001", "--set=batch=20", fresh));
            assertThat(said.err()).contains(name + ": expected a file; it is a named pipe");
            assertThat(said.code()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--dry-run"})
    void aComparison(String dry) {
        var words = new ArrayList<>(List.of("compare", "--gan", "khanna-2020/gan", "--vae", "khanna-2020/vae",
                "--dataset", data, "--images", "80", "--out", out.toString()));
        if (!dry.isEmpty()) words.add(dry);
        refused(ganvas(words.toArray(String[]::new)), "--set batch: expected at most 32");
        words.addAll(List.of("--judge", folder.resolve("none.safetensors").toString()));
        refused(ganvas(words.toArray(String[]::new)), "--judge: expected a file that 'ganvas judge train");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--dry-run"})
    void aStudy(String dry) throws IOException {
        Path file = Files.writeString(folder.resolve("own.yaml"), """
                study: own
                title: Own
                dataset: %s
                seeds: 1
                length: {full: {images: 80}, short: {images: 80}, smoke: {images: 80}}
                arms:
                  - {name: one, model: khanna-2020/vae}
                """.formatted("'" + data + "'"));
        var words = new ArrayList<>(List.of("study", "run", file.toString(), "--budget", "full",
                "--out", out.toString()));
        if (!dry.isEmpty()) words.add(dry);
        refused(ganvas(words.toArray(String[]::new)), "--set batch: expected at most 32");
        words.addAll(List.of("--judge", "folder=" + folder.resolve("none.safetensors")));
        refused(ganvas(words.toArray(String[]::new)), "--judge folder: expected a file that 'ganvas judge train");
    }
}
