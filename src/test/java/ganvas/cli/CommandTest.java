package ganvas.cli;

import static ganvas.cli.Said.ganvas;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import ganvas.file.Npz;
import ganvas.file.Png;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The verbs as a user types them: exit codes, words and JSON. */
class CommandTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"compare", "study", "train", "sample", "evaluate", "report", "models", "datasets",
            "metrics", "describe", "judge", "weights", "doctor", "completion"})
    void everyVerbHelpsWithExamples(String verb) {
        Said said = ganvas(verb, "--help");
        assertThat(said.code()).isZero();
        assertThat(said.out()).contains("Examples:").contains("ganvas " + verb);
        assertThat(ganvas("--help").out()).contains(verb);
    }

    @Test
    void wrongUsageIsTwoAndNamesTheNearest() {
        assertThat(ganvas().code()).isEqualTo(2);
        wrong("there is no verb 'trian'; did you mean 'train'?", "trian");
        wrong("--epochs", "compare", "--epoch", "3");
        wrong("@compare", "@compare");
        assertThat(ganvas("--help", "train", "--images", "3").out()).contains("Trains GANs and VAEs");
        wrong("did you mean 'khanna-2020/gan'?", "train", "khana-2020/gan");
        wrong("did you mean 'rate'?", "train", "khanna-2020/gan", "--set", "rat=1");
        wrong("did you mean 'mnist'?", "train", "khanna-2020/gan", "--dataset", "mnits");
        wrong("expected a GAN; khanna-2020/vae is a VAE", "compare", "--gan", "khanna-2020/vae");
        wrong("expected auto, fp32 or bf16", "train", "khanna-2020/gan", "--precision", "fp64");
        wrong("expected auto, cpu or cuda:N", "train", "khanna-2020/gan", "--device", "tpu");
        wrong("expected a length", "train", "khanna-2020/gan", "--images", "0", "--out", folder.toString());
        wrong("expected KEY, or NAME.KEY with the name gan or vae", "compare", "--set", "van.rate=1");
        wrong("there is no such file", "evaluate", folder.resolve("none.npz").toString());
        wrong("is not the folder of a comparison", "report", folder.toString());
        wrong("expected a run folder", "sample", folder.toString());
    }

    @Test
    void evaluateByInceptionSaysWhatItNeeds() throws IOException {
        String none = folder.resolve("none.pth").toString();
        wrong("there is no such file. 'ganvas weights fetch inception' brings the weights", "evaluate", "x.npz",
                "--features", "inception", "--weights", none);
        wrong("expected judge or inception; found 'vgg'", "evaluate", "x.npz", "--features", "vgg");
        wrong("expected one of [torch-fidelity, pytorch-fid]; found 'clean'", "evaluate", "x.npz", "--features",
                "inception", "--protocol", "clean");
        wrong("belong to --features inception", "evaluate", "x.npz", "--protocol", "pytorch-fid");
    }

    static void wrong(String words, String... args) {
        Said said = ganvas(args);
        assertThat(said.err()).contains(words).doesNotContain("\tat ");
        assertThat(said.code()).isEqualTo(2);
    }

    @Test
    void listings() throws IOException {
        assertThat(ganvas("models", "--json").json().findValuesAsText("name")).contains("khanna-2020/gan",
                "ali-2020/vae");
        assertThat(ganvas("datasets", "--json").json().findValuesAsText("name")).contains("mnist");
        assertThat(ganvas("metrics", "--json").json().findValuesAsText("name")).contains("fid-judge", "coverage",
                "sharpness", "inversion-mse", "test-nll-iwae100");
        JsonNode described = ganvas("describe", "khanna-2020/gan", "--json").json();
        assertThat(described.at("/networks/0/trainable").asLong()).isEqualTo(1_493_520);
        assertThat(described.at("/networks/0/layers/0/output/0").asLong()).isEqualTo(256);
        assertThat(ganvas("describe", "ali-2020/gan").out()).contains("ConvTranspose2d  4 × 4, stride 2, padding 1",
                "LeakyReLU        slope 0.2", "BatchNorm        ε 1e-5");
        assertThat(ganvas("describe", "khanna-2020/vae", "--set", "latent=8", "--json").json()
                .at("/networks/1/trainable").asLong())
                .isEqualTo(534_544 + 6 * 256);
    }

    @Test
    void trainSampleEvaluate() throws IOException {
        Path out = folder.resolve("run");
        String[] train = {"train", "khanna-2020/vae", "--images", "1000", "--seed", "4", "--set", "latent=3", "--out",
                out.toString(), "--json"};
        JsonNode line = ganvas(train).json();
        assertThat(line.get("images").asLong()).isEqualTo(1000);
        assertThat(line.get("losses").has("KL")).isTrue();
        assertThat(Path.of(line.get("run").asText()).resolve("checkpoint/state.safetensors")).exists();
        assertThat(ganvas(train).json().get("seconds")).as("finished: not trained again")
                .isEqualTo(line.get("seconds"));

        Path npz = folder.resolve("s.npz"), pictures = folder.resolve("pictures"), grid = folder.resolve("g.png");
        assertThat(ganvas("sample", out.toString(), "--n", "120", "--to", npz.toString()).code()).isZero();
        assertThat(ganvas("sample", out.toString(), "--n", "120", "--to", pictures.toString()).code()).isZero();
        assertThat(ganvas("sample", out.toString(), "--n", "9", "--to", grid.toString()).code()).isZero();
        assertThat(Npz.read(npz).n()).isEqualTo(120);
        assertThat(Png.read(grid, 1).width()).isEqualTo(84);
        wrong("expected an empty or a new folder", "sample", out.toString(), "--to", pictures.toString());

        JsonNode one = ganvas("evaluate", npz.toString(), "--dataset", "mnist", "--json").json();
        JsonNode two = ganvas("evaluate", pictures.toString(), "--json").json();
        assertThat(one.at("/scores/fid-judge-120/value").asDouble()).isPositive();
        assertThat(two.get("scores")).isEqualTo(one.get("scores"));

        Said changed = ganvas("train", "khanna-2020/vae", "--images", "2000", "--seed", "4", "--set", "latent=4",
                "--out", out.toString());
        assertThat(changed.code()).isEqualTo(2);
        assertThat(changed.err()).contains("latent was 3 and is now 4", "--fresh");
    }

    /** Minutes are measured once: the same command goes on with the images that it found. */
    @Test
    void minutesAreTurnedIntoImagesOnce() throws IOException {
        Path out = folder.resolve("minutes");
        String[] train = {"train", "khanna-2020/vae", "--minutes", "0.02", "--set", "batch=20", "--out", out.toString(),
                "--json"};
        long images = ganvas(train).json().get("images").asLong();
        assertThat(images).isPositive();
        for (int i = 0; i < 3; i++) {
            Said again = ganvas(train);
            assertThat(again.code()).as(again.err()).isZero();
            assertThat(again.json().get("images").asLong()).isEqualTo(images);
        }
        for (String none : List.of("0", "-5", "NaN")) {
            Said refused = ganvas("train", "khanna-2020/vae", "--minutes", none, "--out",
                    folder.resolve("none").toString());
            assertThat(refused.code()).isEqualTo(2);
            assertThat(refused.err()).contains("--minutes: expected more than 0");
        }
    }

    /** What is refused before training leaves the folder free for the corrected command. */
    @Test
    void aRefusedSettingLeavesNothing() throws IOException {
        Path out = folder.resolve("refused");
        Said refused = ganvas("compare", "--gan", "hinrichsen-2023/biggan", "--set", "gan.classes=5", "--set",
                "gan.channels=4", "--images", "600", "--samples", "150", "--out", out.toString());
        assertThat(refused.code()).as(refused.err()).isEqualTo(2);
        assertThat(out).doesNotExist();
    }

    @Test
    void compareWritesTheReportAndDoesNotTrainTwice() throws IOException {
        Path out = folder.resolve("compare");
        String[] compare = {"compare", "--gan", "khanna-2020/gan", "--vae", "khanna-2020/vae", "--images", "600",
                "--samples", "150",
                "--seeds", "2", "--out", out.toString(), "--json"};
        JsonNode summary = ganvas(compare).json();
        for (String arm : new String[] {"gan", "vae"}) {
            JsonNode a = summary.at("/arms/" + arm);
            assertThat(a.get("seeds").size()).isEqualTo(2);
            assertThat(a.get("parameters").asLong()).isPositive();
            assertThat(a.get("imagesPerSecond").asDouble()).isPositive();
            assertThat(a.at("/scores/fid-judge-150/perSeed").size()).isEqualTo(2);
            assertThat(a.at("/scores/fid-judge-150/interval").asText()).isEqualTo("seeds");
            Path run = out.resolve("runs/" + arm + "/1");
            assertThat(a.at("/scores/inversion-mse/mean").asDouble()).isBetween(1e-3, 1.0);
            assertThat(a.at("/scores/train-ratio-pixels/mean").asDouble()).isPositive();
            assertThat(a.at("/scores/fid-judge-train-150/mean").asDouble()).isPositive();
            for (String file : new String[] {"inside/inversions.png", "inside/neighbours.png",
                    "settings.json", "provenance.json", "stats.jsonl", "scores.jsonl", "samples.npz", "outcome.json",
                    "checkpoint/state.safetensors"}) {
                assertThat(run.resolve(file)).isNotEmptyFile();
            }
        }
        assertThat(summary.get("verdict").get(0).asText().split("\\s+").length).isBetween(5, 25);
        assertThat(summary.at("/arms/vae/scores/test-elbo/mean").asDouble()).isNegative();
        assertThat(summary.at("/arms/vae/scores").properties().stream().map(java.util.Map.Entry::getKey)).contains(
                "test-nll-iwae100", "test-bpd-iwae100", "reconstruction-mse", "active-units", "aggregate-kl",
                "code-information");
        assertThat(summary.at("/arms/gan/scores").has("reconstruction-mse")).isFalse();
        assertThat(out.resolve("report.html")).content().contains("Samples", "Scores", "Training", "Method")
                .doesNotContain("src=\"http");

        var before = Files.getLastModifiedTime(out.resolve("runs/gan/0/checkpoint/state.safetensors"));
        assertThat(ganvas(compare).code()).isZero();
        assertThat(Files.getLastModifiedTime(out.resolve("runs/gan/0/checkpoint/state.safetensors"))).isEqualTo(before);
        assertThat(ganvas("report", out.toString()).out()).contains("Report:");
        assertThat(ganvas("report", out.toString(), "--verify").out()).contains("is what the run folders give")
                .doesNotContain("to the last bit");
        Files.writeString(out.resolve("summary.json"),
                Files.readString(out.resolve("summary.json")).replaceFirst("\"mean\" *: *[\\d.]+", "\"mean\": 123.25"));
        Said differs = ganvas("report", out.toString(), "--verify");
        assertThat(differs.code()).isEqualTo(1);
        assertThat(differs.out()).contains("123.25 in summary.json").contains("Differences: 1.");
    }

    @Test
    void aLossThatIsNoLongerFiniteStopsTheArmAndIsSaid() throws IOException {
        Path out = folder.resolve("nan");
        Said said = ganvas("compare", "--gan", "khanna-2020/gan", "--vae", "khanna-2020/vae", "--images", "3000",
                "--samples", "150", "--set", "vae.rate=1", "--checkpoint-seconds", "0", "--out", out.toString());
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).containsPattern("is no longer finite at step [\\d,]+");
        assertThat(Files.readString(out.resolve("runs/vae/0/stats.jsonl"))).contains("\"kind\":\"nan\"");
        assertThat(out.resolve("report.html")).content().contains("is no longer finite at step");
        var kept = ganvas.torch.Safetensors.read(out.resolve("runs/vae/0/checkpoint/state.safetensors"));
        kept.tensors().forEach((name, t) -> assertThat(t.isFinite().to(ganvas.torch.Dtype.FLOAT32).mean().item())
                .as(name).isEqualTo(1));
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        Path own = Files.createDirectories(folder.resolve("own"));
        Files.writeString(own.resolve("thesis.txt"), "mine");
        wrong("holds something that is not a study", "train", "khanna-2020/vae", "--images", "200", "--out",
                own.toString());
        assertThat(own).isDirectoryContaining(f -> f.endsWith("thesis.txt"));
        Path file = Files.writeString(folder.resolve("file"), "");
        wrong("expected a folder; it is a file", "train", "khanna-2020/vae", "--images", "200", "--out",
                file.toString());
        Said below = ganvas("train", "khanna-2020/vae", "--images", "200", "--out", file.resolve("x").toString());
        assertThat(below.code()).isEqualTo(1);
        assertThat(below.err()).contains("cannot open the folder").doesNotContain("\tat ");
    }

    @Test
    void aCheckpointOfAnotherModelOrVersionIsRefused() throws IOException {
        Path out = folder.resolve("run");
        assertThat(ganvas("train", "khanna-2020/vae", "--images", "200", "--out", out.toString()).code()).isZero();
        Path checkpoint = out.resolve("runs/vae/0/checkpoint/state.safetensors");
        byte[] good = Files.readAllBytes(checkpoint);

        relabel(checkpoint, "model", "khanna-2020/vax");
        wrong("is a checkpoint of khanna-2020/vax; expected one of khanna-2020/vae", "sample", out.toString());
        relabel(checkpoint, "format", "9");
        wrong("was written in checkpoint format 9", "sample", out.toString());
        Files.write(checkpoint, java.util.Arrays.copyOf(good, good.length / 2));
        wrong("is not a whole safetensors file", "sample", out.toString());
    }

    private static void relabel(Path checkpoint, String key, String value) {
        var saved = ganvas.torch.Safetensors.read(checkpoint);
        var metadata = new java.util.LinkedHashMap<>(saved.metadata());
        metadata.put(key, value);
        new ganvas.torch.Safetensors(saved.tensors(), metadata).sealed().write(checkpoint);
    }

    @Test
    void evaluateRefusesWhatItCannotScore() throws IOException {
        Path npz = folder.resolve("a.npz");
        byte[] noise = new byte[120 * 32 * 32];
        new Random(1).nextBytes(noise);
        new Npz(120, 32, 32, 1, noise).write(npz);
        wrong("[1, 32, 32]", "evaluate", npz.toString());
        Path pictures = Files.createDirectories(folder.resolve("p"));
        wrong("found none", "evaluate", pictures.toString());
        Files.writeString(pictures.resolve("x.png"), "no picture");
        wrong("x.png cannot be read as a picture: it is no PNG", "evaluate", pictures.toString());
        new Npz(1, 28, 28, 1, new byte[784]).write(npz);
        assertThat(ganvas("evaluate", npz.toString()).out()).contains("Not measured: no score");
    }
}
