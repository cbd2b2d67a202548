package ganvas.verdict;

import static ganvas.verdict.Made.arm;
import static ganvas.verdict.Made.map;
import static ganvas.verdict.Made.score;
import static ganvas.verdict.Made.seeds;
import static ganvas.verdict.Made.two;
import static org.assertj.core.api.Assertions.assertThat;

import ganvas.claim.Standings;
import ganvas.result.RunOutcome;
import ganvas.result.Summary;
import ganvas.result.Summary.Score;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The headline takes the most important score, praises no noise, and is silent where two runs cannot tell. */
class HeadlineImportanceTest {
    private static Score good(String label, double value, double half) {
        return score(label, value, half, "good", "higher");
    }

    private static Score varied(String label, double value, double half) {
        return score(label, value, half, "varied", "higher");
    }

    private static Summary of(Map<String, Score> gan, Map<String, Score> vae) {
        return two(arm("gan", 1, 100, RunOutcome.DONE, gan), arm("vae", 1, 100, RunOutcome.DONE, vae));
    }

    private static String headline(Summary s) {
        return ComparisonVerdict.sentences(s).getFirst();
    }

    /** The numbers of a collapsed GAN on MNIST: its VAE is better in all that matters. */
    @Test
    void fidRecallAndClassBalanceComeBeforeTheJudgesOpinion() {
        Map<String, Score> gan = map("legible-share", good("Legible share", 0.779, 0.005), "precision",
                good("Precision", 0.60, 0.01), "fid-judge-10k",
                score("FID, judge features", 47.9, 0.4, "good", "lower"),
                "recall", varied("Recall", 0.0003, 0.0002), "coverage", varied("Coverage", 0.30, 0.01));
        Map<String, Score> vae = map("legible-share", good("Legible share", 0.807, 0.005), "precision",
                good("Precision", 0.80, 0.01), "fid-judge-10k", score("FID, judge features", 9.4, 0.2, "good", "lower"),
                "recall", varied("Recall", 0.41, 0.01), "coverage", varied("Coverage", 0.60, 0.01));
        assertThat(headline(of(gan, vae))).contains("the VAE comes closer to real digits (FID 9.4 against 47.9)",
                "varies more (recall 0.41").doesNotContain("convinces", "precision");
    }

    @Test
    void aScoreThatNoiseFoolsNeverStandsAlone() {
        Map<String, Score> gan = map("precision", good("Precision", 0.95, 0.01), "density", good("Density", 1.3, 0.01),
                "recall", varied("Recall", 0.40, 0.02), "coverage", varied("Coverage", 0.50, 0.02));
        Map<String, Score> vae = map("precision", good("Precision", 0.60, 0.01), "density", good("Density", 0.7, 0.01),
                "recall", varied("Recall", 0.41, 0.02), "coverage", varied("Coverage", 0.51, 0.02));
        assertThat(headline(of(gan, vae))).doesNotContain("lies among", "typical")
                .contains("no score tells the GAN from the VAE");
    }

    private static Map<String, Score> noise(double precision, double fid) {
        return map("fid-judge-10k", score("FID, judge features", fid, 2, "good", "lower"), "precision",
                good("Precision", precision, 0.001), "density", good("Density", precision + 0.27, 0.01),
                "judge-confidence", good("Judge's confidence", precision, 0.0001), "legible-share",
                good("Legible share", precision, 0.0001), "recall", varied("Recall", 0, 0), "coverage",
                varied("Coverage", 0.004, 0.001), "recognisable", good("Recognisable share", 0.002, 0.001),
                "class-entropy", varied("Class entropy", precision, 0.01));
    }

    @Test
    void bothAreNoiseAndNeitherIsBetter() {
        Summary s = of(noise(0.57, 342), noise(1.0, 349));
        assertThat(headline(s)).contains("is noise, so neither is better").doesNotContain("precision", "FID");
        assertThat(String.join("\n", ComparisonVerdict.sentences(s)))
                .contains("Of the VAE the pictures are noise (recognisable share 0.0020): leading on ", "precision",
                        "is not counted for it.");
        assertThat(Standings.of(s).winsOf("vae")).extracting(Standings.Win::score).doesNotContain("precision",
                "density", "judge-confidence", "legible-share", "class-entropy");
    }

