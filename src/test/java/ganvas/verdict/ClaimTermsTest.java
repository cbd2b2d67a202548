package ganvas.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import ganvas.file.Json;
import ganvas.result.Settings;
import ganvas.result.Summary.ClaimResult;
import ganvas.study.CheckBounds;
import ganvas.study.Claim;
import ganvas.study.ClaimCheck;
import ganvas.study.Study;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The terms on which a claim is judged: a claim that these runs cannot test is undecided, with the reason. */
class ClaimTermsTest {
    private static final ClaimCheck SHARPER = new ClaimCheck.Ordering("sharpness", "gan", "higher", List.of("vae"));
    @TempDir
    Path out;

    private MadeStudy two() {
        return new MadeStudy(out, 3, "gan", "vae").score("gan", "sharpness", 0.5, 0.51, 0.49).score("vae", "sharpness",
                0.8, 0.81, 0.79).score("gan", "recall", 0.03, 0.031, 0.029).score("vae", "recall", 0.4, 0.41, 0.39);
    }

    private static ClaimResult judge(MadeStudy made, Claim.Terms terms, ClaimCheck... checks) {
        return made.summary(List.of(MadeStudy.claim("first", checks).on(terms))).claims().getFirst();
    }

    private static Claim.Terms requires(ClaimCheck... checks) {
        return new Claim.Terms(List.of(checks), false, 0, false, false);
    }

    @Test
    void withoutTermsItFails() {
        assertThat(judge(two(), Claim.Terms.NONE, SHARPER).verdict()).isEqualTo("fails");
        assertThat(Json.pretty(MadeStudy.claim("first", SHARPER).on(Claim.Terms.NONE))).doesNotContain("terms");
    }

    @Test
    void aRequirementThatIsNotMetLeavesItUndecided() {
        ClaimResult c = judge(two(),
                requires(new ClaimCheck.Threshold("recall", List.of("gan"), CheckBounds.from(0.1))), SHARPER);
        assertThat(c.verdict()).isEqualTo("undecided");
        assertThat(c.suggestion()).isEmpty();
        assertThat(c.evidence()).startsWith("Not judged: it can only be tested if recall of the GAN is above 0.1. "
                + "Recall 0.0300 for the GAN (0.0276 to 0.0326), over three seeds; the check asks for above 0.1.\n"
                + "Sharpness 0.500");
        assertThat(judge(two(), requires(new ClaimCheck.Threshold("recall", List.of("vae"), CheckBounds.from(0.1))),
                SHARPER).verdict()).isEqualTo("fails");
    }

    @Test
    void updatesAreThoseOfTheNetworkThatMakesImages() {
        MadeStudy made = two();
        for (long seed = 1; seed <= 3; seed++) {
            Json.write(made.run("gan", seed).settings(), new Settings("gan", "made/gan", "gan", "mnist", seed,
                    MadeStudy.IMAGES, "cpu", "fp32", 2, Map.of("batch", 64, "d-steps", 5), Map.of()));
        }
        var enough = new ClaimCheck.Threshold("updates", List.of("gan"), CheckBounds.from(312));
        assertThat(judge(made, requires(enough), SHARPER).evidence())
                .contains("Number of updates 312 for the GAN (in every run)");
        assertThat(judge(made, requires(enough), SHARPER).verdict()).isEqualTo("undecided");
        assertThat(judge(made, requires(new ClaimCheck.Threshold("updates", List.of("gan"), CheckBounds.from(311))),
                SHARPER).verdict()).isEqualTo("fails");
    }

    @Test
    void onlyAtThePapersLength() {
        var terms = new Claim.Terms(List.of(), true, 0, false, false);
        assertThat(judge(two(), terms, SHARPER).verdict()).isEqualTo("fails");
        var shorter = new MadeStudy(out, "short", Map.of("gan", 2 * MadeStudy.IMAGES), 3, "gan", "vae");
        ClaimResult c = judge(shorter, terms, SHARPER);
        assertThat(c.verdict()).isEqualTo("undecided");
        assertThat(c.evidence()).startsWith("Not judged: this claim can only be tested at the paper's length");
    }

