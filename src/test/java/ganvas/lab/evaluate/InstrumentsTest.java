package ganvas.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ganvas.data.Dataset;
import ganvas.data.Datasets;
import ganvas.data.Split;
import ganvas.file.Json;
import ganvas.lab.Compute;
import ganvas.lab.LabProgress;
import ganvas.lab.run.Lab;
import ganvas.metric.judge.Judge;
import ganvas.metric.judge.JudgeTraining;
import ganvas.metric.score.Scores;
import ganvas.problem.Problem;
import ganvas.report.Report;
import ganvas.result.RunFolder;
import ganvas.result.SampleLabels;
import ganvas.result.ScoreLine;
import ganvas.result.Summary;
import ganvas.study.Bounds;
import ganvas.study.Claim;
import ganvas.study.ClaimCheck;
import ganvas.study.Study;
import ganvas.study.StudyArm;
import ganvas.torch.Device;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A study by a judge of one's own, and with scores in the Inception network, which here is made up: the real one reads
 * some twenty images a second.
 */
class InstrumentsTest {
    private static final Compute CPU = Compute.of("cpu", "fp32", 0, 1e9);
    private static final String WHY = "these images give no number (NaN); are they all blank?";

    @TempDir
    Path folder;

    private final List<String> read = new ArrayList<>();
    private final InceptionMeter meter = (data, samples, origin, progress) -> {
        read.add("%d of %s".formatted(samples.count(), data.name()));
        return new Scores(
                List.of(new ScoreLine("fid-100", "FID", 7, 6.0, 8.0, "good", "lower", "", "Made up.",
                        Map.of("latents", origin.latents()))),
                List.of("is-100: " + WHY), new SampleLabels(new int[0], new double[0]));
    };

    private static Dataset few() {
        Dataset all = Datasets.open("mnist/0,6");
        return new Dataset(all.name(), all.classes(), all.sha256(), first(all.train()), first(all.validation()),
                first(all.test()));
    }

    private static Split first(Split split) {
        return new Split(split.images().narrow(0, 0, 300), split.labels().narrow(0, 0, 300));
    }

    private static StudyArm arm(String name) {
        return new StudyArm(name, "vae", "khanna-2020/vae", 256, Map.of());
    }

    @Test
    void finishedRunsAreReadOnceAndByOneJudge() throws Exception {
        Dataset data = few();
        Path out = folder.resolve("out"), file = folder.resolve("mine.safetensors");
        Judge own = JudgeTraining.train(data, 1, 1000, Device.CPU, _ -> {});
        own.write(file);
        var check = new ClaimCheck.Threshold("fid-100", List.of("asked"), Bounds.upTo(10.0));
        Study study = new Study("own", "./ganvas study run own", Lab.describe(data),
                List.of(arm("asked"), arm("other")), List.of(0L), List.of())
                .withClaims(List.of(new Claim("near", "It is near.", "", "FID", List.of(check))));
        assertThat(InceptionScores.asked(study, 100)).containsExactly("asked");
        assertThat(InceptionScores.asked(study, 10_000)).isEmpty();
        var judges = Map.of(data.name(), file);
        RunFolder asked = RunFolder.of(out, "asked", 0), other = RunFolder.of(out, "other", 0);

        run(out, study, data, new Instruments(100, judges, Optional.empty(), false));
        List<ScoreLine> before = asked.readScores();
        assertThat(before).anySatisfy(
                l -> assertThat(l.recipe()).contains("The judge is mine.safetensors (mnist/0,6, test accuracy "));
        assertThat(before.stream().map(l -> l.protocol().get("judge SHA-256")).filter(s -> s != null).distinct())
                .containsExactly(own.sha256());
        assertThat(Files.readString(Report.write(out)).contains("Own, trained on mnist/0,6, test accuracy"))
                .as("the page says whose judge").isTrue();

        // The weights came later: what is finished is measured, and the other scores stay.
        run(out, study, data, new Instruments(100, judges, Optional.of(meter), false));
        assertThat(read).containsExactly("100 of mnist/0,6");
        assertThat(asked.readScores()).startsWith(before.toArray(ScoreLine[]::new)).hasSize(before.size() + 1).last()
                .satisfies(l -> assertThat(l.protocol()).containsEntry("latents", "seed 0"));
        run(out, study, data, new Instruments(100, judges, Optional.of(meter), false));
        assertThat(read).as("once").hasSize(1);
        assertThat(other.readScores()).noneMatch(l -> l.name().equals("fid-100"));
        Report.write(out);
        Summary summary = Json.read(Study.summary(out), Summary.class);
        assertThat(summary.arms().get("asked").scores().get("fid-100").mean()).isEqualTo(7);
        assertThat(summary.notMeasured()).contains("`is-100` of asked: " + WHY);
        assertThat(Files.readString(Study.report(out))).as("claims of a study that is no paper's")
                .contains("What is claimed", "It is near.", "id=\"claim-near\"");
        assertThatThrownBy(() -> run(out, study, data, new Instruments(150, judges, Optional.of(meter), false)))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("was scored on 100 samples; asked for are 150");
        run(out, study, data, new Instruments(100, judges, Optional.of(meter), true));
        assertThat(read).as("every arm, where that is asked").hasSize(2);
        assertThat(other.readScores()).anyMatch(l -> l.name().equals("fid-100"));

        // By the program's judge only what is whole: with a run to be scored the two would not compare.
        run(out, study, data, Instruments.of(100));
        Files.delete(other.scores());
        assertThatThrownBy(() -> run(out, study, data, Instruments.of(100))).isInstanceOf(Problem.class)
                .hasMessageContaining(asked.root() + " was scored by another judge (SHA-256 " + own.sha256());
        assertThat(other.scores()).doesNotExist();
    }

    private static void run(Path out, Study study, Dataset data, Instruments with) {
        assertThat(new Lab(out, study, List.of(data), CPU, with, LabProgress.SILENT).run(() -> {})).isTrue();
    }
}
