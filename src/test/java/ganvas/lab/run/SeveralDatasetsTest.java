package ganvas.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import ganvas.data.Dataset;
import ganvas.data.Datasets;
import ganvas.data.Split;
import ganvas.file.Json;
import ganvas.lab.Compute;
import ganvas.lab.LabProgress;
import ganvas.report.Report;
import ganvas.result.RunFolder;
import ganvas.result.ScoreLine;
import ganvas.result.Settings;
import ganvas.result.Summary;
import ganvas.study.Study;
import ganvas.study.StudyArm;
import ganvas.verdict.ResultFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One study, two datasets: each run is trained on, scored against and shown beside the images of its own. */
class SeveralDatasetsTest {
    @TempDir
    Path out;

    private static Dataset few(String name) {
        Dataset all = Datasets.open(name);
        return new Dataset(all.name(), all.classes(), all.sha256(), all.train(), first(all.validation()),
                first(all.test()));
    }

    private static Split first(Split split) {
        return new Split(split.images().narrow(0, 0, 400), split.labels().narrow(0, 0, 400));
    }

    private static StudyArm arm(String name, String dataset) {
        return new StudyArm(name, "vae", "khanna-2020/vae", 256, Map.of()).on(dataset);
    }

    @Test
    void eachRunKnowsItsOwnDatasetAlone() throws Exception {
        Dataset oval = few("mnist/0,6"), line = few("mnist/1,7");
        var study = new Study("two", "./ganvas study run two",
                List.of(Lab.describe(oval), Lab.describe(line)),
                List.of(arm("ovals", "mnist/0,6"), arm("lines", "mnist/1,7")), List.of(0L), List.of());
        var lab = new Lab(out, study, List.of(oval, line), Compute.of("cpu", "fp32", 0, 1e9), 100, LabProgress.SILENT);
        assertThat(lab.run(() -> {})).isTrue();

        for (StudyArm arm : study.arms()) {
            RunFolder run = RunFolder.of(out, arm.name(), 0);
            Summary.DatasetInfo own = study.dataset(arm);
            assertThat(Json.read(run.settings(), Settings.class).dataset()).isEqualTo(own.name());
            Set<Object> scoredAgainst = run.readScores().stream().map(ScoreLine::protocol)
                    .map(p -> p.getOrDefault("dataset SHA-256", own.sha256()))
                    .collect(Collectors.toSet());
            assertThat(scoredAgainst).containsExactly(own.sha256());
            assertThat(study.reference(out, own).resolve("real.npz")).exists();
        }
        assertThat(Files.readAllBytes(study.reference(out, study.datasets().get(0)).resolve("real.npz")))
                .isNotEqualTo(Files.readAllBytes(study.reference(out, study.datasets().get(1)).resolve("real.npz")));

        String page = Files.readString(Report.write(out));
        assertThat(page).contains("Scores: MNIST (0, 6)", "Scores: MNIST (1, 7)");
        assertThat(Json.read(Study.summary(out), Summary.class).findings()).isEmpty();
        Path kept = out.resolve("kept.json");
        assertThat(ResultFile.write(out, kept).arms().get("lines").dataset()).isEqualTo("mnist/1,7");

        FileTime before = Files.getLastModifiedTime(RunFolder.of(out, "lines", 0).checkpoint());
        assertThat(new Lab(out, study, List.of(oval, line), Compute.of("cpu", "fp32", 0, 1e9), 100, LabProgress.SILENT)
                .run(() -> {})).isTrue();
        assertThat(Files.getLastModifiedTime(RunFolder.of(out, "lines", 0).checkpoint())).as("nothing is trained again")
                .isEqualTo(before);
    }
}
