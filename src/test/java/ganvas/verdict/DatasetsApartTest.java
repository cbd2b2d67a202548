package ganvas.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import ganvas.claim.Budget;
import ganvas.file.Json;
import ganvas.result.Capability;
import ganvas.result.ModelCard;
import ganvas.result.RunFolder;
import ganvas.result.RunOutcome;
import ganvas.result.ScoreLine;
import ganvas.result.StatLine;
import ganvas.result.Summary;
import ganvas.result.Summary.ClaimResult;
import ganvas.result.Summary.Finding;
import ganvas.study.Claim;
import ganvas.study.ClaimCheck;
import ganvas.study.Study;
import ganvas.study.StudyArm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arms that learn from unlike datasets are summed up together and never compared. */
class DatasetsApartTest {
    private static final Summary.DatasetInfo DIGITS = new Summary.DatasetInfo("mnist", 1_000, 100, 100, 1, 28, 28,
            List.of("0", "1"), "aa"),
            FACES = new Summary.DatasetInfo("lfw", 100, 10, 10, 3, 45, 45, List.of("face"), "bb");
    private static final List<StudyArm> ARMS = List.of(arm("d-gan", "gan", "mnist", 10_000),
            arm("d-vae", "vae", "mnist", 10_000), arm("f-gan", "gan", "lfw", 2_000), arm("f-vae", "vae", "lfw", 2_000));

    @TempDir
    Path out;

    private static StudyArm arm(String name, String family, String dataset, long images) {
        return new StudyArm(name, family, "made/" + name, images, Map.of(), Map.of("epochs", 10.0)).on(dataset)
                .reducedBy(dataset.equals("lfw") ? List.of("channels 16 instead of 96") : List.of());
    }

    private Study study(Claim... claims) {
        return new Study("made", "./ganvas study run made --data lfw=/home/me/faces.tgz --out x",
                List.of(DIGITS, FACES), ARMS, List.of(1L, 2L, 3L), List.of()).withClaims(List.of(claims));
    }

    private Summary summary(Study study) {
        Json.write(Study.file(out), study);
        for (StudyArm arm : ARMS) for (long seed : study.seeds()) {
            RunFolder run = study.run(out, arm, seed);
            boolean gan = arm.family().equals("gan"), digits = arm.dataset().equals("mnist");
            Json.write(run.outcome(), new RunOutcome(RunOutcome.DONE, arm.images(), 60, 100, 0, null));
            run.writeScores(List.of(score("precision", gan == digits ? 0.9 : 0.4, seed),
                    score("recall", gan ? 0.6 : 0.1, seed)));
            run.append(new StatLine(arm.images() / 2, 0, 1, 1, Map.of("loss", 5.0 + seed / 10.0), null));
            run.append(new StatLine(arm.images(), 0, 1, 1, Map.of("loss", 1.0), null));
        }
        return Summaries.write(out);
    }

    /** The same name and protocol: only the datasets keep them apart. */
    private static ScoreLine score(String name, double value, long seed) {
        return new ScoreLine(name, name, value + seed / 100.0, null, null, "good", "higher", "", "", Map.of());
    }

    @Test
    void findingsStayWithinADataset() {
        Summary s = summary(study());
        assertThat(s.findings()).hasSize(4).allMatch(f -> f.first().charAt(0) == f.second().charAt(0));
        assertThat(s.on(FACES).findings()).extracting(Finding::first).containsExactly("f-gan", "f-gan");
        assertThat(s.on(DIGITS).arms()).containsOnlyKeys("d-gan", "d-vae");
        assertThat(Json.read(Study.summary(out), Summary.class)).isEqualTo(s);
        assertThat(Verification.differences(out)).isEmpty();
    }

