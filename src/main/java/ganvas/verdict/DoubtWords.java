package ganvas.verdict;

import ganvas.claim.Doubt;
import ganvas.result.Summary.Score;
import ganvas.words.MetricCatalogue;
import ganvas.words.Numbers;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The reason why scores of pictures that show nothing are not counted, in words. */
public final class DoubtWords {
    private DoubtWords() {}

    /** A clause such as {@code its pictures are noise (recognisable share 0.012)}. */
    public static String reason(Doubt doubt) {
        return "its pictures " + switch (doubt.kind()) {
            case NOISE -> "are noise";
            case NOTHING_REAL -> "reach next to nothing real";
            case ALIKE -> "are alike";
        } + " (" + numbers(doubt) + ")";
    }

    /** What such pictures do, after "what the model draws": {@code is noise}. */
    static String verb(Doubt.Kind kind) {
        return switch (kind) {
            case NOISE -> "is noise";
            case NOTHING_REAL -> "shows next to nothing real";
            case ALIKE -> "is all alike";
        };
    }

    /** A word or two for a label: {@code noise}. */
    public static String label(Doubt doubt) {
        return switch (doubt.kind()) {
            case NOISE -> "noise";
            case NOTHING_REAL -> "nothing real";
            case ALIKE -> "all alike";
        };
    }

    /** A phrase such as {@code coverage 0.010, recall 0}. */
    static String numbers(Doubt doubt) {
        return doubt.scores().entrySet().stream()
                .map(e -> phrase(e) + " " + Numbers.fixed(e.getValue().mean(),
                        Numbers.decimals(List.of(e.getValue()))))
                .collect(Collectors.joining(", "));
    }

    private static String phrase(Map.Entry<String, Score> score) {
        return MetricCatalogue.installed().of(score.getKey()).map(m -> m.phrase(score.getKey()))
                .orElse(score.getKey());
    }
}
