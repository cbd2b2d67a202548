package ganvas.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ganvas.data.Dataset;
import ganvas.data.Datasets;
import ganvas.data.Split;
import ganvas.file.Json;
import ganvas.lab.Compute;
import ganvas.lab.LabProgress;
import ganvas.result.Provenance;
import ganvas.result.RunFolder;
import ganvas.result.Settings;
import ganvas.result.StatLine;
import ganvas.study.Study;
import ganvas.study.StudyArm;
import ganvas.torch.Safetensors;
import ganvas.torch.Tensor;
import ganvas.zoo.Zoo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Broken off anywhere and started again, a run ends as the undisturbed one does, bit for bit. Here one process breaks
 * off with an exception and starts anew from the files; {@code CrashTest} and {@code bench/crash} kill processes.
 */
class ResumeTest {
    private static final Dataset MNIST = few(Datasets.open("mnist"));

    /** All of train, and a tenth of what is measured on. */
    private static Dataset few(Dataset all) {
        return new Dataset(all.name(), all.classes(), all.sha256(), all.train(), first(all.validation()),
                first(all.test()));
    }

    private static Split first(Split split) {
        return new Split(split.images().narrow(0, 0, 1000), split.labels().narrow(0, 0, 1000));
    }

    @TempDir
    Path folder;

    private int linesToLive;
    private String diesAt = "";

    /** Dies when its lines are used up, or before a stretch of work of some name. */
    private final LabProgress progress = new LabProgress() {
        @Override
        public void begin(String what, long total) {
            if (!diesAt.isEmpty() && what.startsWith(diesAt)) throw new IllegalStateException("broken off");
        }
        @Override
        public void at(long images, double imagesPerSecond) {}
        @Override
        public void losses(Map<String, Double> means) {
            if (--linesToLive == 0) throw new IllegalStateException("broken off");
        }
        @Override
        public void end() {}
        @Override
        public void say(String sentence) {}
    };

    private static Compute compute(double checkpointSeconds) {
        return Compute.of("cpu", "fp32", 0, checkpointSeconds);
    }

    /** True at its end. @param lines of the log after which it breaks off; −1 for never */
    private boolean train(RunFolder run, String model, long images, double checkpointSeconds, int lines) {
        Map<String, Object> set = model.endsWith("/biggan")
                ? Map.of("batch", 10, "channels", 4, "classes", 10, "ema-start", 10) : Map.of("batch", 20);
        linesToLive = lines;
        Compute compute = compute(checkpointSeconds);
        var trainer = new Trainer(run, Trainer.resolve("arm", Zoo.get(model), MNIST, images, 3, compute, set), MNIST,
                compute, "test", progress);
        try {
            return trainer.train().isPresent();
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("broken off");
            return false;
        } finally {
            trainer.step().free();
        }
    }

    @ParameterizedTest
    @CsvSource({"khanna-2020/gan, 2000", "ali-2020/gan, 1200", "khanna-2020/vae, 2000", "hinrichsen-2023/biggan, 800"})
    void brokenOffItIsTheSameRun(String model, long images) {
        var whole = new RunFolder(folder.resolve("a"));
        assertThat(train(whole, model, images, 1e9, -1)).isTrue();
        var broken = new RunFolder(folder.resolve("b"));
        int lines = whole.readStats().size(), times = 0;
        while (!train(broken, model, images, 0.05, lines / 4 + 3 * times)) times++;

        assertThat(times).isGreaterThanOrEqualTo(2);
        assertSameTensors(whole, broken);
        assertSameStats(whole, broken);
        for (Path grid : whole.grids())
            assertThat(broken.samplesFolder().resolve(grid.getFileName())).hasSameBinaryContentAs(grid);
        assertThat(Json.read(broken.provenance(), Provenance.class).resumed()).isNotEmpty();
    }

