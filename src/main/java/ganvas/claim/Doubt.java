package ganvas.claim;

import ganvas.result.Summary.ArmSummary;
import ganvas.result.Summary.Score;
import ganvas.words.MetricCatalogue;
import ganvas.words.MetricInfo.Noise;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The reason to doubt what pictures show. Precision, density and a judge's confidence can all be high for noise, and
 * for one picture again and again: black images have a precision of 1, and one digit a recognisable share of 1 too.
 *
 * @param scores that say so, by name
 */
public record Doubt(Kind kind, Map<String, Score> scores) {
    /** Below this share of recognisable pictures, the pictures are noise. */
    private static final double RECOGNISABLE = 0.1;
    /** Below this share of real images, the pictures reach next to nothing that is real. */
    private static final double REACHED = 0.05;
    /**
     * Below this part of the largest entropy of classes the pictures are alike, as the event of a mode collapse has it:
     * of ten digits, three equally frequent ones.
     */
    private static final double VARIED = 0.5;
    private static final String ENTROPY = "class-entropy", SHARE = "class-share/", OTHER = SHARE + "other";

    /** What is the matter with the pictures, and which scores then say nothing. */
    public enum Kind {
        NOISE(EnumSet.of(Noise.FOOLED, Noise.BLIND)), NOTHING_REAL(EnumSet.of(Noise.FOOLED, Noise.BLIND, Noise.TELLS)),
        ALIKE(EnumSet.of(Noise.FOOLED, Noise.TELLS));

        private final Set<Noise> silenced;

        Kind(Set<Noise> silenced) {
            this.silenced = silenced;
        }
    }

    /** The doubt about an arm; empty if its scores give no reason for one. */
    public static Optional<Doubt> about(ArmSummary arm) {
        return about(arm.scores());
    }

    /** The doubt about pictures with these scores, by name. */
    public static Optional<Doubt> about(Map<String, Score> scores) {
        Map<String, Score> telling = of(scores, Noise.TELLS), hinting = of(scores, Noise.HINTS);
        if (telling.values().stream().anyMatch(s -> s.mean() < RECOGNISABLE))
            return Optional.of(new Doubt(Kind.NOISE, telling));
        if (!hinting.isEmpty() && hinting.values().stream().allMatch(s -> s.mean() < REACHED))
            return Optional.of(new Doubt(Kind.NOTHING_REAL, hinting));
        return Optional.ofNullable(scores.get(ENTROPY)).filter(s -> s.mean() < VARIED * Math.log(classes(scores)))
                .map(s -> new Doubt(Kind.ALIKE, Map.of(ENTROPY, s)));
    }

    private static long classes(Map<String, Score> scores) {
        return Math.max(1, scores.keySet().stream().filter(s -> s.startsWith(SHARE) && !s.equals(OTHER)).count());
    }

    private static Map<String, Score> of(Map<String, Score> scores, Noise noise) {
        var found = new TreeMap<String, Score>();
        scores.forEach((name, score) -> {
            if (MetricCatalogue.installed().noise(name) == noise) found.put(name, score);
        });
        return found;
    }

    /** Whether a score of such pictures says nothing. */
    public boolean touches(String score) {
        return kind.silenced.contains(MetricCatalogue.installed().noise(score));
    }
}
