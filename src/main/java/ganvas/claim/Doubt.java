package ganvas.claim;

import ganvas.result.Summary.ArmSummary;
import ganvas.result.Summary.Score;
import ganvas.words.MetricCatalogue;
import ganvas.words.MetricInfo.Noise;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The reason to doubt that an arm's pictures show anything. Precision, density and a judge's confidence can all be high
 * for noise, so they say nothing of such pictures.
 *
 * @param scores that say so, by name
 */
public record Doubt(Kind kind, Map<String, Score> scores) {
    /** Below this share of recognisable pictures, the pictures are noise. */
    private static final double RECOGNISABLE = 0.1;
    /** Below this share of real images, the pictures reach next to nothing that is real. */
    private static final double REACHED = 0.05;

    /** What is the matter with the pictures. */
    public enum Kind {
        NOISE, NOTHING_REAL
    }

    /** The doubt about an arm; empty if its scores give no reason for one. */
    public static Optional<Doubt> about(ArmSummary arm) {
        Map<String, Score> telling = of(arm, Noise.TELLS), hinting = of(arm, Noise.HINTS);
        if (telling.values().stream().anyMatch(s -> s.mean() < RECOGNISABLE))
            return Optional.of(new Doubt(Kind.NOISE, telling));
        return !hinting.isEmpty() && hinting.values().stream().allMatch(s -> s.mean() < REACHED)
                ? Optional.of(new Doubt(Kind.NOTHING_REAL, hinting)) : Optional.empty();
    }

    private static Map<String, Score> of(ArmSummary arm, Noise noise) {
        var found = new java.util.TreeMap<String, Score>();
        arm.scores().forEach((name, score) -> {
            if (MetricCatalogue.installed().noise(name) == noise) found.put(name, score);
        });
        return found;
    }

    /** Whether a score of such pictures says nothing. */
    public static boolean touches(String score) {
        return List.of(Noise.FOOLED, Noise.BLIND).contains(MetricCatalogue.installed().noise(score));
    }
}
