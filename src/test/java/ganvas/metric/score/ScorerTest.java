package ganvas.metric.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import ganvas.data.Dataset;
import ganvas.data.Datasets;
import ganvas.metric.Metrics;
import ganvas.metric.judge.Judge;
import ganvas.metric.judge.Judges;
import ganvas.problem.Problem;
import ganvas.result.ScoreLine;
import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every score on real pictures, of which one knows what to expect. */
class ScorerTest {
    private static Dataset mnist;
    private static Judge judge;
    private static Scorer scorer;

    @BeforeAll
    static void open() {
        mnist = Datasets.open("mnist");
        judge = Judge.load(Device.CPU);
        long start = System.nanoTime();
        scorer = new Scorer(mnist, judge);
        System.out.printf("reference: %.1f s%n", (System.nanoTime() - start) / 1e9);
    }

    private static Map<String, ScoreLine> byName(Scores scores) {
        var byName = new LinkedHashMap<String, ScoreLine>();
        for (ScoreLine line : scores.lines()) byName.put(line.name(), line);
        return byName;
    }

    /** Pictures of a digit's size in ten classes need not be digits. */
    @Test
    void anotherDatasetOfTheSameSizeIsForeignToTheJudge() {
        Dataset clothes = new Dataset("folder/size=28:clothes", mnist.classes(), "0", mnist.train(), mnist.validation(),
                mnist.test());
        assertThat(Judges.fits(judge, mnist)).isTrue();
        assertThat(Judges.fits(judge, clothes)).isFalse();
        assertThatThrownBy(() -> new Scorer(clothes, judge)).isInstanceOf(Problem.class)
                .hasMessageContaining("expected images of mnist, 1 x 28 x 28")
                .hasMessageContaining("found those of folder, 1 x 28 x 28 in 10");
    }

    @Test
    void realPicturesScoreWell() {
        long start = System.nanoTime();
        Scores scores = scorer.score(mnist.validation().images());
        System.out.printf("score 10k: %.1f s%n", (System.nanoTime() - start) / 1e9);
        for (var l : scores.lines())
            System.out.printf("%s %.5f [%.5f, %.5f]%n", l.name(), l.value(), l.low(), l.high());
        var line = byName(scores);
        assertThat(scores.notMeasured()).isEmpty();
        assertThat(line.keySet()).startsWith("fid-judge-10k", "kid-judge-10k", "is-judge-10k", "precision", "recall",
                "density", "coverage", "vendi-judge-10k", "class-entropy", "judge-confidence", "legible-share",
                "recognisable", "sharpness", "contrast", "class-share/0").endsWith("class-share/9").hasSize(24);
        assertThat(line.get("is-judge-10k").value()).isBetween(9.5, 10.0);
        assertThat(line.get("is-judge-10k").protocol()).containsEntry("splits", "10 of shuffled images");
        assertThat(line.get("fid-judge-10k").protocol()).doesNotContainKey("splits");
        for (String name : new String[] {"precision", "recall", "density", "coverage", "sharpness"}) {
            assertThat(line.get(name).value()).as(name).isCloseTo(1, within(0.1));
        }
        assertThat(line.get("legible-share").value()).isGreaterThan(0.97);
        assertThat(line.get("recognisable").value()).isBetween(0.85, line.get("legible-share").value());
        for (ScoreLine l : scores.lines()) {
            assertThat(l.low()).as(l.name()).isLessThanOrEqualTo(l.value());
            assertThat(l.high()).as(l.name()).isGreaterThanOrEqualTo(l.value());
        }
        // The interval of a mean is known without resampling; 100 resamples give a standard error to some 7 %.
        try (var _ = new Scope()) {
            double[] confidence = judge.read(mnist.validation().images()).probabilities().max(1).toDoubles();
            double mean = line.get("judge-confidence").value(), squares = 0;
            for (double c : confidence) squares += (c - mean) * (c - mean);
            double half = 1.96 * Math.sqrt(squares) / confidence.length;
            assertThat(line.get("judge-confidence").high() - mean).isCloseTo(half, withinPercentage(15));
        }
        long[] truth = mnist.validation().labels().toLongs();
        int[] read = scores.labels().label();
        assertThat(IntStream.range(0, 100).filter(i -> read[i] == truth[i]).count()).isGreaterThan(95);
        assertThat(scores.labels().confidence()).hasSize(100);
    }

