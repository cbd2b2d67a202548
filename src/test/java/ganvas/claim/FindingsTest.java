package ganvas.claim;

import static ganvas.verdict.Made.arm;
import static ganvas.verdict.Made.map;
import static ganvas.verdict.Made.score;
import static ganvas.verdict.Made.seeds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ganvas.claim.Findings.Difference;
import ganvas.claim.Findings.Reason;
import ganvas.result.RunOutcome;
import ganvas.result.Summary;
import ganvas.result.Summary.Score;
import ganvas.study.Study;
import ganvas.study.StudyArm;
import ganvas.verdict.Made;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FindingsTest {
    private static Findings of(Score a, Score b) {
        return of(map("s", a), map("s", b), RunOutcome.DONE);
    }

    private static Findings of(Map<String, Score> a, Map<String, Score> b, String statusOfGan) {
        var arms = new LinkedHashMap<String, Summary.ArmSummary>();
        arms.put("gan", arm("gan", 1, 10, statusOfGan, a));
        arms.put("vae", arm("vae", 1, 10, RunOutcome.DONE, b));
        return Findings.of(arms);
    }

    @Test
    void lowerIsBetter() {
        Difference f = of(score("FID", 10, 3, "good", "lower"), score("FID", 20, 4, "good",
                "lower")).differences().getFirst();
        assertThat(f.better()).isEqualTo("gan");
        assertThat(f.value().mean()).isEqualTo(-10);
        assertThat(f.value().low()).isCloseTo(-15, within(1e-12));
        assertThat(f.value().high()).isCloseTo(-5, within(1e-12));
        assertThat(f.seeds()).isZero();
    }

    @Test
    void anIntervalThatCoversZeroDecidesNothing() {
        assertThat(of(score("FID", 10, 3, "good", "lower"), score("FID", 14, 4, "good",
                "lower")).differences().getFirst().better())
                .isEqualTo("undecided");
    }

    @Test
    void nearerToOneIsBetterFromEitherSide() {
        assertThat(of(score("Sharpness", 0.93, 0.02, "sharp", "one"), score("Sharpness", 1.4, 0.05, "sharp",
                "one")).differences().getFirst().better())
                .isEqualTo("gan");
        assertThat(of(score("Sharpness", 0.9, 0.02, "sharp", "one"), score("Sharpness", 1.1, 0.02, "sharp",
                "one")).differences().getFirst().better())
                .isEqualTo("undecided");
    }

    @Test
    void unlikeModelsAreIndependent() {
        // differences −1, −1.2, −0.8 would decide if seeds were paired
        Difference f = of(seeds("FID", "lower", 10.0, 20.2, 30.0), seeds("FID", "lower", 11.0, 21.4,
                30.8)).differences().getFirst();
        assertThat(f.better()).isEqualTo("undecided");
        assertThat(f.test()).isEqualTo(SeedTest.WELCH);
        assertThat(f.seeds()).isEqualTo(3);
    }

    /** One model at two lengths is one run that goes on: its seeds are paired. */
    @Test
    void oneTrajectoryIsPaired() {
        var dataset = new Summary.DatasetInfo("mnist", 100, 10, 10, 1, 28, 28, List.of("0"), "00");
        var study = new Study("s", "", dataset, List.of(
                new StudyArm("gan", "gan", "ali-2020/gan", 100, Map.of()),
                new StudyArm("vae", "gan", "ali-2020/gan", 200, Map.of()),
                new StudyArm("other", "gan", "ali-2020/gan", 200, Map.of("batch", 10))), List.of(0L, 1L, 2L),
                List.of());
        var arms = new LinkedHashMap<String, Summary.ArmSummary>();
        arms.put("gan", arm("gan", 3, 10, RunOutcome.DONE, map("s", seeds("FID", "lower", 10.0, 20.2, 30.0))));
        arms.put("vae", arm("gan", 3, 10, RunOutcome.DONE, map("s", seeds("FID", "lower", 11.0, 21.4, 30.8))));
        // differences −1, −1.2, −0.8: mean −1, sd 0.2, half = 4.302653 · 0.2 / sqrt(3) = 0.496828
        Difference f = Findings.of(study, arms).differences().getFirst();
        assertThat(f.better()).isEqualTo("gan");
        assertThat(f.value().low()).isCloseTo(-1.496828, within(1e-5));
        assertThat(SeedTest.between(study, "gan", "other")).isEqualTo(SeedTest.WELCH);
    }

    @Test
    void aMeanIsOverTheSeedsThatAnArmHas() {
        Difference f = of(seeds("FID", "lower", 10.0, null, 30.0, 40.0), seeds("FID", "lower", 11.0, 21.0, 31.0,
                41.0)).differences().getFirst();
        assertThat(f.value().mean()).isCloseTo(80 / 3.0 - 26, within(1e-12));
    }

    @Test
    void anArmOfWhichSomeRunsCollapsedIsNotCompared() {
        var arms = new LinkedHashMap<String, Summary.ArmSummary>();
        arms.put("gan", arm("gan", 3, 10, RunOutcome.DONE, map("s", seeds("FID", "lower", 9.0, 9.1, 9.2)))
                .withCollapsed(1));
        arms.put("vae", arm("vae", 3, 10, RunOutcome.DONE, map("s", seeds("FID", "lower", 30.0, 31.0, 32.0))));
        assertThat(Findings.of(arms).differences()).isEmpty();
        assertThat(Findings.of(arms).refusals()).singleElement().extracting(Findings.Refusal::reason)
                .isEqualTo(Reason.SOME_COLLAPSED);
    }

    @Test
    void noDirectionNoFinding() {
        assertThat(of(score("KL", 10, 3, "reconstructs", "none"), score("KL", 20, 3, "reconstructs",
                "none")).differences()).isEmpty();
    }

    @Test
    void unlikeProtocolsAreRefused() {
        Score a = score("FID", 10, 1, "good", "lower");
        Score b = new Score(20, 19.0, 21.0, List.of(20.0), "samples", "FID", "good", "lower", "", "", Map.of("judge",
                "a3f1", "samples", 5_000, "split", "test"));
        Findings found = of(a, b);
        assertThat(found.differences()).isEmpty();
        assertThat(found.refusals()).singleElement().extracting(Findings.Refusal::reason)
                .isEqualTo(Reason.PROTOCOLS_DIFFER);
    }

    @Test
    void intervalsOverSamplesAndOverSeedsAreNotMixed() {
        Findings found = of(score("FID", 10, 1, "good", "lower"), seeds("FID", "lower", 20.0, 21.0, 22.0));
        assertThat(found.differences()).isEmpty();
        assertThat(found.refusals()).singleElement().extracting(Findings.Refusal::reason)
                .isEqualTo(Reason.INTERVALS_DIFFER);
    }

    @Test
    void withoutAnIntervalNothingIsDecided() {
        Score bare = new Score(10, null, null, List.of(10.0), "samples", "FID", "good", "lower", "", "", Made.PROTOCOL);
        assertThat(of(bare, score("FID", 20, 1, "good", "lower")).differences()).isEmpty();
    }

    @Test
    void aDivergedArmIsNotCompared() {
        assertThat(of(map("s", score("FID", 10, 1, "good", "lower")), map("s", score("FID", 20, 1, "good", "lower")),
                RunOutcome.DIVERGED).differences()).isEmpty();
    }
}
