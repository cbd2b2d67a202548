package ganvas.lab.run;

import ganvas.data.Dataset;
import ganvas.file.Json;
import ganvas.result.Provenance;
import ganvas.result.RunFolder;
import ganvas.result.Settings;
import ganvas.zoo.Zoo;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a run folder says of its run, held against the settings and the pictures that are asked for. */
final class RecordedRun {
    private RecordedRun() {}

    /** What differs, a clause each; none where there is no run. Where the pictures lie is no setting. */
    static List<String> differences(RunFolder folder, Settings settings, Dataset data) {
        if (!Files.exists(folder.settings())) return List.of();
        Map<?, ?> before = tree(completed(Json.read(folder.settings(), Settings.class)));
        Map<?, ?> now = tree(settings);
        var differences = new ArrayList<String>();
        now.forEach((key, value) -> {
            if (key.equals("changed")
                    || key.equals("dataset") && withoutPlace(value).equals(withoutPlace(before.get(key))))
                return;
            if (value instanceof Map<?, ?> values && before.get(key) instanceof Map<?, ?> old) {
                values.forEach((k, v) -> {
                    if (!v.equals(old.get(k))) differences.add("%s was %s and is now %s".formatted(k, old.get(k), v));
                });
            } else if (!value.equals(before.get(key))) {
                differences.add("%s was %s and is now %s".formatted(key, before.get(key), value));
            }
        });
        String was = Files.exists(folder.provenance())
                ? Json.read(folder.provenance(), Provenance.class).datasetSha256() : null;
        if (differences.isEmpty() && was != null && !was.equals(data.sha256())) {
            differences.add(
                    "the pictures of %s had the SHA-256 %s and now have %s".formatted(data.name(), was, data.sha256()));
        }
        return differences;
    }

    /** A dataset's name without where it lies. */
    private static String withoutPlace(Object dataset) {
        return String.valueOf(dataset).split(":", 2)[0];
    }

    private static Settings completed(Settings s) {
        return s.withValues(Zoo.get(s.model()).completed(s.values()));
    }

    private static Map<?, ?> tree(Settings settings) {
        return Json.parse(Json.line(settings), Map.class, "settings");
    }
}
