package ganvas.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ganvas.cli.Studies;
import ganvas.data.Dataset;
import ganvas.data.Datasets;
import ganvas.data.Split;
import ganvas.file.Json;
import ganvas.lab.Compute;
import ganvas.lab.LabProgress;
import ganvas.report.Report;
import ganvas.result.RunFolder;
import ganvas.result.Summary;
import ganvas.study.ClaimCheck;
import ganvas.study.Study;
import ganvas.study.StudyFile;
import ganvas.study.StudyFiles;
import ganvas.verdict.ResultFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Each paper's study from its file to its page, a few batches long. */
class StudySmokeTest {
    private static final Dataset MNIST = few(Datasets.open("mnist"));
    /** Those on MNIST; the other has a test of its own. */
    static final List<String> NAMES = StudyFiles.PACKAGED.stream().filter(n -> !n.equals("hinrichsen-2023")).toList();

    /** All of train, and a twentieth of what is measured on. */
    private static Dataset few(Dataset all) {
        return new Dataset(all.name(), all.classes(), all.sha256(), all.train(), first(all.validation()),
                first(all.test()));
    }

    private static Split first(Split split) {
        return new Split(split.images().narrow(0, 0, 500), split.labels().narrow(0, 0, 500));
    }

    @TempDir
    Path out;

    @ParameterizedTest
    @FieldSource("NAMES")
    void aStudyRunsToItsPage(String name) throws Exception {
        Study study = Studies.resolve(name, StudyFile.SMOKE, List.of(0L), Lab.describe(MNIST));
        assertThat(lab(study).run(() -> {})).isTrue();
        String page = Files.readString(Report.write(out));
        Summary summary = Json.read(Study.summary(out), Summary.class);

        assertThat(summary.arms().values()).allMatch(a -> a.status().equals("done"));
        assertThat(summary.claims()).hasSameSizeAs(study.claims());
        for (int i = 0; i < study.claims().size(); i++) {
            boolean facts = study.claims().get(i).checks().stream().allMatch(c -> c instanceof ClaimCheck.Count);
            // One seed decides nothing; a printed number needs none.
            assertThat(summary.claims().get(i).verdict()).as(study.claims().get(i).id())
                    .isEqualTo(facts ? "holds" : "undecided");
        }
        study.figures().forEach(f -> assertThat(page).contains(f.title().replace("'", "&#x27;")));
        assertThat(page).contains("not evidence");
        assertThat(page.length()).isLessThan(3_000_000);
    }

    @Test
    void whatIsFinishedIsNotTrainedAgainAndOtherSettingsAreRefused() throws Exception {
        Study study = Studies.resolve("khanna-2020", StudyFile.SMOKE, List.of(0L), Lab.describe(MNIST));
        lab(study).run(() -> {});
        Path checkpoint = RunFolder.of(out, "gan", 0).checkpoint();
        FileTime before = Files.getLastModifiedTime(checkpoint);
        Study longer = Studies.resolve("khanna-2020", StudyFile.SMOKE, List.of(0L, 1L), Lab.describe(MNIST));
        lab(longer).run(() -> {});
        assertThat(Files.getLastModifiedTime(checkpoint)).isEqualTo(before);
        assertThat(RunFolder.of(out, "gan", 1).scores()).exists();

        Path kept = out.resolve("kept").resolve("khanna.json"), page = out.resolve("all.html");
        Report.write(out);
        assertThat(Studies.ganvas("study", "keep", out.toString(), "--to", kept.toString())).isZero();
        ResultFile result = ResultFile.read(kept);
        assertThat(result.claims()).hasSize(longer.claims().size());
        assertThat(result.arms()).containsOnlyKeys("gan", "vae", "gan-strong", "gan-vanishing", "gan-saturating");
        assertThat(Files.size(kept)).isLessThan(100_000);
        assertThat(Studies.ganvas("study", "overview", out.toString(), kept.toString(), "--to", page.toString()))
                .isZero();
        assertThat(Files.readString(page)).contains("khanna-2020").contains("undecided");
        assertThat(Studies.ganvas("study", "overview", out.resolve("nothing").toString())).isEqualTo(2);

        var other = new Lab(out, study, MNIST, Compute.of("cpu", "bf16", 0, 1e9), 100, LabProgress.SILENT);
        assertThatThrownBy(() -> other.run(() -> {})).hasMessageContaining("precision was fp32 and is now bf16")
                .hasMessageContaining("--fresh");
        assertThat(Files.getLastModifiedTime(checkpoint)).isEqualTo(before);
    }

    private Lab lab(Study study) {
        return new Lab(out, study, MNIST, Compute.of("cpu", "fp32", 0, 1e9), 100, LabProgress.SILENT);
    }
}