    /** A model that draws ones only, but draws them well. */
    @Test
    void collapseCostsVarietyAndNotQuality() {
        long[] labels = mnist.validation().labels().toLongs();
        long[] ones = IntStream.range(0, labels.length).filter(i -> labels[i] == 1).limit(1000).asLongStream()
                .toArray();
        try (var _ = new Scope()) {
            Scores collapsed = scorer.score(mnist.validation().images().indexSelect(0, Tensor.of(ones, 1000)));
            Scores whole = scorer.score(mnist.validation().images().narrow(0, 0, 1000));
            var few = byName(collapsed);
            var all = byName(whole);
            assertThat(few.get("precision").value()).isGreaterThan(0.9);
            assertThat(few.get("recall").value()).isLessThan(0.35).isLessThan(all.get("recall").value() / 2);
            assertThat(few.get("coverage").value()).isLessThan(all.get("coverage").value() / 2);
            assertThat(few.get("class-share/1").value()).isGreaterThan(0.99);
            assertThat(few.get("class-entropy").value()).isLessThan(0.05);
            assertThat(few.get("fid-judge-1k").value()).isGreaterThan(10 * all.get("fid-judge-1k").value());
            assertThat(few.get("fid-judge-1k").protocol()).isEqualTo(all.get("fid-judge-1k").protocol());
        }
    }

    @Test
    void fewOrOddImagesAreNoCrash() {
        try (var _ = new Scope()) {
            assertThat(scorer.score(Tensor.zeros(Dtype.UINT8, Device.CPU, 0, 1, 28, 28)).lines()).isEmpty();
            Scores few = scorer.score(mnist.test().images().narrow(0, 0, 50));
            assertThat(byName(few)).containsKeys("legible-share", "sharpness", "class-share/0")
                    .doesNotContainKeys("precision", "fid-judge-50");
            assertThat(few.notMeasured()).contains("fid-judge-50: it needs at least 100 images, there are 50")
                    .hasSize(9);
            assertThat(few.labels().label()).hasSize(50);
            Scores blank = scorer.score(Tensor.zeros(Dtype.UINT8, Device.CPU, 120, 1, 28, 28));
            assertThat(blank.notMeasured()).singleElement().asString()
                    .startsWith("sharpness: these images give no number");
            assertThat(byName(blank).get("recall").value()).isZero();
            Tensor noise = Rng.at(1, 1).uniform(Device.CPU, 2048, 1, 28, 28).mul(255).to(Dtype.UINT8);
            assertThat(byName(scorer.score(noise))).containsKey("fid-judge-2048");
        }
    }

    @Test
    void imagesOfAnotherSize() {
        try (var _ = new Scope()) {
            assertThatThrownBy(() -> scorer.score(Tensor.zeros(Dtype.UINT8, Device.CPU, 10, 3, 32, 32)))
                    .isInstanceOf(Problem.class)
                    .hasMessage(
                            "expected images of [1, 28, 28] [channels, height, width], as in mnist; found [3, 32, 32]. "
                                    + "Resize them, or name the dataset they belong to.");
        }
    }

