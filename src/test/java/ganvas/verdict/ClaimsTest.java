package ganvas.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ganvas.result.Summary.CheckResult;
import ganvas.result.Summary.ClaimResult;
import ganvas.study.CheckBounds;
import ganvas.study.ClaimCheck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Expected intervals are SciPy's: ttest_ind with unequal variances, confidence_interval(0.95) or (0.9). */
class ClaimsTest {
    private static final ClaimCheck.Ordering SHARPER = new ClaimCheck.Ordering("sharpness", "gan-bn", "higher",
            List.of("gan-base", "gan-tanh"));
    @TempDir
    Path out;

    private MadeStudy three() {
        return new MadeStudy(out, 3, "gan-bn", "gan-base", "gan-tanh").score("gan-bn", "sharpness", 0.81, 0.80, 0.82)
                .score("gan-tanh", "sharpness", 0.66, 0.68, 0.65);
    }

    @Test
    void orderingHoldsWhereEveryIntervalLiesOnTheClaimedSide() {
        ClaimResult c = three().score("gan-base", "sharpness", 0.64, 0.65, 0.63).judge(SHARPER);
        assertThat(c.verdict()).isEqualTo("holds");
        assertThat(c.evidence()).isEqualTo(
                "Sharpness 0.810 × real for gan-bn against 0.640 for gan-base (difference 0.170, "
                        + "0.147 to 0.193) and 0.663 for gan-tanh (difference 0.15, 0.12 to 0.18), over three seeds.");
        CheckResult r = c.checks().getFirst();
        assertThat(r.what()).isEqualTo("sharpness of gan-bn is higher than that of gan-base and gan-tanh");
        assertThat(r.estimate()).isCloseTo(0.17, within(1e-12));
        assertThat(r.low()).isCloseTo(0.1473304206, within(1e-8));
        assertThat(r.high()).isCloseTo(0.1926695794, within(1e-8));
        assertThat(r.test()).isEqualTo("Welch's t over three seeds, 95 % interval; gan-bn minus gan-base");
    }

    @Test
    void orderingFailsWhereAnyIntervalLiesOnTheOtherSide() {
        ClaimResult c = three().score("gan-base", "sharpness", 0.94, 0.95, 0.93).judge(SHARPER);
        assertThat(c.verdict()).isEqualTo("fails");
        assertThat(c.checks().getFirst().test()).endsWith("gan-bn minus gan-base");
        assertThat(three().score("gan-base", "sharpness", 0.94, 0.95, 0.93)
                .judge(new ClaimCheck.Ordering("sharpness", "gan-bn", "lower", List.of("gan-base"))).verdict())
                .isEqualTo("holds");
    }

    @Test
    void anIntervalThatCoversZeroDecidesNothing() {
        ClaimResult c = three().score("gan-base", "sharpness", 0.64, 0.85, 0.63).judge(SHARPER);
        assertThat(c.verdict()).isEqualTo("undecided");
        assertThat(c.checks().getFirst().test())
                .isEqualTo("Welch's t over three seeds, 95 % interval; gan-bn minus gan-base; it covers zero");
        assertThat(c.evidence()).contains("which covers zero");
    }

    @Test
    void equalityByTwoOneSidedTests() {
        var made = new MadeStudy(out, 3, "gan", "vae").score("gan", "judge-confidence", 0.961, 0.958, 0.960)
                .score("vae", "judge-confidence", 0.960, 0.959, 0.958);
        ClaimResult holds = made.judge(equal(0.01));
        assertThat(holds.verdict()).isEqualTo("holds");
        assertThat(holds.checks().getFirst().low()).isCloseTo(-0.0016878910, within(1e-8));
        assertThat(holds.checks().getFirst().high()).isCloseTo(0.0030212244, within(1e-8));
        assertThat(holds.checks().getFirst().test())
                .isEqualTo(
                        "two one-sided t tests at 5 % over three seeds: the 90 % interval lies within ±0.01; "
                                + "gan minus vae");
        assertThat(holds.evidence()).isEqualTo(
                "Judge-confidence 0.9597 for the GAN and 0.9590 for the VAE, over three seeds; difference 0.0007, "
                        + "−0.0017 to 0.0030, the 90 % interval within ±0.01.");
        ClaimResult open = made.judge(equal(0.002));                            // p of the upper test: 0.135
        assertThat(open.verdict()).isEqualTo("undecided");
        assertThat(open.evidence()).contains("the 90 % interval neither within nor beyond ±0.002");
    }

