package ganvas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ganvas.file.Json;
import ganvas.result.Provenance;
import ganvas.result.RunFolder;
import ganvas.result.StatLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rate of 1 breaks any VAE within some steps; what is done then is asked for on the command line. */
class DivergedTest {
    @TempDir
    Path folder;

    private Said train(String name, String action, String checkpointSeconds) {
        return Said.ganvas("train", "khanna-2020/vae", "--images", "1000", "--set", "batch=20", "--set", "rate=1",
                "--seed", "3", "--device", "cpu", "--checkpoint-seconds", checkpointSeconds, "--on-divergence", action,
                "--out", folder.resolve(name).toString());
    }

    @Test
    void rollbacksAreSaidRecordedAndTheSameWheneverCheckpointsAreMade() throws Exception {
        Said one = train("one", "rollback", "1e9"), two = train("two", "rollback", "0");
        RunFolder run = RunFolder.of(folder.resolve("one"), "vae", 3);
        List<Long> back = Json.read(run.provenance(), Provenance.class).rolledBack();
        assertThat(back).hasSizeBetween(1, 3);
        assertThat(one.err()).containsPattern(
                "rollback: .* is no longer finite at step \\d+ .* with its rates divided by 2 \\(rollback 1 of 3\\)");
        assertThat(run.readStats().stream().filter(l -> l.event() != null && l.event().kind().equals("rollback"))
                .map(StatLine::images)).isEqualTo(back);
        assertThat(two.code()).isEqualTo(one.code());
        // A run that is given up in the end keeps its last checkpoint, and that is made by the clock.
        List<String> may = one.code() == 0 ? List.of() : List.of("runs/vae/3/checkpoint/state.safetensors differs");
        assertThat(Crash.differences(folder.resolve("one"), folder.resolve("two"))).isSubsetOf(may);

        assertThat(Said.ganvas("report", folder.resolve("one").toString()).code()).isZero();
        assertThat(Files.readString(folder.resolve("one/report.html"))).contains("(rollback 1 of 3)");
    }

    @Test
    void otherwiseTheRunEnds() {
        Said said = train("run", "stop", "1e9");
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).contains("is no longer finite at step").doesNotContain("rollback");
        Said wrong = train("other", "maybe", "1e9");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("--on-divergence: expected stop or rollback; found 'maybe'");
    }
}
