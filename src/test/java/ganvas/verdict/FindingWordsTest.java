package ganvas.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import ganvas.claim.Findings;
import ganvas.claim.Findings.Difference;
import ganvas.claim.Findings.Reason;
import ganvas.claim.Findings.Refusal;
import ganvas.claim.Interval;
import ganvas.claim.SeedTest;
import ganvas.result.Summary.Score;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FindingWordsTest {
    @Test
    void theTestSaysWhatTheIntervalIsOver() {
        assertThat(test(0, false)).isEqualTo("two runs, 95 % interval over samples, not over training");
        assertThat(test(3, false)).isEqualTo("Welch's t over three seeds, 95 % interval over training");
        assertThat(test(3, true))
                .isEqualTo("Welch's t over three seeds, 95 % interval over training; of the distance from 1");
    }

    private static String test(int seeds, boolean fromOne) {
        var difference = new Difference("s", "gan", "vae", "gan", new Interval(-1, -2, -0.5), seeds, SeedTest.WELCH,
                fromOne);
        return FindingWords.findings(new Findings(List.of(difference), List.of())).getFirst().test();
    }

    @Test
    void whatIsNotComparedIsSaidOnce() {
        assertThat(said(Reason.PROTOCOLS_DIFFER))
                .containsExactly("FID of the GAN and the VAE is not compared: their protocols differ in "
                        + "`samples` (10000 against 5000), `split` (absent against test).");
        assertThat(said(Reason.INTERVALS_DIFFER)).containsExactly(
                "FID of the GAN and the VAE is not compared: one interval is over training seeds, "
                        + "the other over samples.");
    }

    private static List<String> said(Reason reason) {
        var refusal = new Refusal("gan", score(Map.of("samples", 10_000)), "vae",
                score(Map.of("samples", 5_000, "split", "test")), reason);
        return FindingWords.notCompared(new Findings(List.of(), List.of(refusal, refusal)));
    }

    private static Score score(Map<String, Object> protocol) {
        return new Score(20, 19.0, 21.0, List.of(20.0), "samples", "FID", "good", "lower", "", "", protocol);
    }
}