    @Test
    void theVerdictSpeaksOfEachDatasetApart() {
        Summary s = summary(study());
        assertThat(s.verdict().getFirst()).isEqualTo(
                "On MNIST d-gan leads on two of two scores; on LFW f-gan and f-vae lead on one of two scores each.");
        assertThat(s.verdict()).anyMatch(l -> l.matches("(On|After) .*MNIST.* d-gan .*"))
                .anyMatch(l -> l.matches("(On|After) .*LFW.* f-(gan|vae) .*"));
        assertThat(s.verdict().stream().skip(1)).noneMatch(l -> l.contains("d-") && l.contains("f-"));
        String terminal = ComparisonVerdict.terminal(s, 80);
        assertThat(terminal).containsSubsequence("d-gan", "d-vae", "On MNIST", "f-gan", "f-vae", "On LFW");
        assertThat(terminal.lines()).noneMatch(l -> l.contains("d-gan") && l.contains("f-gan"));
    }

    @Test
    void aClaimMayBeOverBothAndItsTrendCountsTheDatasetsOwnEpochs() {
        var claim = new Claim("both", "The GAN varies more, and the loss falls.", "section 1", "recall and loss",
                List.of(
                        new ClaimCheck.Ordering("recall", "d-gan", "higher", List.of("d-vae")),
                        new ClaimCheck.Ordering("recall", "f-gan", "higher", List.of("f-vae")),
                        new ClaimCheck.Trend("loss", "f-vae", 10, 20, "down")));
        Summary s = summary(study(claim).reproducing("short", new Study.Paper("t", "c", "q",
                Map.of("d-gan", 20_000L, "d-vae", 10_000L, "f-gan", 2_000L, "f-vae", 2_000L), List.of(), List.of())));
        assertThat(s.claims().getFirst().verdict()).isEqualTo("holds");
        assertThat(s.claims().getFirst().evidence())
                .contains("Loss of f-vae: 5.20 after 1,000 images, 1.00 after 2,000");
        Study study = Study.read(out);
        assertThat(BudgetWords.words(study)).isEqualTo(
                "short budget; d-gan: 10 epochs instead of the paper's 20; d-vae: 10 epochs, as in the paper; "
                        + "f-gan and f-vae: 20 epochs, as in the paper; also different from the paper: channels");
        assertThat(Budget.isFull(study)).isFalse();
        assertThat(ComparisonVerdict.terminal(s, 100)).contains("holds", "both");
    }

    @Test
    void aSmallerNetworkIsNotCountedForThePapers() {
        var counted = new Claim("count", "It has so many.", "table 1", "counted",
                List.of(new ClaimCheck.Count("f-vae", "decoder", "trainable", 7)));
        Study study = study(counted).reproducing("short",
                new Study.Paper("t", "c", "q", Map.of(), List.of(), List.of()));
        for (long seed : study.seeds()) {
            Json.write(study.run(out, study.arm("f-vae"), seed).model(), new ModelCard("made/f-vae", "", "", "vae",
                    Capability.ofFamily("vae"), List.of(new ModelCard.Network("decoder", 7, 7, 1, List.of())),
                    List.of(),
                    false));
        }
        ClaimResult judged = summary(study).claims().getFirst();
        assertThat(judged.verdict()).isEqualTo("undecided");
        assertThat(judged.evidence())
                .contains("This budget makes f-vae smaller than in the paper: channels 16 instead of 96");
    }

    @Test
    void theResultFileNamesBothAndNoPlaceOfThisMachine() throws Exception {
        Path file = out.resolve("kept.json");
        summary(study());
        ResultFile kept = ResultFile.write(out, file);
        assertThat(kept.datasets()).containsExactly("mnist", "lfw");
        assertThat(kept.arms().get("f-gan").dataset()).isEqualTo("lfw");
        assertThat(kept.arms().get("f-gan").reduced()).containsExactly("channels 16 instead of 96");
        assertThat(kept.origin().datasetSha256()).isEqualTo("mnist: aa; lfw: bb");
        assertThat(kept.command()).isEqualTo("./ganvas study run made --data lfw=DIR --out x");
        assertThat(Files.readString(file)).doesNotContain("/home/me");
        assertThat(ResultFile.read(file)).isEqualTo(kept);
    }

    /** Written before a study could have several datasets. */
    @Test
    void anOlderResultFileIsReadAndWrittenAsItWas() throws Exception {
        Path old = Path.of("results/khanna-2020.json"), again = out.resolve("again.json");
        Json.write(again, ResultFile.read(old));
        assertThat(Files.readString(again)).isEqualTo(Files.readString(old));
    }
}
