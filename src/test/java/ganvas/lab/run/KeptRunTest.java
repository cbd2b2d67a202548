package ganvas.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import ganvas.data.Dataset;
import ganvas.data.Datasets;
import ganvas.file.Json;
import ganvas.file.Png;
import ganvas.lab.Compute;
import ganvas.lab.LabProgress;
import ganvas.lab.sample.ModelLoader;
import ganvas.lab.sample.Samples;
import ganvas.lab.sample.Sampling;
import ganvas.result.Provenance;
import ganvas.result.RunFolder;
import ganvas.result.RunOutcome;
import ganvas.result.Settings;
import ganvas.result.StatLine;
import ganvas.torch.Device;
import ganvas.torch.Rng;
import ganvas.torch.Safetensors;
import ganvas.torch.Scope;
import ganvas.train.Generates;
import ganvas.train.Step;
import ganvas.zoo.Zoo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A run that an earlier version left half done is sampled and ended by this one. What is kept is never made again: a
 * new format gets a folder beside.
 */
class KeptRunTest {
    private static final Path KEPT = Path.of("src/test/resources/kept");
    private static final long HALF = 240;
    private static final Dataset MNIST = Datasets.open("mnist");

    @TempDir
    Path folder;

    /** A GAN without and one with a moving average, and a VAE. */
    @ParameterizedTest
    @ValueSource(strings = {"0.1.0", "0.1.0-ema", "0.1.0-vae"})
    void aRunOfVersion010GoesOn(String name) throws IOException {
        Path kept = KEPT.resolve(name);
        try (var files = Files.walk(kept)) {
            for (Path f : files.filter(Files::isRegularFile).toList()) {
                Path to = folder.resolve(kept.relativize(f).toString().replaceFirst("\\.gz$", ""));
                Files.createDirectories(to.getParent());
                try (InputStream in = f.toString().endsWith(".gz") ? new GZIPInputStream(Files.newInputStream(f))
                        : Files.newInputStream(f)) {
                    Files.copy(in, to);
                }
            }
        }
        var run = new RunFolder(folder);
        Settings settings = Samples.settings(run);
        var metadata = Safetensors.read(run.checkpoint()).metadata();
        assertThat(metadata).containsEntry("ganvas", "0.1.0").containsEntry("format", "1").containsEntry("model",
                settings.model());

        // Its weights mean the same: they draw the picture that it drew, but for the rounding of another processor.
        Step step = ModelLoader.open(settings, run, MNIST, compute(1e9));
        try (var _ = new Scope()) {
            Generates generator = Sampling.generator(step);
            Png now = Png.grid(
                    Sampling.npz(generator.sample(
                            Rng.named(Sampling.EVALUATION_SEED, "grid").normal(Device.CPU, 64, generator.latent()))),
                    8);
            Png then = Png.read(run.grid(HALF), 1);
            assertThat(now.width()).isEqualTo(then.width());
            for (int i = 0; i < then.pixels().length; i++)
                assertThat((now.pixels()[i] & 255) - (then.pixels()[i] & 255)).isBetween(-2, 2);
        }

        List<StatLine> before = run.readStats().stream().filter(l -> l.images() <= HALF).toList();
        RunOutcome outcome = new Trainer(run, settings, MNIST, compute(1e9), "test", LabProgress.SILENT).train()
                .orElseThrow();
        assertThat(outcome.status()).isEqualTo(RunOutcome.DONE);
        assertThat(outcome.images()).isEqualTo(2 * HALF);
        assertThat(Json.read(run.provenance(), Provenance.class).resumed()).containsExactly(HALF);
        assertThat(run.readStats()).startsWith(before.toArray(StatLine[]::new)).last()
                .matches(l -> l.images() == 2 * HALF);
    }

    private static Compute compute(double checkpointSeconds) {
        return Compute.of("cpu", "fp32", 2, checkpointSeconds);
    }

    /**
     * FOLDER MODEL KEY=VALUE…: made a kept run, in an empty folder, beside batch=16 and channels=4 (the first with z=1,
     * ema=0, d-steps=1); older grids and the checkpoint before were taken out, and the newest was compressed with gzip.
     */
    public static void main(String[] args) {
        var run = new RunFolder(Path.of(args[0]));
        var set = new LinkedHashMap<String, Object>(Map.of("channels", 4, "batch", 16));
        for (int i = 2; i < args.length; i++) set.put(args[i].split("=")[0], args[i].split("=")[1]);
        var model = Zoo.get(args[1]);
        var settings = Trainer.resolve(model.family(), model, MNIST, 2 * HALF, 5, compute(0), set);
        LabProgress dies = new LabProgress() {
            private int lines;
            @Override
            public void begin(String what, long total) {}
            @Override
            public void at(long images, double imagesPerSecond) {}
            @Override
            public void losses(Map<String, Double> means) {
                if (++lines > HALF / 16) throw new IllegalStateException("killed");
            }
            @Override
            public void end() {}
            @Override
            public void say(String sentence) {}
        };
        try {
            new Trainer(run, settings, MNIST, compute(0), "./ganvas train " + args[1], dies).train();
        } catch (IllegalStateException e) {
            System.out.println(e.getMessage());
        }
    }
}
