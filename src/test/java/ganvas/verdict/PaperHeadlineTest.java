package ganvas.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import ganvas.file.Json;
import ganvas.result.Summary;
import ganvas.study.CheckBounds;
import ganvas.study.ClaimCheck;
import ganvas.study.Study;
import ganvas.study.StudyArm;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands first about a paper's claims, and what is said of runs shorter than its own. */
class PaperHeadlineTest {
    private static final ClaimCheck.Equality EQUAL = new ClaimCheck.Equality("judge-confidence", List.of("gan", "vae"),
            1);
    @TempDir
    Path out;

    @Test
    void theHeadlineCountsTheClaims() {
        var made = new MadeStudy(out, 3, "gan-bn", "gan-base").score("gan-bn", "sharpness", 0.81, 0.80, 0.82)
                .score("gan-base", "sharpness", 0.64, 0.65, 0.63);
        ClaimCheck fails = new ClaimCheck.Ordering("sharpness", "gan-base", "higher", List.of("gan-bn"));
        Summary s = made.summary(List.of(
                MadeStudy.claim("a", new ClaimCheck.Ordering("sharpness", "gan-bn", "higher", List.of("gan-base"))),
                MadeStudy.claim("b", fails),
                MadeStudy.claim("c", new ClaimCheck.Ordering("coverage", "gan-base", "higher", List.of("gan-bn")))));
        assertThat(s.verdict()).first().isEqualTo(
                "Of made-2020's three claims, one holds, one fails, one is undecided at the paper's length.");
        assertThat(Json.read(Study.summary(out), Summary.class).claims()).hasSize(3);
        assertThat(ComparisonVerdict.terminal(s, 60)).isEqualTo("""
                holds      a  What a says.
                fails      b  What b says.
                undecided  c  What c says.
                           why: gan-base has no coverage.
                Of made-2020's three claims, one holds, one fails, one is
                undecided at the paper's length.
                The paper's length: 10 epochs.
                """);
    }

    @Test
    void aShortBudgetIsSaidInTheHeadline() {
        var made = new MadeStudy(out, "short", Map.of("gan", 1_000_000L, "vae", 1_000_000L), 3, "gan", "vae")
                .score("gan", "sharpness", 0.9, 0.9, 0.9);
        List<String> lines = made
                .summary(
                        List.of(MadeStudy.claim("a", new ClaimCheck.Threshold("sharpness", List.of("gan"),
                                CheckBounds.from(0.5)))))
                .verdict();
        assertThat(lines.getFirst())
                .isEqualTo("The one claim of made-2020 holds at 100,000 images each (short budget).");
        assertThat(lines.get(1)).startsWith(
                "Short budget: 10 epochs instead of the paper's 100. Claims are judged at this length");
        assertThat(lines).allSatisfy(l -> assertThat(l).doesNotContain("  "));
        assertThat(lines.getFirst().split("\\s+").length).isLessThanOrEqualTo(25);
    }

    @Test
    void aShortBudgetAsLongAsThePaperIsThePapersLength() {
        List<String> lines = new MadeStudy(out, "short", Map.of("gan", MadeStudy.IMAGES), 3, "gan")
                .summary(List.of(MadeStudy.claim("a", EQUAL))).verdict();
        assertThat(lines.getFirst()).endsWith("at the paper's length.");
        assertThat(lines.get(1)).isEqualTo("The paper's length: 10 epochs.");
    }

    @Test
    void onlyClaimsOverShorterRunsBearAReservation() {
        var made = new MadeStudy(out, "short", Map.of("gan", 2 * MadeStudy.IMAGES, "vae", MadeStudy.IMAGES), 3, "gan",
                "vae");
        Study study = made.study(List.of());
        assertThat(BudgetWords.words(study))
                .isEqualTo("short budget; GAN: 10 epochs instead of the paper's 20; VAE: 10 epochs, as in the paper");
        assertThat(BudgetWords.reservation(study, MadeStudy.claim("a", EQUAL))).isEqualTo("short budget");
        assertThat(BudgetWords.reservation(study,
                MadeStudy.claim("b", new ClaimCheck.Threshold("sharpness", List.of("vae"), CheckBounds.from(1.0)))))
                .isEmpty();
        assertThat(BudgetWords.reservation(study,
                MadeStudy.claim("c", new ClaimCheck.Count("gan", "generator", "trainable", 1)))).isEmpty();
    }

    @Test
    void runsThatThePaperDoesNotHaveAreCalledSo() {
        Study s = new MadeStudy(out, "short", Map.of("gan", 2 * MadeStudy.IMAGES, "vae", MadeStudy.IMAGES), 3, "gan",
                "vae").study(List.of());
        var arms = s.arms().stream().map(a -> a.name().equals("vae") ? a
                : new StudyArm(a.name(), a.family(), a.model(), a.images(), a.set(), Map.of("epochs", 20.0))).toList();
        assertThat(BudgetWords.words(s.withArms(arms)))
                .isEqualTo("short budget; GAN: 10 epochs instead of the paper's 20; VAE: 10 epochs, not in the paper");
    }

    @Test
    void smokeIsNoEvidence() {
        Summary s = new MadeStudy(out, "smoke", Map.of("gan", 1_000_000L), 1, "gan")
                .summary(List.of(MadeStudy.claim("a", EQUAL)));
        assertThat(s.verdict().getFirst())
                .isEqualTo("The one claim of made-2020 is undecided in a smoke test, which is no evidence.");
        assertThat(s.verdict().get(1))
                .startsWith("Smoke: a test of the program, not evidence; 10 epochs instead of the paper's 100.");
        assertThat(s.verdict().getLast()).startsWith("One training run of each model: too few");
    }
}
