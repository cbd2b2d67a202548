package ganvas.claim;

import static ganvas.verdict.Made.map;
import static ganvas.verdict.Made.score;
import static org.assertj.core.api.Assertions.assertThat;

import ganvas.claim.Doubt.Kind;
import ganvas.result.Summary.Score;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Scores of real digits, and of sets that some scores take for good ones. */
class DoubtTest {
    private static Map<String, Score> scores(double recognisable, double recall, double coverage, double entropy) {
        var scores = new LinkedHashMap<>(map("precision", one(1), "density", one(1.2), "recognisable",
                one(recognisable), "recall", one(recall), "coverage", one(coverage), "class-entropy", one(entropy)));
        for (int c = 0; c < 10; c++) scores.put("class-share/" + c, one(0.1));
        return scores;
    }

    private static Score one(double value) {
        return score("a score", value, 0, "good", "higher");
    }

    /** 2,000 test digits; and a GAN of modest recall that draws all ten. */
    @Test
    void variedPicturesAreNotDoubted() {
        assertThat(Doubt.about(scores(0.93, 0.95, 0.59, 2.30))).isEmpty();
        assertThat(Doubt.about(scores(0.7, 0.06, 0.3, 1.9))).isEmpty();
    }

    @Test
    void blackPicturesAreNoise() {
        Doubt doubt = Doubt.about(scores(0, 0, 0.0006, 0)).orElseThrow();
        assertThat(doubt.kind()).isEqualTo(Kind.NOISE);
        assertThat(doubt.touches("precision")).isTrue();
        assertThat(doubt.touches("density")).isTrue();
    }

    @Test
    void oneDigitAgainAndAgainReachesNothing() {
        Doubt doubt = Doubt.about(scores(1, 0, 0.0004, 0)).orElseThrow();
        assertThat(doubt.kind()).isEqualTo(Kind.NOTHING_REAL);
        assertThat(doubt.touches("recognisable")).isTrue();
        assertThat(doubt.touches("legible-share")).isTrue();
    }

    /** A thousand test digits of one class, and two thousand of three. */
    @Test
    void fewClassesAreAlike() {
        for (Map<String, Score> few : java.util.List.of(scores(1, 0.136, 0.115, 0.04), scores(1, 0.335, 0.3, 1.11))) {
            Doubt doubt = Doubt.about(few).orElseThrow();
            assertThat(doubt.kind()).isEqualTo(Kind.ALIKE);
            assertThat(doubt.touches("precision")).isTrue();
            assertThat(doubt.touches("recognisable")).isTrue();
            assertThat(doubt.touches("class-entropy")).as("it tells of it").isFalse();
            assertThat(doubt.touches("fid-judge-10k")).isFalse();
        }
    }
}