    @Test
    void equalityFailsWhereThe95PercentIntervalLiesOutside() {
        CheckResult r = new MadeStudy(out, 3, "gan", "vae").score("gan", "judge-confidence", 0.961, 0.958, 0.960)
                .score("vae", "judge-confidence", 0.90, 0.91, 0.89).check(equal(0.01));
        assertThat(r.verdict()).isEqualTo("fails");
        assertThat(r.low()).isCloseTo(0.0355803562, within(1e-8));
        assertThat(r.test()).contains("the 95 % interval lies outside of ±0.01");
    }

    private static ClaimCheck.Equality equal(double margin) {
        return new ClaimCheck.Equality("judge-confidence", List.of("gan", "vae"), margin);
    }

    @Test
    void aCountIsExactAndNeedsNoRunToEnd() {
        var made = new MadeStudy(out, 3, "gan").model("gan", 2_292_737, 2_293_505);
        ClaimResult c = made.judge(new ClaimCheck.Count("gan", "generator", "with-moving", 2_293_505));
        assertThat(c.verdict()).isEqualTo("holds");
        assertThat(c.evidence())
                .isEqualTo("The GAN's generator: 2,293,505 parameters, moving statistics included, as printed.");
        assertThat(c.checks().getFirst().low()).isNull();
        ClaimResult f = made.judge(new ClaimCheck.Count("gan", "generator", "trainable", 2_293_505));
        assertThat(f.verdict()).isEqualTo("fails");
        assertThat(f.evidence())
                .isEqualTo("The GAN's generator: 2,292,737 trainable parameters, where the paper prints 2,293,505.");
        assertThat(made.judge(new ClaimCheck.Count("gan", "encoder", "trainable", 1)).evidence())
                .isEqualTo("The GAN has no network encoder, only generator.");
    }

    @Test
    void aCountWithoutARunIsUndecided() {
        ClaimResult c = new MadeStudy(out, 3, "gan").judge(new ClaimCheck.Count("gan", "generator", "trainable", 1));
        assertThat(c.verdict()).isEqualTo("undecided");
        assertThat(c.evidence()).isEqualTo("No run yet.");
    }

    @Test
    void ratioOnLogarithms() {
        var made = new MadeStudy(out, 3, "gan", "vae").seconds("gan", 3420, 3480, 3360).seconds("vae", 900, 930, 888);
        ClaimResult c = made.judge(new ClaimCheck.Ratio("seconds", "gan", "vae", CheckBounds.from(2.0)));
        assertThat(c.verdict()).isEqualTo("holds");
        assertThat(c.evidence()).isEqualTo(
                "Training time 57.0 min for the GAN against 15.1 min for the VAE, geometric means: 3.78 times as much "
                        + "(3.59 to 3.96 over three seeds); the check asks for at least 2.");
        assertThat(c.checks().getFirst().low()).isCloseTo(1.2794121473, within(1e-8));
        assertThat(made.judge(new ClaimCheck.Ratio("seconds", "gan", "vae", CheckBounds.upTo(2.0))).verdict())
                .isEqualTo("fails");
        assertThat(made.judge(new ClaimCheck.Ratio("seconds", "gan", "vae", CheckBounds.between(3.0, 4.5))).verdict())
                .isEqualTo("holds");
        assertThat(made.judge(new ClaimCheck.Ratio("seconds", "gan", "vae", CheckBounds.from(3.8))).verdict())
                .isEqualTo("undecided");
    }

    @Test
    void threshold() {
        var made = new MadeStudy(out, 3, "gan").score("gan", "legible-share", 0.03, 0.04, 0.02);
        ClaimResult c = made.judge(new ClaimCheck.Threshold("legible-share", List.of("gan"), CheckBounds.upTo(0.1)));
        assertThat(c.verdict()).isEqualTo("holds");
        assertThat(c.evidence()).isEqualTo(
                "Legible-share 0.030 for the GAN (0.013 to 0.068), over three seeds; the check asks for below 0.1.");
        assertThat(c.checks().getFirst().low()).isCloseTo(0.0129995692, within(1e-8));
        assertThat(
                made.judge(new ClaimCheck.Threshold("legible-share", List.of("gan"), CheckBounds.from(0.1))).verdict())
                .isEqualTo("fails");
        assertThat(
                made.judge(new ClaimCheck.Threshold("legible-share", List.of("gan"), CheckBounds.from(0.04))).verdict())
                .isEqualTo("undecided");
    }

