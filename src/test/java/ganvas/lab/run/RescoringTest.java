package ganvas.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ganvas.data.Dataset;
import ganvas.data.Datasets;
import ganvas.data.Split;
import ganvas.file.Json;
import ganvas.file.Npz;
import ganvas.lab.Compute;
import ganvas.lab.LabProgress;
import ganvas.metric.judge.JudgeTraining;
import ganvas.problem.Problem;
import ganvas.result.Provenance;
import ganvas.result.RunFolder;
import ganvas.result.SampleLabels;
import ganvas.result.ScoreLine;
import ganvas.study.Study;
import ganvas.study.StudyArm;
import ganvas.torch.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose samples, scores and checkpoints belong together pass; what was altered by a digit or a pixel is named. */
class RescoringTest {
    private static final String GAN = "gan, seed 0: ";
    private static Dataset data;

    @TempDir
    static Path made;

    @TempDir
    Path out;

    private final List<String> told = new ArrayList<>();

    @BeforeAll
    static void run() {
        Dataset all = Datasets.open("mnist/0,6");
        data = new Dataset(all.name(), all.classes(), all.sha256(), first(all.train()), first(all.validation()),
                first(all.test()));
        List<StudyArm> arms = List.of(new StudyArm("gan", "gan", "khanna-2020/gan", 256, Map.of()),
                new StudyArm("vae", "vae", "khanna-2020/vae", 256, Map.of()));
        var study = new Study("two", "./ganvas study run two", Lab.describe(data), arms, List.of(0L), List.of());
        assertThat(new Lab(made, study, data, Compute.of("cpu", "fp32", 1, 1e9), 100, LabProgress.SILENT).run(() -> {}))
                .isTrue();
    }

    private static Split first(Split split) {
        return new Split(split.images().narrow(0, 0, 300), split.labels().narrow(0, 0, 300));
    }

    @BeforeEach
    void copy() throws IOException {
        try (var files = Files.walk(made)) {
            for (Path from : files.filter(Files::isRegularFile).toList()) {
                Path to = out.resolve(made.relativize(from));
                Files.createDirectories(to.getParent());
                Files.copy(from, to);
            }
        }
    }

    private List<String> differences() {
        return differences(data, Map.of());
    }

    private List<String> differences(Dataset data, Map<String, Path> judges) {
        return new Rescoring(out, Study.read(out), List.of(data), judges, LabProgress.SILENT).differences(told::add);
    }

    private RunFolder gan() {
        return RunFolder.of(out, "gan", 0);
    }

    /** Writes another value and another lower end into the first of the scores. */
    private void alter(double value, Double low) {
        var lines = new ArrayList<>(gan().readScores());
        ScoreLine l = lines.getFirst();
        lines.set(0, new ScoreLine(l.name(), l.label(), value, low, l.high(), l.question(), l.better(), l.unit(),
                l.recipe(), l.protocol()));
        gan().writeScores(lines);
    }

    private void madeElsewhere() {
        Provenance p = Json.read(gan().provenance(), Provenance.class);
        Json.write(gan().provenance(),
                new Provenance(p.ganvas(), p.commit(), p.command(), p.started(), p.jdk(), p.os(), "another processor",
                        p.cores(), p.libtorch(), p.device(), p.precision(), p.threads(), p.dataset(), p.datasetSha256(),
                        p.seed(), p.resumed(), p.rolledBack()));
    }

    @Test
    void whatBelongsTogetherPassesToTheLastBit() {
        assertThat(differences()).isEmpty();
        assertThat(told).hasSize(2)
                .allMatch(s -> s.matches("(gan|vae), seed 0: \\d\\d scores, the same to the last bit"));
    }

