package ganvas.cli;

import static ganvas.cli.CommandTest.wrong;
import static ganvas.cli.Said.ganvas;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import ganvas.data.Dataset;
import ganvas.data.Datasets;
import ganvas.data.Split;
import ganvas.data.SplitGallery;
import ganvas.file.Npz;
import ganvas.file.NpzArchive;
import ganvas.file.NpzArchive.Member;
import ganvas.file.Png;
import ganvas.lab.sample.Samples;
import ganvas.metric.Metrics;
import ganvas.metric.golden.FormulaFile;
import ganvas.metric.judge.Judge;
import ganvas.metric.judge.JudgeTraining;
import ganvas.torch.Device;
import ganvas.torch.Scope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code evaluate} as a user types it: samples and references of any kind, and what is wrong with them. */
class EvaluateCommandTest {
    @TempDir
    Path folder;

    /** Digits that are not in the test images. */
    private static Npz digits(int from, int count) {
        try (var _ = new Scope()) {
            return new SplitGallery("digits", Datasets.open("mnist").validation().images().narrow(0, from, count))
                    .all();
        }
    }

    private Path write(String name, Npz images) {
        images.write(folder.resolve(name));
        return folder.resolve(name);
    }

    private static byte[] floats(double... values) {
        var buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (double v : values) buffer.putFloat((float) v);
        return buffer.array();
    }

    private Path floats(String name, double[] values, long... shape) {
        Path file = folder.resolve(name);
        NpzArchive.write(file, Member.array("images", "<f4", out -> out.write(floats(values)), shape));
        return file;
    }

    private static double[] signed(Npz images) {
        double[] all = new double[images.pixels().length];
        for (int i = 0; i < all.length; i++) all[i] = (images.pixels()[i] & 255) / 127.5 - 1;
        return all;
    }

    /** 325,000 digits of zeros are 250 KB on the disk, and the time of a score grows with their square. */
    @Test
    void moreSamplesThanAnybodyScores() throws IOException {
        Path many = write("many.npz", new Npz(100_001, 1, 1, 1, new byte[100_001]));
        wrong("many.npz has 100,001 images. Unasked at most 100,000 are scored", "evaluate", many.toString());
        Path some = write("some.npz", digits(0, 60));
        wrong("--samples: expected a number from 1 to 60, the images of " + some + "; found 61", "evaluate",
                some.toString(), "--samples", "61");
        String real = write("real.npz", digits(1000, 100)).toString();
        Said first = ganvas("evaluate", some.toString(), "--samples", "50", "--reference", real, "--json"),
                whole = ganvas("evaluate", write("first.npz", digits(0, 50)).toString(), "--reference", real, "--json");
        assertThat(first.json().at("/images").asInt()).isEqualTo(50);
        assertThat(first.json().at("/scores")).isEqualTo(whole.json().at("/scores"));
    }

    /** The same digits as bytes, as floating numbers and as files have the same scores and one fingerprint. */
    @Test
    void samplesAndReferencesOfAnyKind() throws IOException {
        Npz digits = digits(0, 150), real = digits(1000, 200);
        Path bytes = write("bytes.npz", digits), floats = floats("floats.npz", signed(digits), 150, 1, 28, 28),
                reference = write("real.npz", real);
        Path pictures = Files.createDirectories(folder.resolve("pictures")),
                realFloats = floats("real-floats.npz", signed(real), 200, 28, 28);
        for (int i = 0; i < 150; i++) new Png(28, 28, 1, Arrays.copyOfRange(digits.pixels(), i * 784, (i + 1) * 784))
                .write(pictures.resolve("%03d.png".formatted(i)));

        JsonNode first = ganvas("evaluate", bytes.toString(), "--reference", reference.toString(), "--json").json();
        assertThat(first.at("/reference").asText()).isEqualTo("the pictures of " + reference);
        JsonNode fid = first.at("/scores/fid-judge-150");
        assertThat(fid.at("/value").asDouble()).isBetween(0.1, 20.0);
        assertThat(fid.at("/protocol/reference images").asInt()).isEqualTo(200);
        assertThat(fid.at("/protocol/latents").asText()).isEqualTo("unknown: the samples came from a file");
        assertThat(fid.at("/fingerprint").asText()).matches("[0-9a-f]{12}");

        Said second = ganvas("evaluate", floats.toString(), "--range=-1..1", "--layout", "nchw", "--reference",
                realFloats.toString(), "--reference-range", "-1..1", "--json");
        assertThat(second.code()).as(second.err()).isZero();
        JsonNode other = second.json().at("/scores/fid-judge-150");
        assertThat(other.at("/value")).isEqualTo(fid.at("/value"));
        assertThat(other.at("/protocol/quantisation").asText()).isEqualTo("float32 in -1..1, rounded to uint8");
        assertThat(other.at("/protocol/reference SHA-256")).isEqualTo(fid.at("/protocol/reference SHA-256"));
        assertThat(other.at("/fingerprint")).isEqualTo(fid.at("/fingerprint"));
        assertThat(other.at("/provenance/quantisation")).isEqualTo(other.at("/protocol/quantisation"));
        assertThat(other.at("/provenance/k").isMissingNode()).isTrue();

        Said third = ganvas("evaluate", pictures.toString(), "--reference", reference.toString());
        assertThat(third.code()).as(third.err()).isZero();
        assertThat(third.out()).contains("150 images of " + pictures + " against the pictures of " + reference)
                .contains("Fingerprint of the scores by judge: " + fid.at("/fingerprint").asText())
                .contains("fid-judge-150 ");
    }

