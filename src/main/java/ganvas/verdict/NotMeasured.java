package ganvas.verdict;

import ganvas.result.RunFiles;
import ganvas.words.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Scores that were not measured, a sentence for each reason. */
final class NotMeasured {
    private NotMeasured() {}

    /** @param runs by arm; their own remarks have the form {@code SCORE: REASON} */
    static List<String> sentences(Map<String, List<RunFiles>> runs) {
        var arms = new LinkedHashMap<String, Set<String>>();                              // by sentence
        runs.forEach((arm, all) -> all.forEach(run -> run.folder().readNotMeasured().forEach(
                sentence -> arms.computeIfAbsent(sentence, _ -> new LinkedHashSet<>()).add(arm))));
        record Why(String reason, Set<String> arms) {}
        var scores = new LinkedHashMap<Why, List<String>>();
        arms.forEach((sentence, of) -> {
            int colon = sentence.indexOf(": ");
            if (colon > 0) scores.computeIfAbsent(new Why(sentence.substring(colon + 2), of), _ -> new ArrayList<>())
                    .add(sentence.substring(0, colon));
        });
        return scores.entrySet().stream().map(e -> {
            String of = e.getKey().arms.size() == runs.size() ? ""
                    : " of " + Words.list(e.getKey().arms.stream().map(Words::the).toList());
            return "%s%s: %s".formatted(e.getValue().stream().map(n -> "`" + n + "`").collect(Collectors.joining(", ")),
                    of, e.getKey().reason);
        }).toList();
    }
}