    @Test
    void eventsAreCounted() {
        var made = new MadeStudy(out, 3, "gan", "vae");
        for (long seed = 1; seed <= 3; seed++) made.event("gan", seed, "vanishing-gradient");
        ClaimCheck happens = new ClaimCheck.Threshold("events:vanishing-gradient", List.of("gan"),
                CheckBounds.from(0.0));
        assertThat(made.judge(happens).verdict()).isEqualTo("undecided");
        assertThat(made.judge(happens).evidence())
                .isEqualTo(
                        "The event “vanishing gradient” happened in three of three runs of the GAN (a share of "
                                + "1.00, 0.29 to 1.00); the check asks for it in most runs of the GAN.");
        assertThat(made.check(happens).test()).isEqualTo(
                "Clopper-Pearson interval of the share of runs over three seeds, 95 %; the GAN; it covers the limit");
    }

    /** Six of six runs are 0.54 to 1 by Clopper and Pearson, none of six 0 to 0.46. */
    @Test
    void sixRunsShowThatAnEventIsUsual() {
        var made = new MadeStudy(out, 6, "gan", "vae");
        for (long seed = 1; seed <= 6; seed++) made.event("gan", seed, "vanishing-gradient");
        assertThat(made.judge(vanishes("gan", CheckBounds.from(0.5))).verdict()).isEqualTo("holds");
        assertThat(made.judge(vanishes("vae", CheckBounds.from(0.5))).verdict()).isEqualTo("fails");
        assertThat(made.judge(vanishes("vae", CheckBounds.upTo(0.5))).verdict()).isEqualTo("holds");
        ClaimResult more = made.judge(
                new ClaimCheck.Ordering("events:vanishing-gradient", "gan", "higher", List.of("vae")));
        assertThat(more.verdict()).isEqualTo("holds");
        assertThat(more.evidence())
                .isEqualTo("The event “vanishing gradient” happened in six of six runs of the GAN (a share of 1.00, "
                        + "0.54 to 1.00) and in none of six runs of the VAE (a share of 0.00, 0.00 to 0.46).");
    }

    private static ClaimCheck.Threshold vanishes(String arm, CheckBounds bounds) {
        return new ClaimCheck.Threshold("events:vanishing-gradient", List.of(arm), bounds);
    }

    /** "At times": one run suffices, and that none did in three does not show that none can. */
    @Test
    void whatHappensAtTimesIsDecidedByTheRunsInWhichItHappens() {
        var made = new MadeStudy(out, 3, "gan", "vae").event("gan", 2, "vanishing-gradient");
        ClaimResult once = made.judge(vanishes("gan", CheckBounds.from(0.5)).ofSome());
        assertThat(once.verdict()).isEqualTo("holds");
        assertThat(once.evidence())
                .isEqualTo("The event “vanishing gradient” happened in one of three runs of the GAN.");
        ClaimResult never = made.judge(vanishes("vae", CheckBounds.from(0.5)).ofSome());
        assertThat(never.verdict()).isEqualTo("undecided");
        assertThat(never.evidence())
                .isEqualTo("The event “vanishing gradient” happened in none of three runs of the VAE, which "
                        + "does not show that it cannot be.");
        made.score("gan", "sharpness", 0.2, 0.9, 0.9);
        assertThat(made.judge(new ClaimCheck.Threshold("sharpness", List.of("gan"), CheckBounds.upTo(0.5)).ofSome())
                .evidence()).isEqualTo("Sharpness is below 0.5 in one of three runs of the GAN.");
    }

