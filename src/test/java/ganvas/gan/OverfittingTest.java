package ganvas.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ganvas.data.Batches;
import ganvas.data.Dataset;
import ganvas.data.Datasets;
import ganvas.data.Split;
import ganvas.torch.Device;
import ganvas.torch.Precision;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import ganvas.train.Batch;
import ganvas.train.Stats;
import ganvas.zoo.Zoo;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A discriminator that has seen 64 digits until it knew them. */
class OverfittingTest {
    private static final Dataset MNIST = Datasets.open("mnist");

    private static Dataset images(Split train, Split validation) {
        return new Dataset("few", MNIST.classes(), "", train, validation, MNIST.test());
    }

    private static Split digits(long from, long count) {
        return new Split(MNIST.train().images().narrow(0, from, count), MNIST.train().labels().narrow(0, from, count));
    }

    private static Map<String, Double> measured(GanStep gan, Dataset images) {
        return Overfitting.measure(gan, gan, images, 0, Device.CPU);
    }

    @Test
    void unseenDigitsAreToldFromThoseKnownByHeart() {
        var model = Zoo.get("khanna-2020/gan");
        var gan = (GanStep) model.make(model.resolve(Map.of("dropout", "0", "g-rate", "0")), 1, 28, 28, 0, Device.CPU,
                Precision.FP32);
        Split few = digits(0, 64), others = digits(64, 64);
        assertThat(measured(gan, images(few, others)).getOrDefault("D/overfit", 0.0)).as("before training")
                .isBetween(-0.5, 0.5);
        var batches = new Batches(few, 32, 0, Device.CPU);
        var stats = new Stats();
        for (int i = 0; i < 80; i++) {
            try (var _ = new Scope()) {
                gan.update(Batch.unlabelled(batches.at(32L * i, 32)), Rng.at(0, i), stats);
            }
        }
        assertThat(stats.means().get("D/accuracy_real")).isGreaterThan(0.8);
        assertThat(measured(gan, images(few, few)).get("D/overfit")).as("the same digits").isCloseTo(0, within(1e-9));
        double unseen = measured(gan, images(few, others)).get("D/overfit");
        double noise = measured(gan, images(few, generated(gan))).get("D/overfit");
        assertThat(unseen).isGreaterThan(0);
        assertThat(measured(gan, images(few, few)).get("D/accuracy_gap")).isZero();
        assertThat(measured(gan, images(few, generated(gan))).get("D/accuracy_gap"))
                .as("generated ones in the place of unseen ones").isGreaterThan(0.8);
        assertThat(noise).as("generated ones in the place of unseen ones").isCloseTo(1, within(0.3))
                .isGreaterThan(unseen);
        gan.free();
    }

    /** Variance 1 each, eight outputs each: the standard error of the distance is 1/2. */
    @Test
    void isNotTakenWhileTrainingAndGeneratedImagesAreLessThanFourStandardErrorsApart() {
        try (var _ = new Scope()) {
            Tensor zero = Tensor.full(0, Device.CPU);
            assertThat(Overfitting.measure(around(1.99), around(0), around(0), zero)).doesNotContainKey("D/overfit");
            assertThat(Overfitting.measure(around(2.01), around(0.5), around(0), zero).get("D/overfit"))
                    .isCloseTo(1.51 / 2.01, within(1e-12));
            assertThat(Overfitting.measure(around(-2.01), around(0), around(0), zero))
                    .as("it takes generated ones for real").doesNotContainKey("D/overfit");
        }
    }

    @Test
    void theGapIsOfWhatItCallsReal() {
        try (var _ = new Scope()) {
            assertThat(Overfitting.measure(around(1.5), around(0), around(-9), Tensor.full(0, Device.CPU))
                    .get("D/accuracy_gap")).isEqualTo(0.5);
            assertThat(Overfitting.measure(around(1.5), around(0), around(-9), Tensor.full(2, Device.CPU))
                    .get("D/accuracy_gap")).isEqualTo(0.5);
            assertThat(Overfitting.measure(around(1.5), around(0), around(-9), Tensor.full(-2, Device.CPU))
                    .get("D/accuracy_gap")).isZero();
        }
    }

    /** Float64 [8, 1]: as many one above as one below. */
    private static Tensor around(double mean) {
        double[] values = new double[8];
        for (int i = 0; i < 8; i++) values[i] = mean + (i % 2 == 0 ? 1 : -1);
        return Tensor.of(values, 8, 1);
    }

    private static Split generated(GanStep gan) {
        Split digits = digits(0, 64);
        try (var _ = new Scope()) {
            return new Split(gan.sample(Rng.at(1, 0).normal(Device.CPU, 64, gan.latent())).keep(), digits.labels());
        }
    }
}
