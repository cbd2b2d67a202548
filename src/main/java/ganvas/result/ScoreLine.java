package ganvas.result;

import ganvas.file.Fingerprint;
import ganvas.file.Required;
import java.util.Map;

/**
 * One line of {@code scores.jsonl}: a number with everything needed to compare it.
 *
 * @param name     the recipe's name, such as {@code fid-judge-10k}
 * @param label    for people, such as "FID, judge features"
 * @param question that it answers: {@code good}, {@code varied}, {@code sharp}, {@code reconstructs}, {@code codes},
 *          {@code new}
 * @param better   {@code lower}, {@code higher}, {@code one} (nearer to 1) or {@code none} (no direction)
 * @param unit     such as "nats per image", or empty
 * @param low      95 % interval over samples of this one run, or null if there is none
 * @param recipe   a sentence: which features, which reference, how the interval was made
 * @param protocol recipe and provenance, see {@link Recipe}; scores whose recipes differ are not comparable
 */
public record ScoreLine(@Required String name, @Required String label, double value, Double low, Double high,
        @Required String question, @Required String better, String unit, String recipe,
        @Required Map<String, Object> protocol) {
    /**
     * The recipe's short name, the same for all scores with the same recipe, whoever made the samples. It is never
     * stored: scores of older versions, whose fingerprints held the provenance, get the new one from their protocol.
     */
    public String fingerprint() {
        return Fingerprint.compute(Recipe.of(protocol));
    }
}