    @Test
    void aMeasureThatStandsInSuggestsAndNeverDecides() {
        var terms = new Claim.Terms(List.of(), false, 0, true, false);
        ClaimResult fails = judge(two(), terms, SHARPER);
        assertThat(fails.verdict()).isEqualTo("undecided");
        assertThat(fails.suggestion()).contains("fails");
        assertThat(fails.evidence()).startsWith("The measure stands in for the paper's own and so decides nothing; it "
                + "suggests that the claim fails.\nSharpness");
        ClaimResult holds = judge(two(), terms,
                new ClaimCheck.Ordering("sharpness", "gan", "lower", List.of("vae")));
        assertThat(holds.verdict()).isEqualTo("undecided");
        assertThat(holds.suggestion()).contains("holds");
    }

    @Test
    void generallyIsSoManyOfTheChecks() {
        ClaimCheck lower = new ClaimCheck.Ordering("sharpness", "gan", "lower", List.of("vae")),
                recall = new ClaimCheck.Ordering("recall", "vae", "higher", List.of("gan"));
        var twoOfThree = new Claim.Terms(List.of(), false, 2, false, false);
        ClaimResult c = judge(two(), twoOfThree, SHARPER, lower, recall);
        assertThat(c.verdict()).isEqualTo("holds");
        assertThat(c.evidence()).startsWith("Two of three checks must hold; two do.");
        assertThat(judge(two(), Claim.Terms.NONE, SHARPER, lower, recall).verdict()).isEqualTo("fails");
    }

    /** Of five runs one collapsed: over the other four the GAN is sharper. */
    @Test
    void overTheRunsThatDidNotCollapse() {
        var made = new MadeStudy(out, 5, "gan", "vae").score("gan", "sharpness", 0.9, 0.1, 0.91, 0.89, 0.9)
                .score("vae", "sharpness", 0.7, 0.71, 0.69, 0.7, 0.7).line("gan", 2, 50_000, "judge/entropy", 2.2)
                .line("gan", 2, 90_000, "judge/entropy", 0.4).event("gan", 2, "mode-collapse");
        assertThat(judge(made, Claim.Terms.NONE, SHARPER).verdict()).isEqualTo("undecided");
        ClaimResult c = judge(made, new Claim.Terms(List.of(), false, 0, false, true), SHARPER);
        assertThat(c.verdict()).isEqualTo("holds");
        assertThat(c.evidence()).startsWith("Over the runs that did not collapse:\nSharpness 0.900 × real for the GAN")
                .endsWith("over four of five seeds.");
    }

    /** The verdict with another choice stands under the claim, and whether it hangs on it. */
    @Test
    void otherChoicesStandUnderTheClaim() {
        var made = new MadeStudy(out, 3, "gan", "vae", "gan-other").score("gan", "sharpness", 0.9, 0.91, 0.92)
                .score("vae", "sharpness", 0.7, 0.71, 0.72).score("gan-other", "sharpness", 0.5, 0.51, 0.52);
        Claim claim = MadeStudy.claim("first", SHARPER);
        var other = new Claim.Alternative("a slope of 0.01", Map.of("gan", "gan-other"));
        var tried = new Claim(claim.id(), claim.says(), claim.where(), claim.measure(), claim.checks(), null,
                List.of(other));
        ClaimResult c = made.summary(List.of(tried)).claims().getFirst();
        assertThat(c.verdict()).isEqualTo("holds");
        assertThat(c.evidence().lines().skip(1)).containsExactly(
                "Sensitivity: the verdict hangs on a choice that the paper leaves open.",
                "With a slope of 0.01: fails. Sharpness 0.510 × real for gan-other against 0.710 for the VAE "
                        + "(difference −0.200, −0.223 to −0.177), over three seeds.");
    }

    @Test
    void termsAreReadBack() {
        Claim claim = MadeStudy.claim("first", SHARPER).on(new Claim.Terms(List.of(SHARPER), true, 1, true, true));
        Json.write(Study.file(out), two().study(List.of(claim)));
        assertThat(Study.read(out).claims()).containsExactly(claim);
    }
}
