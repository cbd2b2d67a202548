package ganvas.verdict;

import static ganvas.verdict.Made.arm;
import static ganvas.verdict.Made.map;
import static ganvas.verdict.Made.score;
import static ganvas.verdict.Made.seeds;
import static ganvas.verdict.Made.two;
import static org.assertj.core.api.Assertions.assertThat;

import ganvas.claim.SeedMeans;
import ganvas.result.RunOutcome;
import ganvas.result.Summary;
import ganvas.result.Summary.ArmSummary;
import ganvas.result.Summary.Score;
import ganvas.study.ClaimCheck;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonVerdictTest {
    private static Map<String, Score> scores(double fid, double legible, double coverage, double sharpness) {
        return map("fid-judge-10k", score("FID, judge features", fid, 0.4, "good", "lower"),
                "legible-share", score("Legible share", legible, 0.012, "good", "higher"),
                "coverage", score("Coverage", coverage, 0.012, "varied", "higher"),
                "sharpness", score("Sharpness", sharpness, 0.013, "sharp", "one"));
    }

    private static Summary usual() {
        return two(arm("gan", 1, 310, RunOutcome.DONE, scores(12.3, 0.81, 0.42, 0.93)),
                arm("vae", 1, 100, RunOutcome.DONE, scores(12.4, 0.81, 0.71, 0.31)));
    }

    @Test
    void eachArmWithWhatItIsBetterAt() {
        List<String> lines = ComparisonVerdict.sentences(usual());
        assertThat(lines).containsExactly(
                "On MNIST, the VAE covers more digits (coverage 0.71 against 0.42) and trains 3.1× faster, "
                        + "the GAN draws sharper digits (0.93× real against 0.31×).",
                "The GAN is better on 1 of 4 scores: sharpness 0.93 against 0.31 (nearer to 1 by 0.60 to 0.64).",
                "The VAE is better on 1 of 4 scores: coverage 0.71 against 0.42 (higher by 0.27 to 0.31).",
                "Undecided: FID (judge features) and legible share. The 95 % interval of the difference covers zero.",
                "The GAN trained for 5 min 10 s at 2,903 images a second with 1.49 million parameters; the VAE "
                        + "trained for 1 min 40 s at 9,000 images a second with 1.49 million parameters.",
                "One training run each: the verdict is about these two runs, not about the families. Intervals are "
                        + "over samples; `--seeds 3` would show whether it holds for other runs. Of 4 comparisons, "
                        + "chance alone would decide 0.2 if all models were alike.");
    }

    @Test
    void aScoreWithoutAVoteChangesNoVerdict() {
        Map<String, Score> gan = new LinkedHashMap<>(scores(12.3, 0.81, 0.42, 0.93)),
                vae = new LinkedHashMap<>(scores(12.4, 0.81, 0.71, 0.31));
        gan.put("vendi-judge-10k", score("Vendi score, judge features", 11, 0.1, "varied", "higher"));
        vae.put("vendi-judge-10k", score("Vendi score, judge features", 5, 0.1, "varied", "higher"));
        Summary with = two(arm("gan", 1, 310, RunOutcome.DONE, gan), arm("vae", 1, 100, RunOutcome.DONE, vae));
        assertThat(with.findings()).hasSize(5);
        assertThat(ComparisonVerdict.sentences(with)).isEqualTo(ComparisonVerdict.sentences(usual()));
        assertThat(ComparisonVerdict.terminal(with, 80)).isEqualTo(ComparisonVerdict.terminal(usual(), 80));
    }

    @Test
    void neverMoreThan25WordsNorTheSameWordsTwice() {
        double[] values = {0.1, 0.5, 0.93, 1.4};
        for (double s : values) for (double c : values) for (double l : values) for (double seconds : new double[] {10,
                100, 1000}) {
                    Summary summary = two(arm("gan", 1, 100, RunOutcome.DONE, scores(20, 0.5, 0.5, 0.5)),
                            arm("vae", 1, seconds,
                                    RunOutcome.DONE, scores(20 * s, l, c, s)));
                    String headline = ComparisonVerdict.sentences(summary).getFirst();
                    assertThat(headline.split("\\s+")).as(headline).hasSizeLessThanOrEqualTo(25);
                    assertThat(headline).endsWith(".").doesNotContain("  ")
                            .isEqualTo(ComparisonVerdict.sentences(summary).getFirst());
                    assertThat(ComparisonVerdict.sentences(summary).size()).isBetween(2, 6);
                }
    }

    @Test
    void oneArmBetterAtEverything() {
        Summary s = two(arm("gan", 1, 310, RunOutcome.DONE, scores(5, 0.95, 0.8, 0.93)),
                arm("vae", 1, 300, RunOutcome.DONE, scores(15, 0.7, 0.4, 0.3)));
        assertThat(ComparisonVerdict.sentences(s).getFirst()).isEqualTo(
                "After 900,000 MNIST images each, the GAN comes closer to real digits (FID 5.0 against 15.0) and "
                        + "covers more of them (coverage 0.80 against 0.40).");
    }

    @Test
    void oversharpIsNotSharper() {
        Summary s = two(arm("gan", 1, 310, RunOutcome.DONE, scores(10, 0.8, 0.5, 1.4)),
                arm("vae", 1, 300, RunOutcome.DONE, scores(10, 0.8, 0.5, 0.9)));
        assertThat(ComparisonVerdict.sentences(s).getFirst()).isEqualTo(
                "On MNIST at 900,000 images each, the VAE has truer sharpness (0.90× real against 1.40×).");
    }

    @Test
    void allUndecided() {
        Summary s = two(arm("gan", 1, 310, RunOutcome.DONE, scores(10, 0.8, 0.5, 0.9)),
                arm("vae", 1, 300, RunOutcome.DONE, scores(10, 0.8, 0.5, 0.9)));
        assertThat(ComparisonVerdict.sentences(s).getFirst())
                .isEqualTo("On MNIST at 900,000 images each, no score tells the GAN from the VAE.");
        assertThat(ComparisonVerdict.sentences(s).get(1)).startsWith("Undecided: ");
    }

    @Test
    void divergence() {
        Summary s = two(arm("gan", 1, 50, RunOutcome.DIVERGED, map()),
                arm("vae", 1, 100, RunOutcome.DONE, scores(10, 0.8, 0.5, 0.9)));
        List<String> lines = ComparisonVerdict.sentences(s);
        assertThat(lines.getFirst())
                .isEqualTo("On MNIST the GAN diverged after 900,000 images, so nothing is compared; the VAE finished.");
        assertThat(lines.get(1))
                .isEqualTo("The GAN diverged: the loss is not a number. Its scores are not compared.");
        assertThat(s.findings()).isEmpty();
    }

    @Test
    void bothDiverged() {
        Summary s = two(arm("gan", 1, 50, RunOutcome.DIVERGED, map()), arm("vae", 1, 100, RunOutcome.DIVERGED, map()));
        assertThat(ComparisonVerdict.sentences(s).getFirst()).isEqualTo(
                "On MNIST the GAN diverged after 900,000 images and the VAE diverged after 900,000 images, "
                        + "so nothing is compared; no run finished.");
    }

    @Test
    void unfinishedAndUnscored() {
        Summary s = two(arm("gan", 1, 50, SeedMeans.UNFINISHED, map()), arm("vae", 1, 100, RunOutcome.DONE, map()));
        assertThat(ComparisonVerdict.sentences(s).getFirst())
                .isEqualTo("On MNIST nothing is decided yet: the GAN has not finished training.");
        Summary t = two(arm("gan", 1, 50, RunOutcome.DONE, map()), arm("vae", 1, 100, RunOutcome.DONE, map()));
        assertThat(ComparisonVerdict.sentences(t).getFirst())
                .isEqualTo("On MNIST, the GAN and the VAE are trained, but no score compares them yet.");
    }

    @Test
    void fewerThanThreeSeedsSayNothingOfFamilies() {
        assertThat(ComparisonVerdict.sentences(ofSeeds(1.0,
                1.1)).getLast()).contains("two are too few for a verdict on the families");
        assertThat(ComparisonVerdict.sentences(ofSeeds(1.0, 1.1,
                1.2)).getLast()).startsWith("Intervals are over three training runs each");
    }

    private static Summary ofSeeds(Double... values) {
        Double[] more = java.util.Arrays.stream(values).map(v -> v + 1).toArray(Double[]::new);
        return two(arm("gan", values.length, 50, RunOutcome.DONE, map("fid-judge-10k", seeds("FID", "lower", values))),
                arm("vae", values.length, 50, RunOutcome.DONE, map("fid-judge-10k", seeds("FID", "lower", more))));
    }

    @Test
    void severalArmsOfAnyName() {
        var arms = new LinkedHashMap<String, ArmSummary>();
        arms.put("dcgan", arm("gan", 1, 310, RunOutcome.DONE, scores(5, 0.95, 0.42, 0.93)));
        arms.put("vae", arm("vae", 1, 100, RunOutcome.DONE, scores(15, 0.7, 0.7, 0.3)));
        arms.put("vae-20", arm("vae", 1, 120, RunOutcome.DONE, scores(12, 0.7, 0.6, 0.4)));
        List<String> lines = ComparisonVerdict.sentences(Made.summary(arms));
        assertThat(lines.getFirst()).isEqualTo(
                "Of three models on MNIST, dcgan comes closest to real digits (FID 5.0), the VAE covers the most "
                        + "(coverage 0.70) and trains fastest.");
        assertThat(lines.get(1)).startsWith("dcgan is better on 3 of 4 scores: FID (judge features) 5.0 against 12.0");
        assertThat(lines.size()).isBetween(4, 6);
    }

    @Test
    void aScoreOnlyOneArmHasIsNoObstacle() {
        Map<String, Score> vae = scores(10, 0.8, 0.5, 0.9);
        vae.put("test-elbo", score("ELBO, test", -105, 0.4, "reconstructs", "higher"));
        Summary s = two(arm("gan", 1, 310, RunOutcome.DONE, scores(5, 0.8, 0.5, 0.9)),
                arm("vae", 1, 300, RunOutcome.DONE, vae));
        assertThat(String.join(" ",
                ComparisonVerdict.sentences(s))).doesNotContain("ELBO")
                .contains("comes closer to real digits (FID 5.0 against 10.0)");
    }

    @Test
    void terminal() {
        assertThat(ComparisonVerdict.terminal(usual(), 72)).isEqualTo("""
                                             GAN         VAE
                FID, judge features         12.3        12.4   lower is better
                Legible share               0.81        0.81   higher is better
                Coverage                    0.42        0.71*  higher is better
                Sharpness                   0.93*       0.31   1 is best
                training time         5 min 10 s  1 min 40 s
                On MNIST, the VAE covers more digits (coverage 0.71 against 0.42) and
                trains 3.1× faster, the GAN draws sharper digits (0.93× real against
                0.31×).
                * better; one run each, intervals over samples
                """);
        for (int width : new int[] {40, 60, 100}) {
            assertThat(ComparisonVerdict.terminal(usual(), width).lines())
                    .allSatisfy(l -> assertThat(l.length()).isLessThanOrEqualTo(width));
        }
    }

    /** One such run outweighs the others in a mean, so a reader is told before the first claim. */
    @Test
    void aPaperSaysWhichRunsCollapsed(@TempDir Path folder) {
        var made = new MadeStudy(folder, 3, "gan", "vae").score("gan", "sharpness", 0.9, 0.1, 0.9).score("vae",
                "sharpness", 0.7, 0.7, 0.7);
        var claims = List.of(
                MadeStudy.claim("sharper", new ClaimCheck.Ordering("sharpness", "gan", "higher", List.of("vae"))));
        assertThat(made.summary(claims).verdict()).noneMatch(s -> s.contains("collapse"));
        made.line("gan", 2, 50_000, "judge/entropy", 2.2).line("gan", 2, 90_000, "judge/entropy", 0.4)
                .event("gan", 2, "mode-collapse");
        Summary some = made.summary(claims);
        assertThat(some.verdict()).contains("One of three runs of the GAN collapsed (a share of 0.33, 0.01 to 0.91). "
                + "Scores of this model are those of the other runs, and are not compared.");
        assertThat(some.arms().get("gan").score("sharpness").orElseThrow().mean()).isEqualTo(0.9);
        assertThat(some.arms().get("gan").score("sharpness").orElseThrow().perSeed()).containsExactly(0.9, 0.1, 0.9);
        assertThat(some.findings()).isEmpty();
        assertThat(some.notMeasured()).contains("Sharpness of the GAN and the VAE is not compared: some runs "
                + "collapsed and others did not.");
        assertThat(some.claims().getFirst().evidence()).isEqualTo("One of three runs of the GAN collapsed (a share of "
                + "0.33, 0.01 to 0.91), so that no interval over all of them holds what it says.");
        made.line("gan", 2, 100_000, "judge/entropy", 2.1);
        assertThat(made.summary(claims).arms().get("gan").collapsed()).as("it recovered").isZero();
    }
}