    /** What two scores must share to be set side by side. */
    @Test
    void theFingerprintTellsHowAScoreWasMadeAndNotTheSamples() {
        try (var _ = new Scope()) {
            Tensor some = mnist.validation().images().narrow(0, 0, 200);
            ScoreLine drawn = scorer.score(some, SampleOrigin.drawn(0)).lines().getFirst(),
                    again = scorer.score(some, SampleOrigin.drawn(0)).lines().getFirst();
            assertThat(drawn.protocol()).containsKeys("judge SHA-256", "reference SHA-256", "ganvas")
                    .containsEntry("latents", "seed 0").containsEntry("split", "test")
                    .containsEntry("quantisation", "uint8, rounded").containsEntry("resize", "none")
                    .containsEntry("normalisation", "x / 255")
                    .containsEntry("reference images", 10_000).containsEntry("generated", 200);
            assertThat(drawn.fingerprint()).hasSize(12).isEqualTo(again.fingerprint());
            ScoreLine other = scorer.score(some, SampleOrigin.drawn(1)).lines().getFirst();
            assertThat(other.fingerprint()).isEqualTo(drawn.fingerprint());
            assertThat(ganvas.words.Protocols.differences(drawn.protocol(), other.protocol())).isEmpty();
            ScoreLine fewer = scorer.score(some.narrow(0, 0, 199), SampleOrigin.drawn(0)).lines().getFirst();
            assertThat(fewer.fingerprint()).isNotEqualTo(drawn.fingerprint());
            assertThat(ganvas.words.Protocols.differences(drawn.protocol(), fewer.protocol()))
                    .containsExactly("`generated` (200 against 199)");
        }
    }

    /** The pictures of a file take the place of the test images: the same pictures give the same scores. */
    @Test
    void aReferenceOfAnybodysPictures() {
        try (var _ = new Scope()) {
            Tensor some = mnist.validation().images().narrow(0, 0, 150);
            var test = new ganvas.data.SplitGallery("mine.npz", mnist.test().images());
            var file = byName(new Scorer(RealPictures.of(test), judge).score(some));
            var dataset = byName(scorer.score(some));
            assertThat(file.get("fid-judge-150").value()).isEqualTo(dataset.get("fid-judge-150").value());
            assertThat(file.get("coverage").value()).isEqualTo(dataset.get("coverage").value());
            assertThat(file.get("coverage").recipe()).contains("Share of reference images",
                    "against 10,000 reference images");
            assertThat(file.get("coverage").protocol())
                    .containsEntry("reference SHA-256", dataset.get("coverage").protocol().get("reference SHA-256"))
                    .containsEntry("dataset", "of a file");
            var large = new ganvas.data.SplitGallery("large.npz",
                    Rng.at(1, 1).uniform(Device.CPU, 100, 1, 32, 32).mul(255).to(Dtype.UINT8));
            assertThatThrownBy(() -> new Scorer(RealPictures.of(large), judge)).isInstanceOf(Problem.class)
                    .hasMessageContaining("large.npz: expected pictures of 1 x 28 x 28")
                    .hasMessageContaining("found 1 x 32 x 32");
        }
    }

    @Test
    void aReferenceThatSaysNothingIsRefused() {
        try (var _ = new Scope()) {
            var few = new ganvas.data.SplitGallery("few.npz", mnist.test().images().narrow(0, 0, 99));
            assertThatThrownBy(() -> RealPictures.of(few)).isInstanceOf(Problem.class)
                    .hasMessage("few.npz: expected at least 100 pictures to measure against; found 99");
            var blank = new ganvas.data.SplitGallery("blank.npz",
                    Tensor.zeros(Dtype.UINT8, Device.CPU, 120, 1, 28, 28));
            assertThatThrownBy(() -> RealPictures.of(blank)).isInstanceOf(Problem.class)
                    .hasMessageContaining("blank.npz: its 120 pictures are all the same");
        }
    }

    /** The list that 'ganvas metrics' prints is the list that is measured. */
    @Test
    void everyListedMetricIsMeasured() {
        try (var _ = new Scope()) {
            var measured = scorer.score(mnist.test().images().narrow(0, 0, 500)).lines().stream()
                    .map(l -> l.name().split("/")[0]).distinct();
            assertThat(measured)
                    .containsExactlyElementsOf(Metrics.ALL.stream().map(m -> m.info().nameAt(500)).toList());
        }
    }
}
