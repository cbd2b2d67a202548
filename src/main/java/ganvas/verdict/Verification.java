package ganvas.verdict;

import ganvas.file.Json;
import ganvas.file.JsonLeaves;
import ganvas.problem.Problem;
import ganvas.study.Study;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** Compares {@code summary.json} with the summary that the run folders give now: every number, claim and sentence. */
public final class Verification {
    private Verification() {}

    /**
     * The differences, a line each, such as {@code arms.gan.scores.fid-judge-10k.mean: 10.8 in summary.json, 11.2 from
     * the run folders}. Numbers must agree in every digit, because the same runs give the same summary.
     */
    public static List<String> differences(Path out) {
        Path file = Study.summary(out);
        if (!Files.isRegularFile(file)) {
            throw Problem.input(
                    "%s: there is no such file, so there is nothing to verify. 'ganvas report %s' writes it.", file,
                    out);
        }
        Map<String, Object> kept = JsonLeaves.leaves(Json.read(file, Map.class));
        Map<String, Object> made = JsonLeaves.leavesOfRecord(Summaries.read(out));
        var paths = new TreeSet<>(kept.keySet());
        paths.addAll(made.keySet());
        var differences = new ArrayList<String>();
        for (String path : paths) {
            if (!Objects.equals(kept.get(path), made.get(path))) {
                differences.add("%s: %s in summary.json, %s from the run folders".formatted(path, told(kept, path),
                        told(made, path)));
            }
        }
        return differences;
    }

    private static String told(Map<String, Object> leaves, String path) {
        return leaves.containsKey(path) ? String.valueOf(leaves.get(path)) : "nothing";
    }
}
