package ganvas.lab.run;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ganvas.data.Dataset;
import ganvas.data.Datasets;
import ganvas.file.Json;
import ganvas.problem.Problem;
import ganvas.result.Provenance;
import ganvas.result.RunFolder;
import ganvas.result.Settings;
import ganvas.zoo.Zoo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerClaimTest {
    @TempDir
    Path path;

    private static Settings settings(Map<String, Object> values) {
        return new Settings("gan", "khanna-2020/gan", "gan", "mnist", 0, 1000, "cpu", "fp32", 2, values, Map.of());
    }

    /**
     * A run that was begun before a model had some setting goes on, for its default is what it did then; with another
     * value it is another run.
     */
    @Test
    void newSettingsAreAtTheirDefaultsInOldRuns() throws Exception {
        Map<String, Object> now = Zoo.get("khanna-2020/gan").resolve(Map.of());
        var then = new LinkedHashMap<>(now);
        then.keySet().removeAll(java.util.List.of("ema", "clip-norm", "diffaugment"));
        var folder = new RunFolder(path);
        Files.createDirectories(folder.settings().getParent());
        Json.write(folder.settings(), settings(then));
        Files.createFile(folder.stats());

        Dataset data = Datasets.open("mnist");
        Trainer.claim(folder, settings(now), data);
        assertThatThrownBy(() -> Trainer.claim(folder,
                settings(Zoo.get("khanna-2020/gan").resolve(Map.of("ema", "0.9", "rate", "0.001"))), data))
                .isInstanceOf(Problem.class).hasMessageContaining("ema was 0.0 and is now 0.9")
                .hasMessageContaining("rate was 2.0E-4 and is now 0.001");
    }

    /** Pictures are known by their content: they may lie elsewhere, and may not be others. */
    @Test
    void aRunGoesOnWithTheSamePicturesAlone() throws Exception {
        Dataset data = Datasets.open("mnist");
        Map<String, Object> values = Zoo.get("khanna-2020/gan").resolve(Map.of());
        var folder = new RunFolder(path);
        Files.createDirectories(folder.settings().getParent());
        Settings now = settings(values), moved = new Settings("gan", now.model(), "gan", "mnist:/elsewhere", 0, 1000,
                "cpu", "fp32", 2, values, Map.of());
        Json.write(folder.settings(), moved);
        Files.createFile(folder.stats());
        Json.write(folder.provenance(), new Provenance("", "", "", "", "", "", "", 1, "", "cpu", "fp32", 2,
                "mnist:/elsewhere", data.sha256(), 0, java.util.List.of(), null));
        Trainer.claim(folder, now, data);
        Dataset others = new Dataset("mnist", data.classes(), "abc", data.train(), data.validation(), data.test());
        assertThatThrownBy(() -> Trainer.claim(folder, now, others)).isInstanceOf(Problem.class)
                .hasMessageContaining("the pictures of mnist had the SHA-256 " + data.sha256() + " and now have abc");
    }
}
