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
        return (doubt.kind() == Doubt.Kind.NOISE ? "its pictures are noise" : "its pictures reach next to nothing real")
                + " (" + numbers(doubt) + ")";
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
