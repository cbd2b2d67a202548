package ganvas.metric.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ganvas.data.Dataset;
import ganvas.data.Split;
import ganvas.data.SplitGallery;
import ganvas.file.NpzArchive;
import ganvas.metric.Metrics;
import ganvas.metric.golden.Formula;
import ganvas.metric.inception.Inception;
import ganvas.metric.inception.Protocol;
import ganvas.problem.Problem;
import ganvas.result.ScoreLine;
import ganvas.torch.Device;
import ganvas.torch.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InceptionScorerTest {
    @TempDir
    Path folder;

    /** uint8 [n, 3, 8, 8]. */
    private static Tensor noise(int n) {
        byte[] pixels = new byte[n * 3 * 64];
        new Random(1).nextBytes(pixels);
        return Tensor.of(pixels, n, 3, 8, 8);
    }

    private static SplitGallery samples(int n) {
        return new SplitGallery("samples", noise(n));
    }

    /** The dataset against itself, too few images, and what is kept of the reference. */
    @Test
    void everyMeasureHasALineAndTheReferenceIsReadOnce() throws IOException {
        Split test = new Split(noise(100), Tensor.of(new long[100], 100));
        RealPictures real = RealPictures.of(new Dataset("noise", List.of("noise"), "00", test, test, test), "test");
        Inception inception = Inception.of(Formula.weights(), "the formula", Device.CPU);
        var told = new ArrayList<String>();
        var cache = new FeatureCache(folder, told::add);
        var scorer = new InceptionScorer(real, inception, Protocol.PYTORCH_FID, cache);
        assertThat(scorer.work(100)).isEqualTo(200);
        var read = new ArrayList<Long>();
        assertThat(scorer.score(samples(99), SampleOrigin.drawn(0), read::add).notMeasured())
                .hasSameSizeAs(Metrics.OF_INCEPTION)
                .contains("fid-99: it needs at least 100 images, there are 99");
        assertThat(scorer.score(samples(1), SampleOrigin.drawn(0), read::add).notMeasured())
                .containsExactly("no score: there are fewer than 2 images");
        assertThat(read).isEmpty();

        Scores scores = scorer.score(samples(100), SampleOrigin.drawn(0), read::add);
        assertThat(scores.notMeasured()).isEmpty();
        assertThat(scores.lines()).extracting(ScoreLine::name)
                .containsExactlyElementsOf(Metrics.OF_INCEPTION.stream().map(m -> m.info().nameAt(100)).toList());
        assertThat(read).isSorted().endsWith(200L);
        ScoreLine fid = scores.lines().getFirst();
        assertThat(fid.name()).isEqualTo("fid-100");
        assertThat(fid.value()).isCloseTo(0, within(1e-3));
        assertThat(fid.protocol()).containsEntry("protocol", "pytorch-fid")
                .containsEntry("normalisation", "2 x / 255 - 1").containsEntry("split", "test")
                .containsEntry("latents", "seed 0").containsEntry("reference images", 100)
                .containsEntry("quantisation", "uint8, rounded")
                .containsKeys("weights SHA-256", "resize", "reference SHA-256", "generated", "features", "ganvas");
        // The inception score alone is made over splits.
        assertThat(scores.lines().stream().filter(l -> !l.name().startsWith("is-"))).extracting(ScoreLine::fingerprint)
                .containsOnly(fid.fingerprint());
        assertThat(scores.lines().stream().filter(l -> l.name().equals("coverage-inception")).findFirst().orElseThrow()
                .value()).isEqualTo(1);

        // Again: nothing of the reference is read, and the statistics are the same to the byte.
        Path first = folder.resolve("first.npz"), second = folder.resolve("second.npz");
        scorer.saveStatistics(first, read::add);
        var again = new InceptionScorer(real, inception, Protocol.PYTORCH_FID, cache);
        assertThat(again.work(100)).isEqualTo(100);
        read.clear();
        again.saveStatistics(second, read::add);
        assertThat(read).isEmpty();
        assertThat(second).hasSameBinaryContentAs(first);
        assertThat(told).isEmpty();
        assertThat(new InceptionScorer(real, inception, Protocol.TORCH_FIDELITY, cache).work(100))
                .as("another protocol").isEqualTo(200);

        // A damaged file is told and made again.
        Path kept = files(folder.resolve("features")).getFirst();
        byte[] bytes = Files.readAllBytes(kept);
        bytes[bytes.length / 2] ^= 1;
        Files.write(kept, bytes);
        assertThat(new InceptionScorer(real, inception, Protocol.PYTORCH_FID, cache).work(100)).isEqualTo(200);
        assertThat(told).singleElement().asString().contains(kept.toString(),
                "is damaged: its checksum is another; it is made again");

        // The file that was saved stands for the pictures, under the same protocol only.
        var saved = new InceptionScorer(first, inception, Protocol.PYTORCH_FID, told::add);
        assertThat(saved.work(100)).isEqualTo(100);
        assertThatThrownBy(() -> new InceptionScorer(first, inception, Protocol.TORCH_FIDELITY, told::add))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(first + ": its statistics were made otherwise")
                .hasMessageContaining("`protocol` (pytorch-fid against torch-fidelity)")
                .hasMessageContaining("`normalisation`").hasMessageContaining("`resize`")
                .hasMessageNotContaining("`weights SHA-256`");
        assertThat(told).hasSize(1);
        try (var archive = NpzArchive.open(first)) {
            assertThat(archive.arrays()).containsExactly("mu", "sigma");
            assertThat(archive.text("about.json").orElseThrow()).contains("\"protocol\": \"pytorch-fid\"",
                    "\"reference images\": 100", inception.sha256());
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }
}
