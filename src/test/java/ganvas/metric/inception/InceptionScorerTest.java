package ganvas.metric.inception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ganvas.data.Images;
import ganvas.data.Split;
import ganvas.metric.InceptionScorer;
import ganvas.metric.Metrics;
import ganvas.metric.Scores;
import ganvas.result.ScoreLine;
import ganvas.torch.Device;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InceptionScorerTest {
    /** uint8 [n, 3, 8, 8]. */
    private static Tensor noise(int n) {
        byte[] pixels = new byte[n * 3 * 64];
        new Random(1).nextBytes(pixels);
        return Tensor.of(pixels, n, 3, 8, 8);
    }

    /** The dataset against itself, and too few images. */
    @Test
    void everyMeasureHasALineAndAFingerprint() {
        try (var _ = new Scope()) {
            Split test = new Split(noise(100), Tensor.of(new long[100], 100));
            Images data = new Images("noise", List.of("noise"), "00", test, test, test);
            var scorer = new InceptionScorer(data, Inception.of(Formula.weights(), "the formula", Device.CPU), Protocol.PYTORCH_FID);
            var told = new ArrayList<Long>();
            Scores scores = scorer.score(noise(100), told::add);
            assertThat(scores.notMeasured()).isEmpty();
            assertThat(scores.lines()).extracting(ScoreLine::name).containsExactlyElementsOf(Metrics.OF_INCEPTION.stream().map(m -> m.nameAt(100)).toList());
            assertThat(told).isSorted().endsWith(scorer.work(100));
            ScoreLine fid = scores.lines().getFirst();
            assertThat(fid.name()).isEqualTo("fid-100");
            assertThat(fid.value()).isCloseTo(0, within(1e-3));
            assertThat(fid.low()).isNull();
            assertThat(fid.protocol()).containsEntry("protocol", "pytorch-fid").containsEntry("normalisation", "2 x / 255 - 1")
                    .containsKeys("weights SHA-256", "resize", "dataset SHA-256", "generated");
            assertThat(scores.lines().stream().filter(l -> l.name().equals("coverage-inception")).findFirst().orElseThrow().value()).isEqualTo(1);

            told.clear();
            assertThat(scorer.score(noise(99), told::add).notMeasured()).hasSameSizeAs(Metrics.OF_INCEPTION)
                    .contains("fid-99: it needs at least 100 images, there are 99");
            assertThat(told).isEmpty();
            assertThat(scorer.score(noise(1), _ -> {}).notMeasured()).containsExactly("no score: there are fewer than 2 images");
        }
    }
}