    /** The length of a training decides nothing in it but its end. */
    @Test
    void aLongerTrainingGoesOnWhereTheShorterEnded() throws Exception {
        RunFolder whole = new RunFolder(folder.resolve("a")), longer = new RunFolder(folder.resolve("b"));
        assertThat(train(whole, "khanna-2020/gan", 2000, 1e9, -1)).isTrue();
        assertThat(train(longer, "khanna-2020/gan", 1000, 1e9, -1)).isTrue();
        longer.writeScores(List.of());
        Files.createDirectories(longer.inside());
        Files.write(longer.inside().resolve("reconstructions.png"), new byte[9]);
        assertThat(train(longer, "khanna-2020/gan", 2000, 1e9, -1)).isTrue();
        assertSameTensors(whole, longer);
        assertThat(longer.scores()).as("of the shorter training").doesNotExist();
        assertThat(longer.inside()).isEmptyDirectory();
        assertThat(Json.read(longer.settings(), Settings.class).images()).isEqualTo(2000);
        assertThat(Json.read(longer.provenance(), Provenance.class).resumed()).containsExactly(1000L);
        assertThatThrownBy(() -> train(longer, "khanna-2020/gan", 1000, 1e9, -1))
                .hasMessageContaining("images was 2000 and is now 1000");
    }

    /**
     * Broken off while it trains its second arm, and while it measures, a study ends with the same
     * weights, samples and scores.
     */
    @Test
    void aStudyGoesOn() {
        Path a = folder.resolve("a"), b = folder.resolve("b");
        linesToLive = -1;
        assertThat(study(a, 1e9)).isTrue();
        linesToLive = 75;
        assertThatThrownBy(() -> study(b, 0.05)).hasMessage("broken off");
        assertThat(RunFolder.of(b, "plain", 3).outcome()).exists();
        assertThat(RunFolder.of(b, "dropping", 3).outcome()).doesNotExist();
        diesAt = "scoring dropping";
        assertThatThrownBy(() -> study(b, 0.05)).hasMessage("broken off");
        assertThat(RunFolder.of(b, "plain", 3).scores()).exists();
        assertThat(RunFolder.of(b, "dropping", 3).scores()).doesNotExist();
        diesAt = "";
        assertThat(study(b, 0.05)).isTrue();
        for (String arm : List.of("plain", "dropping")) {
            RunFolder one = RunFolder.of(a, arm, 3), two = RunFolder.of(b, arm, 3);
            assertSameTensors(one, two);
            assertSameStats(one, two);
            assertThat(two.samples()).hasSameBinaryContentAs(one.samples());
            assertThat(two.scores()).hasSameBinaryContentAs(one.scores());
        }
    }

    private boolean study(Path out, double checkpointSeconds) {
        var arms = List.of(new StudyArm("plain", "vae", "khanna-2020/vae", 1000, Map.of("batch", 20)),
                new StudyArm("dropping", "gan", "khanna-2020/gan", 1000, Map.of("batch", 20)));
        var study = new Study("two", "test", Lab.describe(MNIST), arms, List.of(3L), List.of());
        return new Lab(out, study, MNIST, compute(checkpointSeconds), 100, progress).run(() -> {});
    }

    /** The control: with the optimizer's moments forgotten at half way the weights come out different. */
    @Test
    void withoutTheOptimizerStateTheResultDiffers() {
        var whole = new RunFolder(folder.resolve("a"));
        var cut = new RunFolder(folder.resolve("b"));
        assertThat(train(whole, "khanna-2020/vae", 1000, 1e9, -1)).isTrue();
        assertThat(train(cut, "khanna-2020/vae", 1000, 0, 30)).isFalse();

        var saved = Safetensors.read(cut.checkpoint());
        var forgotten = new LinkedHashMap<String, Tensor>();
        saved.tensors()
                .forEach((name, t) -> forgotten.put(name, name.startsWith("optimizer/") ? Tensor.zerosLike(t) : t));
        new Safetensors(forgotten, saved.metadata()).write(cut.checkpoint());
        assertThat(train(cut, "khanna-2020/vae", 1000, 1e9, -1)).isTrue();

        String weight = "decoder.output.weight";
        assertThat(Safetensors.read(cut.checkpoint()).tensors().get(weight).toFloats())
                .isNotEqualTo(Safetensors.read(whole.checkpoint()).tensors().get(weight).toFloats());
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
        assertThat(two.stream().map(StatLine::images).toList()).isEqualTo(one.stream().map(StatLine::images).toList())
                .doesNotHaveDuplicates();
        for (int i = 0; i < one.size(); i++) {
            assertThat(two.get(i).values()).isEqualTo(one.get(i).values());
            assertThat(two.get(i).event()).isEqualTo(one.get(i).event());
        }
    }
}
