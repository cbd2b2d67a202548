package ganvas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same command twice gives the same bytes, whatever the number of threads, as long as it is the same. */
@Tag("alone")
class DeterminismTest {
    @TempDir
    Path folder;

    private record Made(Path run, Path samples, JsonNode scores) {}

    @ParameterizedTest
    @CsvSource({"hinrichsen-2023/biggan-deep, channels=4, 2", "khanna-2020/vae, latent=3, 1"})
    void trainedSampledAndScoredTwice(String model, String set, String threads) throws Exception {
        Made one = made("one", model, set, threads), two = made("two", model, set, threads);
        assertThat(Crash.differences(one.run, two.run)).isEmpty();
        assertThat(two.samples).hasSameBinaryContentAs(one.samples);
        assertThat(two.scores).isEqualTo(one.scores);
        assertThat(one.scores.size()).isGreaterThan(5);
    }

    /** The control: another seed gives other bytes. */
    @Test
    void anotherSeedDiffers() throws Exception {
        List<String> command = CrashTest.training(160), other = new ArrayList<>(command);
        other.set(other.indexOf("--seed") + 1, "4");
        Path one = CrashTest.peace(command, folder.resolve("one")), two = CrashTest.peace(other, folder.resolve("two"));
        Files.move(one.resolve("runs/gan/3"), one.resolve("runs/gan/4"));
        assertThat(Crash.differences(one, two)).contains("runs/gan/4/checkpoint/state.safetensors differs",
                "runs/gan/4/stats.jsonl differs");
    }

    private Made made(String name, String model, String set, String threads) throws Exception {
        List<String> training = List.of("train", model, "--set", set, "--set", "batch=16", "--images", "240", "--seed",
                "3", "--device", "cpu", "--threads", threads);
        Path run = CrashTest.peace(training, folder.resolve(name)), samples = folder.resolve(name + ".npz");
        assertThat(Said.ganvas("sample", run.toString(), "--n", "120", "--to", samples.toString(), "--threads", threads)
                .code()).isZero();
        Said said = Said.ganvas("evaluate", samples.toString(), "--dataset", "mnist", "--json", "--threads", threads);
        assertThat(said.code()).as(said.err()).isZero();
        return new Made(run, samples, said.json().get("scores"));
    }
}
