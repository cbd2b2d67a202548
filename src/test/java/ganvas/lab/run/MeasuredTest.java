package ganvas.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ganvas.data.Dataset;
import ganvas.data.Datasets;
import ganvas.data.Split;
import ganvas.lab.Compute;
import ganvas.lab.LabProgress;
import ganvas.problem.Problem;
import ganvas.result.RunFolder;
import ganvas.study.Study;
import ganvas.study.StudyArm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What becomes of a run between its training and its scores: nothing else than what was trained is measured, and
 * nothing is begun in a vanished one's place.
 */
class MeasuredTest {
    private static final Dataset MNIST = few(Datasets.open("mnist"));

    private static Dataset few(Dataset all) {
        return new Dataset(all.name(), all.classes(), all.sha256(), all.train(), first(all.validation()),
                first(all.test()));
    }

    private static Split first(Split split) {
        return new Split(split.images().narrow(0, 0, 1000), split.labels().narrow(0, 0, 1000));
    }

    @TempDir
    Path folder;
    private Path away;
    private RunFolder run;

    @BeforeEach
    void name() {
        away = folder.resolve("away");
        run = RunFolder.of(folder.resolve("out"), "first", 3);
    }

    /**
     * Two arms, of which the second is never measured.
     *
     * @param vanishesAt the first run's folder is moved away before the work of this name; empty for never
     */
    private void study(String vanishesAt) {
        var progress = new LabProgress() {
            @Override
            public void begin(String what, long total) {
                if (what.startsWith("scoring second")) throw new IllegalStateException("the first is measured");
                if (!vanishesAt.isEmpty() && what.startsWith(vanishesAt)) move(run.root(), away);
            }
            @Override
            public void at(long images, double imagesPerSecond) {}
            @Override
            public void losses(Map<String, Double> means) {}
            @Override
            public void end() {}
            @Override
            public void say(String sentence) {}
        };
        var arms = List.of(arm("first"), arm("second"));
        var study = new Study("two", "test", Lab.describe(MNIST), arms, List.of(3L), List.of());
        new Lab(folder.resolve("out"), study, MNIST, Compute.of("cpu", "fp32", 0, 0), 100, progress).run(() -> {});
    }

    private static StudyArm arm(String name) {
        return new StudyArm(name, "vae", "khanna-2020/vae", 200, Map.of("batch", 20));
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatVanishedOrIsDamagedIsNotMeasured() throws IOException {
        for (String moment : List.of("second (", "scoring first")) {
            assertThatThrownBy(() -> study(moment)).as(moment).isInstanceOf(Problem.class)
                    .hasMessageContaining(run.root() + " is gone: the folder was moved or deleted");
            assertThat(run.root()).as("nothing is begun in its place").doesNotExist();
            move(away, run.root());
        }
        byte[] samples = Files.readAllBytes(run.samples());
        Files.delete(run.samples());
        byte[] state = Files.readAllBytes(run.checkpoint());
        state[state.length / 2] ^= 1;
        Files.write(run.checkpoint(), state);
        assertThatThrownBy(() -> study("")).isInstanceOf(Problem.class)
                .hasMessageContainingAll(
                        "expected the state after 200 images; its last checkpoint is damaged, "
                                + "and the one before is of 180. Delete "
                                + run.outcome());
        assertThat(run.samples()).doesNotExist();
        assertThat(run.scores()).doesNotExist();

        Files.delete(run.outcome());
        assertThatThrownBy(() -> study("")).hasMessage("the first is measured");
        assertThat(run.scores()).exists();
        assertThat(run.samples()).hasBinaryContent(samples);
    }
}