    @Test
    void theLastTenthOfARunIsItsFinalValue() {
        var made = new MadeStudy(out, 3, "vae");
        for (long seed = 1; seed <= 3; seed++) made.line("vae", seed, 80_000, "validation/loss", 900)
                .line("vae", seed, 90_000, "validation/loss", 152)
                .line("vae", seed, 95_000, "KL", 3).line("vae", seed, 100_000, "validation/loss", 150 + seed / 10.0);
        CheckResult r = made.check(new ClaimCheck.Threshold("final:validation/loss", List.of("vae"),
                CheckBounds.upTo(200.0)));
        assertThat(r.estimate()).isCloseTo(151.1, within(1e-9));
        assertThat(r.what()).isEqualTo("validation loss at the end of training of the VAE is below 200");
    }

    @Test
    void theMeanOfAWholeRunIsThroughoutTheTraining() {
        var made = new MadeStudy(out, 3, "vae");
        for (long seed = 1; seed <= 3; seed++)
            made.line("vae", seed, 10_000, "KL", 1).line("vae", seed, 100_000, "KL", 4);
        CheckResult r = made.check(new ClaimCheck.Threshold("mean:KL", List.of("vae"), CheckBounds.upTo(3)));
        assertThat(r.estimate()).isEqualTo(2.5);
        assertThat(r.what()).isEqualTo("KL over the whole training of the VAE is below 3");
    }

    /** A loss of 150 with a reconstruction of 149.8 has 0.2 of KL, whatever its weight. */
    @Test
    void weightedKlIsWhatTheLossHasBesideTheReconstruction() {
        var made = new MadeStudy(out, 3, "vae");
        for (long seed = 1; seed <= 3; seed++)
            made.line("vae", seed, 100_000, Map.of("loss", 150.0, "reconstruction", 149.8, "KL", 200.0));
        CheckResult r = made.check(
                new ClaimCheck.Threshold("final:weighted_KL", List.of("vae"), CheckBounds.upTo(1)));
        assertThat(r.estimate()).isCloseTo(0.2, within(1e-9));
        assertThat(r.what()).isEqualTo("KL loss with its weight at the end of training of the VAE is below 1");
    }

    /** As a paper that shows a VAE's reconstructions beside a GAN's drawn images. */
    @Test
    void theOthersMayHaveAnotherMetric() {
        var made = new MadeStudy(out, 3, "gan", "vae").score("vae", "reconstruction-recognisable", 0.9, 0.91, 0.92)
                .score("gan", "recognisable", 0.5, 0.51, 0.52);
        ClaimResult c = made.judge(new ClaimCheck.Ordering("reconstruction-recognisable", "vae", "higher",
                List.of("gan"), "recognisable"));
        assertThat(c.verdict()).isEqualTo("holds");
        assertThat(c.checks().getFirst().what()).isEqualTo(
                "recognisable share of reconstructions of the VAE is higher than recognisable share of the GAN");
        assertThat(c.evidence()).isEqualTo("Reconstruction-recognisable 0.910 for the VAE against a recognisable share "
                + "of 0.510 for the GAN (difference 0.400, 0.377 to 0.423), over three seeds.");
        assertThat(made.judge(new ClaimCheck.Ordering("recall", "vae", "higher", List.of("gan"), "recognisable"))
                .evidence()).isEqualTo("The VAE has no recall.");
    }

    @Test
    void parametersAreAFact() {
        var made = new MadeStudy(out, 3, "gan", "vae").model("gan", 2_000, 2_000).model("vae", 1_000, 1_000);
        ClaimResult c = made.judge(new ClaimCheck.Ordering("parameters", "vae", "lower", List.of("gan")));
        assertThat(c.verdict()).isEqualTo("holds");
        assertThat(c.evidence()).isEqualTo(
                "Number of trainable parameters 1,000 for the VAE against 2,000 for the GAN "
                        + "(difference −1,000 in every run), over three seeds.");
        assertThat(made.model("vae", 2_000, 2_000)
                .judge(new ClaimCheck.Ordering("parameters", "vae", "lower", List.of("gan"))).verdict())
                .isEqualTo("fails");
    }

    @Test
    void fewerThanThreeSeedsDecideNothing() {
        assertThat(new MadeStudy(out, 2, "gan", "vae").score("gan", "sharpness", 0.9, 0.9)
                .score("vae", "sharpness", 0.1, 0.1)
                .judge(new ClaimCheck.Ordering("sharpness", "gan", "higher", List.of("vae"))).evidence())
                .isEqualTo("The study asks for two seeds of the GAN, and three are needed.");
    }