    @Test
    void noiseBesideAModelIsNoWinner() {
        Map<String, Score> vae = map("fid-judge-10k", score("FID, judge features", 9.4, 0.2, "good", "lower"),
                "precision", good("Precision", 0.80, 0.01), "density", good("Density", 0.7, 0.01), "judge-confidence",
                good("Judge's confidence", 0.9, 0.001), "legible-share", good("Legible share", 0.8, 0.01), "recall",
                varied("Recall", 0.41, 0.01), "coverage", varied("Coverage", 0.6, 0.01), "recognisable",
                good("Recognisable share", 0.7, 0.01), "class-entropy", varied("Class entropy", 2.2, 0.01));
        assertThat(headline(of(noise(1.0, 349), vae)))
                .contains("the VAE comes closer to real digits", "what the GAN draws is noise")
                .doesNotContain("convinces", "lies among", "the GAN lies");
    }

    /** Without a judge of classes, coverage and recall tell. */
    @Test
    void coverageAndRecallTellWhereNoJudgeDoes() {
        Map<String, Score> gan = new LinkedHashMap<>(noise(1.0, 300)), vae = new LinkedHashMap<>(noise(0.57, 310));
        gan.remove("recognisable");
        vae.remove("recognisable");
        assertThat(headline(of(gan, vae))).contains("shows next to nothing real");
    }

    private static Map<String, Score> pairs(double... shift) {
        var scores = new LinkedHashMap<String, Score>();
        String[] names = {"fid-judge-10k", "recall", "coverage", "class-entropy", "sharpness", "precision"};
        for (int i = 0; i < names.length; i++) {
            double d = shift[i % shift.length];
            Double[] runs = new Double[(int) shift[shift.length - 1]];
            for (int k = 0; k < runs.length; k++) runs[k] = 0.4 + d + 0.001 * k;
            scores.put(names[i], seeds(names[i], names[i].startsWith("fid") ? "lower" : "higher", runs));
        }
        return scores;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void twoRunsAndManyScoresDecideNothing(int runs) {
        Summary s = two(arm("gan", runs, 100, RunOutcome.DONE, pairs(0, runs)),
                arm("vae", runs, 100, RunOutcome.DONE, pairs(0.2, runs)));
        if (runs == 2) {
            assertThat(headline(s)).startsWith("On MNIST undecided: two training runs each are too few for six scores")
                    .doesNotContain("closer", "varies");
        } else {
            assertThat(headline(s)).contains("FID");
        }
        assertThat(headline(s).split("\\s+")).hasSizeLessThanOrEqualTo(25);
    }

    /** With one run, a difference that barely leaves its interval is one of many that were looked at. */
    @Test
    void oneRunSaysOnlyWhatIsBeyondChance() {
        Map<String, Score> gan = map("recall", varied("Recall", 0.40, 0.02), "coverage", varied("Coverage", 0.5, 0.02),
                "sharpness", score("Sharpness", 0.9, 0.02, "sharp", "one"), "class-entropy",
                varied("Class entropy", 2.20, 0.02)), vae = new LinkedHashMap<>(gan);
        vae.put("class-entropy", varied("Class entropy", 2.23, 0.02));
        assertThat(Standings.of(of(gan, vae)).winsOf("vae")).hasSize(1);
        assertThat(headline(of(gan, vae))).contains("no score tells");
        vae.put("class-entropy", varied("Class entropy", 2.29, 0.02));
        assertThat(headline(of(gan, vae))).contains("balances the classes better (class entropy 2.29 against 2.20)");
    }

    @Test
    void intervalsOfDifferencesEndWhereTheScoresDo() {
        Summary s = two(
                arm("gan", 2, 100, RunOutcome.DONE, map("recall", seeds("Recall", "higher", 0.0, 1.0))),
                arm("vae", 2, 100, RunOutcome.DONE, map("recall", seeds("Recall", "higher", 1.0, 0.0))));
        assertThat(s.findings().getFirst().low()).isEqualTo(-1);
        assertThat(s.findings().getFirst().high()).isEqualTo(1);
    }
}
