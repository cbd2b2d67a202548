package ganvas.lab;

import static org.assertj.core.api.Assertions.assertThat;

import ganvas.result.Provenance;
import ganvas.result.Json;
import ganvas.result.RunFolder;
import ganvas.result.StatLine;
import ganvas.torch.Safetensors;
import ganvas.torch.Tensor;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kills real processes. A run killed at any moment and started again ends as the undisturbed one does, bit for bit. */
class ResumeTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"khanna-2020/gan, gan, 6000", "ali-2020/gan, gan, 2000", "khanna-2020/vae, vae, 20000", "hinrichsen-2023/biggan, gan, 2000"})
    void killedAndStartedAgainIsTheSameRun(String model, String arm, long images) throws Exception {
        var undisturbed = RunFolder.of(folder.resolve("a"), arm, 3);
        assertThat(start(folder.resolve("a"), model, images, 1e9).waitFor()).isZero();

        var killed = RunFolder.of(folder.resolve("b"), arm, 3);
        int kills = 0;
        for (long point : new long[] {images / 20, images / 3, images / 2, images * 9 / 10}) {
            Process process = start(folder.resolve("b"), model, images, 0.4);
            while (process.isAlive() && lastImages(killed) < point) Thread.sleep(3);
            if (process.isAlive()) kills++;
            process.destroyForcibly().waitFor();               // SIGKILL
        }
        assertThat(kills).isGreaterThanOrEqualTo(3);
        assertThat(start(folder.resolve("b"), model, images, 0.4).waitFor()).isZero();

        assertSameTensors(undisturbed, killed);
        assertSameStats(undisturbed, killed);
        for (Path grid : undisturbed.grids()) {
            assertThat(killed.samplesFolder().resolve(grid.getFileName())).hasSameBinaryContentAs(grid);
        }
        assertThat(Json.read(killed.provenance(), Provenance.class).resumed()).isNotEmpty();
    }

    /** A study killed while it trains one arm, then another, and while it measures, ends with the same weights, samples and scores. */
    @Test
    void aKilledStudyGoesOn() throws Exception {
        Path file = Files.writeString(folder.resolve("two.yaml"), """
                study: two
                title: Two arms
                dataset: mnist
                seeds: [3]
                length: {full: {images: 6000}, smoke: {images: 6000}}
                arms:
                  - {name: plain, model: khanna-2020/vae, set: {batch: 20}}
                  - {name: dropping, model: khanna-2020/gan, set: {batch: 20}}
                """);
        Path a = folder.resolve("a"), b = folder.resolve("b");
        assertThat(startStudy(file, a).waitFor()).isZero();
        var plain = RunFolder.of(b, "plain", 3);
        var dropping = RunFolder.of(b, "dropping", 3);
        killWhen(startStudy(file, b), () -> lastImages(plain) >= 2000);
        killWhen(startStudy(file, b), () -> lastImages(dropping) >= 2000);
        killWhen(startStudy(file, b), () -> Files.exists(plain.samples()));
        assertThat(dropping.scores()).doesNotExist();
        assertThat(startStudy(file, b).waitFor()).isZero();
        for (String arm : List.of("plain", "dropping")) {
            RunFolder one = RunFolder.of(a, arm, 3), two = RunFolder.of(b, arm, 3);
            assertSameTensors(one, two);
            assertSameStats(one, two);
            assertThat(two.samples()).hasSameBinaryContentAs(one.samples());
            assertThat(two.scores()).hasSameBinaryContentAs(one.scores());
        }
    }

    private static void killWhen(Process process, java.util.function.BooleanSupplier moment) throws Exception {
        while (process.isAlive() && !moment.getAsBoolean()) Thread.sleep(3);
        assertThat(process.isAlive()).as("killed in time").isTrue();
        process.destroyForcibly().waitFor();
    }

    private static Process startStudy(Path file, Path out) throws IOException {
        return start(out, List.of("study", "run", file.toString(), "--budget", "smoke"), 0.2);
    }

    /** Interrupted politely it saves, says so, and ends with 143 for SIGTERM. */
    @Test
    void terminatedIsSaved() throws Exception {
        var run = RunFolder.of(folder.resolve("a"), "vae", 3);
        Process process = start(folder.resolve("a"), "khanna-2020/vae", 2_000_000, 1e9);
        while (lastImages(run) < 20_000) Thread.sleep(3);
        process.destroy();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(143);
        assertThat(run.checkpoint()).exists();
        assertThat(run.outcome()).doesNotExist();
    }

    /** The control: with the optimizer's moments forgotten at half way the weights come out different. */
    @Test
    void withoutTheOptimizerStateTheResultDiffers() throws Exception {
        assertThat(start(folder.resolve("a"), "khanna-2020/vae", 4000, 1e9).waitFor()).isZero();
        var whole = RunFolder.of(folder.resolve("a"), "vae", 3);
        Process process = start(folder.resolve("b"), "khanna-2020/vae", 4000, 0);
        var cut = RunFolder.of(folder.resolve("b"), "vae", 3);
        while (process.isAlive() && lastImages(cut) < 1500) Thread.sleep(3);
        process.destroyForcibly().waitFor();
        assertThat(cut.outcome()).doesNotExist();

        var saved = Safetensors.read(cut.checkpoint());
        var forgotten = new LinkedHashMap<String, Tensor>();
        saved.tensors().forEach((name, t) -> forgotten.put(name, name.startsWith("optimizer/") ? Tensor.zerosLike(t) : t));
        new Safetensors(forgotten, saved.metadata()).write(cut.checkpoint());
        assertThat(start(folder.resolve("b"), "khanna-2020/vae", 4000, 1e9).waitFor()).isZero();

        String weight = "decoder.output.weight";
        assertThat(Safetensors.read(cut.checkpoint()).tensors().get(weight).toFloats())
                .isNotEqualTo(Safetensors.read(whole.checkpoint()).tensors().get(weight).toFloats());
    }

    private static Process start(Path out, String model, long images, double checkpointSeconds) throws IOException {
        var verb = new ArrayList<>(List.of("train", model, "--images", Long.toString(images), "--seed", "3", "--set", "batch=20"));
        if (model.endsWith("/biggan")) verb.addAll(List.of("--set", "channels=4", "--set", "classes=10", "--set", "ema-start=10"));
        return start(out, verb, checkpointSeconds);
    }

    private static Process start(Path out, List<String> verb, double checkpointSeconds) throws IOException {
        var command = new ArrayList<String>(List.of(ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"), "ganvas.cli.Main"));
        command.addAll(verb);
        command.addAll(List.of("--device", "cpu", "--checkpoint-seconds", Double.toString(checkpointSeconds), "--out", out.toString()));
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(new File(out + ".log")).start();
    }

    private static long lastImages(RunFolder run) {
        if (!Files.exists(run.stats())) return 0;
        return run.readStats().stream().mapToLong(StatLine::images).max().orElse(0);
    }

    private static void assertSameTensors(RunFolder a, RunFolder b) {
        var one = Safetensors.read(a.checkpoint()).tensors();
        var two = Safetensors.read(b.checkpoint()).tensors();
        assertThat(two.keySet()).isEqualTo(one.keySet());
        one.forEach((name, t) -> assertThat(two.get(name).toFloats()).as(name).isEqualTo(t.toFloats()));
    }

    private static void assertSameStats(RunFolder a, RunFolder b) {
        var one = a.readStats();
        var two = b.readStats();
        assertThat(two.stream().map(StatLine::images).toList()).isEqualTo(one.stream().map(StatLine::images).toList()).doesNotHaveDuplicates();
        for (int i = 0; i < one.size(); i++) {
            assertThat(two.get(i).values()).isEqualTo(one.get(i).values());
            assertThat(two.get(i).event()).isEqualTo(one.get(i).event());
        }
    }
}