    @Test
    void aRunThatHasNotEndedDoesNotCount() throws Exception {
        var made = three().score("gan-base", "sharpness", 0.64, 0.65, 0.63);
        Files.delete(made.run("gan-base", 2).outcome());
        ClaimResult c = made.judge(SHARPER);
        assertThat(c.verdict()).isEqualTo("undecided");
        assertThat(c.evidence()).isEqualTo("Two of three seeds of gan-base have run to the end, and three are needed.");
    }

    @Test
    void nothingHasRun() throws Exception {
        var made = new MadeStudy(out, 3, "gan", "vae");
        for (String arm : List.of("gan", "vae"))
            for (long seed = 1; seed <= 3; seed++) Files.delete(made.run(arm, seed).outcome());
        ClaimResult c = made.judge(new ClaimCheck.Ordering("sharpness", "gan", "higher", List.of("vae")));
        assertThat(c.evidence()).isEqualTo("No run yet.");
    }

    /** Without the network's weights nothing measures it; what else there is, is judged. */
    @Test
    void aScoreInInceptionNamesTheWeights() {
        var made = three().score("gan-base", "sharpness", 0.64, 0.65, 0.63);
        var fid = new ClaimCheck.Ordering("fid-10k", "gan-base", "lower", List.of("gan-bn"));
        assertThat(made.judge(fid).evidence()).isEqualTo(
                "FID (Inception) of gan-base is not measured: it needs the Inception network's weights, which "
                        + "'ganvas weights fetch inception' brings.");
        assertThat(made.judge(fid).verdict()).isEqualTo("undecided");
        assertThat(made.judge(SHARPER).verdict()).isEqualTo("holds");
    }

    @Test
    void aMissingScoreIsNamed() {
        var made = three();
        assertThat(made.judge(SHARPER).evidence()).isEqualTo("gan-base has no sharpness.");
        made.score("gan-base", "sharpness", 0.64, null, 0.63);
        assertThat(made.judge(SHARPER).evidence())
                .isEqualTo("Only two of three seeds of gan-base have a sharpness, and three are needed.");
    }

    @Test
    void everySeedThatAnArmHasCounts() {
        var made = new MadeStudy(out, 4, "gan", "vae").score("gan", "sharpness", 0.9, 0.91, null, 0.92).score("vae",
                "sharpness", 0.5, 0.51, 0.9, 0.52);
        CheckResult r = made.check(new ClaimCheck.Ordering("sharpness", "gan", "higher", List.of("vae")));
        assertThat(r.estimate()).isCloseTo(0.3024999999999999, within(1e-9));
        assertThat(r.test()).startsWith("Welch's t over three of four seeds");
    }

    @Test
    void aDivergedArmLeavesItsChecksOpen() {
        var made = three().score("gan-base", "sharpness", 0.64, 0.65, 0.63).diverged("gan-base", 2);
        assertThat(made.judge(SHARPER).verdict()).isEqualTo("undecided");
        assertThat(made.judge(SHARPER).evidence()).isEqualTo("gan-base diverged.");
        ClaimResult nan = made
                .judge(new ClaimCheck.Threshold("events:nan", List.of("gan-base"), CheckBounds.from(0.5)).ofSome());
        assertThat(nan.verdict()).isEqualTo("holds");
        assertThat(nan.evidence()).isEqualTo("The event “nan” happened in one of three runs of gan-base.");
    }

    @Test
    void unlikeProtocolsAreNotCompared() {
        var made = three().score("gan-base", "sharpness", Map.of("judge", "ffff"), 0.64, 0.65, 0.63);
        ClaimResult c = made.judge(SHARPER);
        assertThat(c.verdict()).isEqualTo("undecided");
        assertThat(c.evidence())
                .isEqualTo(
                        "Sharpness of gan-bn and gan-base is not compared: their protocols differ in `judge` "
                                + "(a3f1 against ffff).");
    }

