package ganvas.lab;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ganvas.result.Json;
import ganvas.result.Problem;
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

    /** A run that was begun before a model had some setting goes on, for its default is what it did then; with another value it is another run. */
    @Test
    void newSettingsAreAtTheirDefaultsInOldRuns() throws Exception {
        Map<String, Object> now = Zoo.get("khanna-2020/gan").resolve(Map.of());
        var then = new LinkedHashMap<>(now);
        then.keySet().removeAll(java.util.List.of("ema", "clip-norm", "diffaugment"));
        var folder = new RunFolder(path);
        Files.createDirectories(folder.settings().getParent());
        Json.write(folder.settings(), settings(then));

        Trainer.claim(folder, settings(now));
        assertThatThrownBy(() -> Trainer.claim(folder, settings(Zoo.get("khanna-2020/gan").resolve(Map.of("ema", "0.9", "rate", "0.001")))))
                .isInstanceOf(Problem.class).hasMessageContaining("ema was 0.0 and is now 0.9").hasMessageContaining("rate was 2.0E-4 and is now 0.001");
    }
}
