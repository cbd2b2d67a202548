package ganvas.lab.run;

import ganvas.data.Dataset;
import ganvas.file.Json;
import ganvas.problem.Problem;
import ganvas.result.Provenance;
import ganvas.result.RunFolder;
import ganvas.result.RunOutcome;
import ganvas.result.Settings;
import ganvas.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The record of a run in its folder, compared with the requested settings and pictures. */
final class RecordedRun {
    private RecordedRun() {}

    /**
     * The differences, a clause each; empty if there is no run. The location of the pictures is not a setting, and a
     * longer training goes on where a shorter one ended.
     */
    static List<String> differences(RunFolder folder, Settings settings, Dataset data) {
        if (!isBegun(folder)) return List.of();
        Map<?, ?> before = tree(completed(Json.read(folder.settings(), Settings.class)));
        Map<?, ?> now = tree(settings);
        var differences = new ArrayList<String>();
        now.forEach((key, value) -> {
            if (key.equals("changed") || key.equals("images") && isLonger(value, before.get(key))
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
        if (differences.isEmpty()) sha256(folder).filter(was -> !was.equals(data.sha256()))
                .ifPresent(was -> differences.add("the pictures of %s had the SHA-256 %s and now have %s"
                        .formatted(data.name(), was, data.sha256())));
        return differences;
    }

    /**
     * Whether anything was trained. A run that was refused or stopped in its first step has settings and maybe a first
     * grid, which nobody misses: it does not stand in the way of other settings.
     */
    static boolean isBegun(RunFolder folder) {
        return Files.exists(folder.settings()) && Stream.of(folder.checkpoint().getParent(), folder.rollback(),
                folder.stats(), folder.outcome(), folder.scores(), folder.samples()).anyMatch(Files::exists);
    }

    private static boolean isLonger(Object now, Object before) {
        return now instanceof Number n && before instanceof Number b && n.longValue() > b.longValue();
    }

    /**
     * Gives a run that has no {@link #differences} the longer training of {@code settings}: what was measured of the
     * shorter one goes first, the new length comes last. A run that diverged stays as it is.
     */
    static void extend(RunFolder folder, Settings settings) {
        if (!Files.exists(folder.settings())
                || Json.read(folder.settings(), Settings.class).images() >= settings.images())
            return;
        try {
            if (Files.exists(folder.outcome())) {
                if (!Json.read(folder.outcome(), RunOutcome.class).status().equals(RunOutcome.DONE)) return;
                folder.deleteMeasured();
                Files.delete(folder.outcome());
            }
            Json.write(folder.settings(), settings);
        } catch (IOException e) {
            throw Problem.io("write", folder.root(), e);
        }
    }

    /** SHA-256 of the pictures on which a run was trained. */
    private static Optional<String> sha256(RunFolder folder) {
        return Files.exists(folder.provenance())
                ? Optional.ofNullable(Json.read(folder.provenance(), Provenance.class).datasetSha256())
                : Optional.empty();
    }

    /** A dataset's name without its location. */
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