    /**
     * It takes the place of the program's judge, and what it makes of the same images is not set beside what that made.
     */
    @Test
    void aJudgeOfOnesOwn() throws IOException {
        String samples = write("bytes.npz", digits(0, 150)).toString(),
                real = write("real.npz", digits(1000, 200)).toString();
        Dataset all = Datasets.open("mnist/0,6");
        Split few = new Split(all.train().images().narrow(0, 0, 250), all.train().labels().narrow(0, 0, 250));
        Path file = folder.resolve("own.safetensors");
        Judge judge = JudgeTraining.train(new Dataset(all.name(), all.classes(), all.sha256(), few, few, few), 1, 250,
                Device.CPU, _ -> {});
        judge.write(file);
        String own = file.toString();

        JsonNode json = ganvas("evaluate", samples, "--reference", real, "--judge", own, "--json").json(),
                usual = ganvas("evaluate", samples, "--reference", real, "--json").json();
        assertThat(json.at("/judge/from").asText()).isEqualTo(own);
        assertThat(json.at("/judge/sha256").asText()).isEqualTo(judge.sha256())
                .isEqualTo(json.at("/scores/fid-judge-150/protocol/judge SHA-256").asText());
        assertThat(json.at("/scores/recall/recipe").asText())
                .contains("The judge is own.safetensors (mnist/0,6, test accuracy ");
        assertThat(usual.at("/judge/from").asText()).isEqualTo("comes with the program");
        assertThat(usual.at("/scores/recall/fingerprint")).isNotEqualTo(json.at("/scores/recall/fingerprint"));
        assertThat(ganvas("judge", "show", own).out()).contains("class names          0, 6", judge.sha256());

        wrong("expected a judge of mnist, 1 x 28 x 28 (channels x height x width) in the classes 0, 1, 2, 3, 4, 5, 6, "
                + "7, 8, 9; found one of mnist, 1 x 28 x 28 in the classes 0, 6. 'ganvas judge train mnist --to FILE' "
                + "makes one", "evaluate", samples, "--judge", own);
        wrong("--judge belongs to --features judge", "evaluate", samples, "--features", "inception", "--judge", own);
        wrong("none.safetensors: expected weights of a judge, which 'ganvas judge train DATASET --to FILE' writes; "
                + "there is no such file",
                "evaluate", samples, "--judge", folder.resolve("none.safetensors").toString());
        Path png = folder.resolve("a.png");
        new Png(28, 28, 1, new byte[784]).write(png);
        wrong("a.png is not a whole safetensors file", "evaluate", samples, "--judge", png.toString());
        wrong("--judge cifar10: expected a dataset of this run (mnist)", "study", "run", "khanna-2020", "--judge",
                "cifar10=" + own);
        wrong("--features: expected judge or judge,inception; found 'fid'", "compare", "--features", "fid");
        wrong("--features inception takes weights that are not here; 'ganvas weights fetch inception' brings them",
                "compare", "--features", "judge,inception", "--cache", folder.resolve("cache").toString());
        wrong("x.pth: there is no such file", "study", "run", "khanna-2020", "--weights",
                folder.resolve("x.pth").toString());
    }

