package ganvas.cli;

import static ganvas.cli.Said.ganvas;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code report --verify --rescore} as a user types it; what it finds is in {@code RescoringTest}. */
class RescoreOptionsTest {
    @TempDir
    Path folder;

    /** A digit of scores.jsonl, of which the summary was then made: only samples and weights know better. */
    @Test
    void rescoreGoesBackToTheSamples() throws IOException {
        Path out = folder.resolve("compare"), scores = out.resolve("runs/vae/0/scores.jsonl");
        assertThat(ganvas("compare", "--gan", "khanna-2020/gan", "--vae", "khanna-2020/vae", "--images", "300",
                "--samples", "150", "--out", out.toString()).code()).isZero();
        Said said = ganvas("report", out.toString(), "--verify", "--rescore");
        assertThat(said.code()).as(said.out() + said.err()).isZero();
        assertThat(said.out()).contains("gan, seed 0: ", "vae, seed 0: ", "the same to the last bit",
                "what their samples and checkpoints give");
        Files.writeString(scores, Files.readString(scores).replaceFirst("\"value\":[\\d.]+", "\"value\":123.25"));
        ganvas("report", out.toString());
        assertThat(ganvas("report", out.toString(), "--verify").code()).isZero();
        Said differs = ganvas("report", out.toString(), "--verify", "--rescore");
        assertThat(differs.code()).isEqualTo(1);
        assertThat(differs.out()).contains("is what the run folders give",
                "vae, seed 0: scores.jsonl: fid-judge-150.value: 123.25 there, ").contains("Differences: 1.");
        CommandTest.wrong("--rescore belongs to --verify", "report", out.toString(), "--rescore");
        CommandTest.wrong("--data and --judge belong to --rescore", "report", out.toString(), "--verify", "--data",
                "mnist=here");
        CommandTest.wrong("expected a dataset of this run (mnist)", "report", out.toString(), "--verify", "--rescore",
                "--data", "mnits=here");
    }
}