    @Test
    void aDigitMattersHereAndFarFromItElsewhere() {
        ScoreLine fid = gan().readScores().getFirst();
        double digit = Math.nextUp(fid.value());
        alter(digit, fid.low());
        assertThat(differences()).containsExactly(
                GAN + "scores.jsonl: fid-judge-100.value: %s there, %s from the samples and the checkpoint"
                        .formatted(digit, fid.value()));
        madeElsewhere();
        assertThat(differences()).isEmpty();
        assertThat(told)
                .anyMatch(s -> s.startsWith(GAN) && s.contains("of a value apart (fid-judge-100); of another machine"));
        double half = (fid.high() - fid.low()) / 2;
        alter(fid.value() + 0.1 * half, fid.low() + 0.1 * half);
        assertThat(differences()).hasSize(2)
                .allMatch(d -> d.matches(GAN + "scores.jsonl: fid-judge-100.(value|low): .*"));
    }

    @Test
    void aPixelMatters() throws IOException {
        Npz samples = Npz.read(gan().samples());
        samples.pixels()[5 * 784 + 400] ^= 0x40;
        samples.write(gan().samples());
        assertThat(differences()).first().isEqualTo(GAN
                + "samples.npz: 1 values are not what the checkpoint draws, the first in image 5; "
                + "the largest difference is 64 of 255");
        madeElsewhere();
        assertThat(differences()).first().asString().startsWith(GAN + "samples.npz: 1 values");
    }

    @Test
    void linesAndLabelsThatNobodyMeasured() {
        var lines = new ArrayList<>(gan().readScores());
        ScoreLine gone = lines.removeLast(), twice = lines.getFirst();
        lines.add(twice);
        lines.add(new ScoreLine("fid-100", "FID", 7, null, null, "good", "lower", "", "", Map.of()));
        lines.add(new ScoreLine("beauty", "Beauty", 1, null, null, "good", "higher", "", "", Map.of()));
        gan().writeScores(lines);
        SampleLabels labels = Json.read(gan().labels(), SampleLabels.class);
        labels.label()[3] ^= 1;
        Json.write(gan().labels(), labels);
        assertThat(differences()).hasSize(4)
                .anyMatch(d -> d.equals(GAN + "scores.jsonl: " + twice.name() + " is there twice"))
                .anyMatch(d -> d.startsWith(GAN + "scores.jsonl: " + gone.name() + ": nothing there, "))
                .anyMatch(d -> d
                        .equals(GAN + "scores.jsonl: beauty: 1.0 there, nothing from the samples and the checkpoint"))
                .anyMatch(d -> d.startsWith(GAN + "labels.json: label[3]: "));
        assertThat(told).anyMatch(s -> s.endsWith("not scored again, for they take the Inception network: fid-100"));
    }

    @Test
    void whatIsMissingIsSaid() throws IOException {
        Files.delete(gan().checkpoint());
        Files.delete(RunFolder.of(out, "vae", 0).samples());
        assertThat(differences()).hasSize(2)
                .anyMatch(d -> d.startsWith(GAN + "cannot be scored again: ") && d.contains("there is no checkpoint"))
                .anyMatch(d -> d.startsWith("vae, seed 0: cannot be scored again: ")
                        && d.contains("samples.npz: there is no such file"));
        Files.delete(gan().scores());
        Files.delete(RunFolder.of(out, "vae", 0).scores());
        assertThat(differences()).isEmpty();
        assertThat(told).contains(GAN + "it has no scores");
    }

    @Test
    void otherPicturesAnotherJudgeAndAnotherRunAreRefused() throws IOException {
        Dataset others = new Dataset(data.name(), data.classes(), "0", data.train(), data.validation(), data.test());
        assertThatThrownBy(() -> differences(others, Map.of())).isInstanceOf(Problem.class)
                .hasMessageContaining("expected the pictures of the study").hasMessageContaining("--data mnist=WHERE");
        Path own = out.resolve("mine.safetensors");
        JudgeTraining.train(data, 1, 1000, Device.CPU, _ -> {}).write(own);
        assertThat(differences(data, Map.of(data.name(), own))).hasSize(2)
                .allMatch(d -> d.contains("was scored by another judge") && d.contains("--judge mnist=FILE"));
        Files.copy(RunFolder.of(out, "vae", 0).settings(), gan().settings(),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(differences()).singleElement().asString().startsWith(GAN + "cannot be scored again: ")
                .contains("is not a run of this study: arm was vae and is now gan");
    }
}