    @Test
    void aTrendIsPairedOverSeeds() {
        var made = new MadeStudy(out, 3, "gan");
        trend(made, 15, 15.2, 14.6, 11.9, 11.7, 12.2);
        ClaimResult c = made.judge(new ClaimCheck.Trend("judge/fid", "gan", 5, 10, "down"));
        assertThat(c.verdict()).isEqualTo("holds");
        assertThat(c.evidence()).isEqualTo(
                "FID (judge features) of the GAN: 14.9 after 50,000 images, 11.9 after 100,000 (change −3.0, "
                        + "−4.4 to −1.6, over three seeds).");
        assertThat(c.checks().getFirst().low()).isCloseTo(-4.38310934, within(1e-7));
        assertThat(made.judge(new ClaimCheck.Trend("judge/fid", "gan", 5, 10, "up")).verdict())
                .isEqualTo("fails");
        assertThat(made.judge(new ClaimCheck.Trend("judge/fid", "gan", 5, 10, "nowhere", 5.0)).verdict())
                .isEqualTo("holds");
        assertThat(made.judge(new ClaimCheck.Trend("judge/fid", "gan", 5, 10, "nowhere", 1.0)).verdict())
                .isEqualTo("fails");
        assertThat(made.judge(new ClaimCheck.Trend("judge/fid", "gan", 5, 10, "nowhere", 2.5)).verdict())
                .isEqualTo("undecided");
    }

    /** Three values after 50,000 images, then three after 100,000. */
    private static void trend(MadeStudy made, double... values) {
        for (int seed = 1; seed <= 3; seed++) made.line("gan", seed, 50_000, "judge/fid", values[seed - 1])
                .line("gan", seed, 75_000, "D/loss", 1).line("gan", seed, 100_000, "judge/fid", values[seed + 2]);
    }

    @Test
    void aShorterRunCountsItsEpochsForAsManyOfThePapers() {
        // A tenth of the paper's 100 epochs.
        var made = new MadeStudy(out, "short", Map.of("gan", 1_000_000L), 3, "gan");
        trend(made, 15, 15.2, 14.6, 11.9, 11.7, 12.2);
        CheckResult r = made.check(new ClaimCheck.Trend("judge/fid", "gan", 50, 100, "down"));
        assertThat(r.verdict()).isEqualTo("holds");
        assertThat(r.test()).isEqualTo(
                "paired t over three seeds, 95 % interval, value after 100,000 images minus value after 50,000, "
                        + "for the paper's epochs 100 and 50: the run is 10 % of the paper's length");
    }

    @Test
    void aRunTooShortForTwoLinesShowsNoTrend() {
        var made = new MadeStudy(out, 3, "gan");
        for (int seed = 1; seed <= 3; seed++) made.line("gan", seed, 100_000, "judge/fid", 10);
        assertThat(made.judge(new ClaimCheck.Trend("judge/fid", "gan", 5, 10, "down")).evidence())
                .isEqualTo(
                        "The GAN has no line with its FID (judge features) near 50,000 images and another near "
                                + "100,000.");
        for (int seed = 1; seed <= 3; seed++) made.line("gan", seed, 99_000, "judge/fid", 9);       // far from epoch 5
        assertThat(made.judge(new ClaimCheck.Trend("judge/fid", "gan", 5, 10, "down")).verdict())
                .isEqualTo("undecided");
    }

    @Test
    void aClaimNeedsAllItsChecks() {
        var made = three().score("gan-base", "sharpness", 0.64, 0.65, 0.63);
        ClaimCheck holds = SHARPER,
                fails = new ClaimCheck.Ordering("sharpness", "gan-base", "higher", List.of("gan-bn")),
                open = new ClaimCheck.Ordering("coverage", "gan-base", "higher", List.of("gan-bn"));
        assertThat(made.judge(holds, holds).verdict()).isEqualTo("holds");
        assertThat(made.judge(holds, open).verdict()).isEqualTo("undecided");
        assertThat(made.judge(holds, open).evidence()).startsWith("gan-base has no coverage.\nSharpness 0.81");
        assertThat(made.judge(holds, open, fails).verdict()).isEqualTo("fails");
        assertThat(made.judge().verdict()).isEqualTo("undecided");
    }

    @Test
    void arms() {
        assertThat(new MadeStudy(out, 3, "gan")
                .judge(new ClaimCheck.Ordering("sharpness", "gan", "higher", List.of("nobody"))).evidence())
                .isEqualTo("The study has no arm nobody.");
    }
}
