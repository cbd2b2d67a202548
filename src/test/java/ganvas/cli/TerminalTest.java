package ganvas.cli;

import static ganvas.cli.Said.ganvas;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ganvas.result.RunFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The program on a pseudo-terminal: what Ctrl-C does there, and what a person sees. */
@Tag("alone")
class TerminalTest {
    private static final List<String> TRAIN = List.of("train", "khanna-2020/vae", "--images", "4000000", "--threads",
            "1", "--checkpoint-seconds", "1000000");

    @TempDir
    Path folder;

    @BeforeAll
    static void needsScript() {
        assumeTrue(Pty.isThere(), "'script' of util-linux is not here");
    }

    private static List<String> with(List<String> command, Object... more) {
        return Stream.concat(command.stream(), Stream.of(more).map(Object::toString)).toList();
    }

    @Test
    void ctrlCSavesATraining() throws Exception {
        Path out = folder.resolve("run");
        try (Pty pty = Pty.start(80, with(TRAIN, "--out", out))) {
            pty.await(s -> s.contains(" left"));
            pty.type(Pty.CTRL_C);
            assertThat(pty.end()).isEqualTo(130);
            assertThat(String.join(" ", pty.screen())).containsPattern(
                    "Stopped at [\\d,]+ of 4,000,000 images; the state is saved\\. The same command goes on\\.");
        }
        assertThat(RunFolder.of(out, "vae", 0).checkpoint()).exists();
        try (Pty pty = Pty.start(80, with(TRAIN, "--out", out))) {
            pty.await(s -> s.contains("goes on at"));
            pty.type(Pty.CTRL_C);
            assertThat(pty.end()).isEqualTo(130);
        }
    }

    /** Each verb that works for long, what its screen shows when it is at work, and what must not be there then. */
    static Stream<Arguments> verbs() {
        return Stream.of(
                Arguments.of("compare --images 400000 --threads 1 --out FOLDER/out", "images  ", "out/runs/vae"),
                Arguments.of("study run bench/crash.yaml --budget full --jobs 2 --out FOLDER/out", "seed 3",
                        "out/index.html"),
                Arguments.of("sample RUN --n 400000 --to FOLDER/big.npz", "images of", "big.npz"),
                Arguments.of("sample RUN --n 4000 --to FOLDER/big", " 100 %", "big"),
                Arguments.of("evaluate RUN", "images of", "run/runs/vae/0/scores.jsonl"),
                Arguments.of("judge train mnist --to FOLDER/judge.safetensors", "judge of mnist", "judge.safetensors"),
                Arguments.of("metrics selftest --out FOLDER/out", "Scoring real pictures", "out/index.html"));
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void ctrlCEndsEveryVerbWithNothingHalfWritten(String verb, String atWork, String notThere) throws Exception {
        if (verb.contains("RUN")) assertThat(ganvas("train", "khanna-2020/vae", "--images", "2000", "--threads", "1",
                "--out", folder.resolve("run").toString()).code()).isZero();
        List<String> command = Stream.of(verb.split(" ")).map(w -> w.equals("RUN") ? folder + "/run"
                : w.replace("FOLDER", folder.toString())).toList();
        try (Pty pty = Pty.start(100, command)) {
            pty.await(s -> s.contains(atWork));
            Thread.sleep(500);
            pty.type(Pty.CTRL_C);
            assertThat(pty.end()).as(() -> String.join("\n", pty.screen())).isEqualTo(130);
            assertThat(pty.raw()).doesNotContain("\tat ").doesNotContain("mistake in Ganvas");
        }
        assertThat(folder.resolve(notThere)).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 80, 200})
    void progressIsOneLine(int columns) throws Exception {
        Path out = folder.resolve("run");
        try (Pty pty = Pty.start(columns, List.of("train", "khanna-2020/vae", "--images", "20000", "--threads", "1",
                "--out", out.toString()))) {
            assertThat(pty.end()).isZero();
            assertThat(pty.raw().split("\r\033\\[K").length).as("it was redrawn").isGreaterThan(3);
            List<String> progress = pty.screen().stream().filter(l -> l.matches(".* \\d+ %( .*|$)")).toList();
            assertThat(progress).as("%s", pty.screen()).singleElement().asString().contains("100 %");
        }
    }
}