    @Test
    void contradictionsAreTold() throws IOException {
        Path bytes = write("bytes.npz", new Npz(120, 28, 28, 1, new byte[120 * 784]));
        double[] values = new double[120 * 784];
        values[784 * 3 + 28 * 2 + 1] = 1.5;
        String floats = floats("floats.npz", values, 120, 28, 28).toString(), b = bytes.toString();
        wrong("floats.npz: images holds float32, whose black and white are not known; found values from 0 to 1.5. "
                + "Say --range=0..1 or --range=-1..1",
                "evaluate", floats);
        wrong("found 1.5 at [n, h, w] = [3, 2, 1]", "evaluate", floats, "--range", "0..1");
        wrong("found values from 0 to 1.5. Say --reference-range=0..1", "evaluate", b, "--reference", floats);
        wrong("contradicts --range=-1..1", "evaluate", b, "--range=-1..1");
        wrong("--range: expected one of [0..1, -1..1, 0..255]", "evaluate", b, "--range=0..2");
        wrong("--layout: expected nhwc or nchw; found 'chw'", "evaluate", b, "--layout", "chw");
        wrong("--layout=nchw reads it as [N, C, H, W]", "evaluate",
                floats("nchw.npz", new double[5 * 3 * 64], 5, 3, 8, 8).toString(), "--range", "0..1");
        wrong("--reference stands in the place of --dataset", "evaluate", b, "--reference", b, "--dataset", "mnist");
        wrong("--reference-range and --reference-layout belong to --reference", "evaluate", b,
                "--reference-range=0..1");
        wrong("--split: expected test or train; found 'validation'", "evaluate", b, "--features", "inception",
                "--split", "validation");
        wrong("the judge has seen the training images", "evaluate", b, "--split", "train");
        wrong("--save-stats belongs to --features inception", "evaluate", b, "--save-stats",
                folder.resolve("s.npz").toString());
        wrong("expected a file in a folder that can be written", "evaluate", b, "--features", "inception",
                "--save-stats", folder.toString());
        wrong("bytes.npz: its 120 pictures are all the same", "evaluate", b, "--reference", b);
        wrong("few.npz: expected at least 100 pictures to measure against; found 1", "evaluate", b, "--reference",
                write("few.npz", new Npz(1, 28, 28, 1, new byte[784])).toString());
        Path run = Files.createDirectories(folder.resolve("run/runs")).getParent();
        wrong("is a run, whose samples are uint8", "evaluate", run.toString(), "--range=0..1");

        Path mixed = Files.createDirectories(folder.resolve("mixed"));
        new Png(2, 2, 1, new byte[4]).write(mixed.resolve("a.png"));
        new Png(2, 3, 1, new byte[6]).write(mixed.resolve("b.png"));
        wrong("a.png is 2 × 2 (height × width), " + mixed.resolve("b.png") + " is 2 × 3; expected pictures of one size",
                "evaluate", mixed.toString());
        wrong("is a folder of pictures, 0 to 255, which contradicts --range=0..1", "evaluate", mixed.toString(),
                "--range", "0..1");
        Path several = folder.resolve("several.npz");
        NpzArchive.write(several, Member.array("a", "|u1", out -> out.write(1), 1, 1, 1),
                Member.array("b", "|u1", out -> out.write(1), 1, 1, 1));
        wrong("expected an array named arr_0 (numpy.savez(file, images)) or a single one; found [a, b]", "evaluate",
                several.toString());
    }

    @Test
    void samplesThatAreAllTheSameAreMeasuredAndSaid() {
        Path blank = write("blank.npz", new Npz(120, 28, 28, 1, new byte[120 * 784])),
                real = write("real.npz", digits(0, 150));
        Said said = ganvas("evaluate", blank.toString(), "--reference", real.toString());
        assertThat(said.code()).isZero();
        assertThat(said.err()).contains("blank.npz: all 120 pictures are the same");
        assertThat(said.out()).contains("Not measured: sharpness: these images give no number")
                .containsPattern("recall +0\\.0000");
    }

    /** Nothing is computed for what cannot be; what can be is. */
    @Test
    void withoutWeights() {
        String samples = write("digits.npz", digits(0, 120)).toString(),
                real = write("real.npz", digits(1000, 100)).toString(), cache = folder.resolve("cache").toString();
        Said said = ganvas("evaluate", samples, "--features", "inception", "--cache", cache);
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out().lines()).as("one sentence for all").singleElement().asString()
                .startsWith("Not measured: fid, ").endsWith(
                        ": they need weights that are not here; 'ganvas weights fetch inception' brings them");
        Metrics.OF_INCEPTION.forEach(m -> assertThat(said.out()).contains(m.info().name()));
        Said both = ganvas("evaluate", samples, "--features", "judge,inception", "--reference", real, "--cache", cache);
        assertThat(both.code()).as(both.err()).isZero();
        assertThat(both.out()).contains("fid-judge-120 ", "Not measured: fid, ");
        wrong("there is no such file. 'ganvas weights fetch inception' brings the weights", "evaluate", samples,
                "--features", "inception", "--weights", folder.resolve("x").toString());
    }

    /**
     * Colour pictures against statistics that some other program has written: FID, and the inception score,
     * which needs no reference.
     */
    @Test
    void againstStatistics() throws IOException {
        int f = 2048;
        double[] identity = new double[f * f];
        for (int i = 0; i < f; i++) identity[i * (f + 1)] = 1;
        Path statistics = folder.resolve("theirs.npz");
        NpzArchive.write(statistics, Member.array("mu", "<f4", out -> out.write(floats(new double[f])), f),
                Member.array("sigma", "<f4", out -> out.write(floats(identity)), f, f));
        byte[] noise = new byte[100 * 9 * 7 * 3];
        new Random(1).nextBytes(noise);
        Path samples = write("noise.npz", new Npz(100, 9, 7, 3, noise)),
                weights = FormulaFile.write(folder.resolve("w.safetensors"));

        var command = new ArrayList<>(
                List.of("evaluate", samples.toString(), "--reference", statistics.toString(), "--weights",
                        weights.toString(), "--cache", folder.resolve("cache").toString(), "--json", "--features"));
        Said judge = ganvas("evaluate", samples.toString(), "--reference", statistics.toString());
        assertThat(judge.code()).isEqualTo(2);
        assertThat(judge.err()).contains("holds statistics of the Inception network's features and no pictures");
        command.add("judge,inception");
        Said said = ganvas(command.toArray(String[]::new));
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.err()).contains("does not say under which protocol and in which weights it was made",
                "Inception reads the samples …");
        JsonNode json = said.json();
        assertThat(json.get("scores").fieldNames()).toIterable().containsExactly("fid-100", "is-100");
        // Features of a picture are of a mean and a spread that are not 0 and 1.
        assertThat(json.at("/scores/fid-100/value").asDouble()).isGreaterThan(1000);
        assertThat(json.at("/scores/fid-100/protocol/reference protocol").asText())
                .isEqualTo("not known: the statistics' file does not say");
        assertThat(json.at("/scores/fid-100/protocol/statistics SHA-256").asText()).hasSize(64);
        assertThat(json.get("notMeasured")).hasSize(Metrics.ALL.size() + 5).anySatisfy(
                n -> assertThat(n.asText()).isEqualTo(
                        "kid-100: it needs the reference's pictures; there is only their mean and covariance"));
    }

    @Test
    void helpAndDoctorTellOfReferences() {
        assertThat(ganvas("evaluate", "--help").out()).contains("--range=-1..1", "--reference", "--save-stats",
                "--split");
        assertThat(ganvas("doctor").out())
                .containsPattern("data cache .*weights [\\d,]+ MB, features of reference pictures [\\d,]+ MB");
    }

    /**
     * Colour pictures in folders, one of them behind a link: the judge that reads such pictures is taken, and
     * none of them is turned grey.
     */
    @Test
    void coloursInFolders() throws IOException {
        Path real = colours("real", 1), mine = colours("mine", 2),
                link = Files.createSymbolicLink(folder.resolve("link"), mine);
        Files.createDirectory(real.resolve(".thumbnails"));
        new Png(8, 8, 3, new byte[192]).write(real.resolve(".thumbnails/a.png"));
        JsonNode said = ganvas("evaluate", link.toString(), "--reference", real.toString(), "--json").json();
        assertThat(said.at("/judge/what").asText()).startsWith("cifar10");
        assertThat(said.at("/images").asInt()).isEqualTo(120);
    }

    private Path colours(String name, long seed) {
        byte[] pixels = new byte[120 * 32 * 32 * 3];
        new Random(seed).nextBytes(pixels);
        Samples.writeFolder(new Npz(120, 32, 32, 3, pixels), folder.resolve(name));
        return folder.resolve(name);
    }
}
