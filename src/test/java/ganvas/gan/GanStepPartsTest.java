package ganvas.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ganvas.data.Pixels;
import ganvas.nn.Chain;
import ganvas.nn.Net;
import ganvas.nn.ReLU;
import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.Engine;
import ganvas.torch.Precision;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Threads;
import ganvas.train.Stats;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A discriminator is shown real and generated images by one thread each, a dense generator trains in parts of a batch: the same step as of one operation after the other, to rounding. */
@Timeout(120)
class GanStepPartsTest {
    @RegisterExtension
    final Threads threads = new Threads(2);

    @Test
    void alisGanTrainsSideBySideAsItDoesInTurn() {
        same(() -> Ali.Generator.of(100), () -> Ali.Discriminator.of(0.2), 100, new Pixels(32, -1, 1), 34);
    }

    @Test
    void gaikwadsGanTrainsSideBySideAsItDoesInTurn() {
        same(() -> Gaikwad.CnnGenerator.of(10, new ReLU()), () -> Gaikwad.CnnDiscriminator.of(new ReLU()), 10, new Pixels(28, -1, 1), 34);
    }

    @Test
    void khannasGanTrainsInPartsAsItDoesInOne() {
        same(() -> Khanna.Generator.of(128, 0.2), () -> Khanna.Discriminator.of(0.2, 0.3), 128, new Pixels(28, -1, 1), 70);
    }

    @Test
    void whatRunsSideBySide() {
        var plain = Training.plain(1e-3, 0.5, 0.999);
        Chain ali = Ali.Discriminator.of(0.2), khanna = Khanna.Discriminator.of(0.2, 0.3), dense = Khanna.Generator.of(128, 0.2);
        assertThat(GanStep.beside(ali, plain, Precision.BF16)).isTrue();
        assertThat(GanStep.beside(khanna, plain, Precision.FP32)).isTrue();
        assertThat(GanStep.beside(khanna, plain, Precision.BF16)).as("each pass would round all weights").isFalse();
        assertThat(GanStep.beside(Tanwar.Discriminator.of(0.2, 0.3, true), plain, Precision.FP32)).as("batch norm and dropout").isFalse();
        assertThat(GanStep.beside(Tanwar.Discriminator.of(0.2, 0.3, false), plain, Precision.FP32)).as("convolutions").isFalse();
        assertThat(GanStep.apart(dense, khanna, plain, Precision.FP32)).isTrue();
        assertThat(GanStep.apart(Ali.Generator.of(100), ali, plain, Precision.FP32)).as("batch norm").isFalse();
        var penalty = new Training(plain.loss(), 0, 1, new Penalty(0, 10, 1), DiffAugment.NONE, plain.rates());
        assertThat(GanStep.beside(ali, penalty, Precision.FP32)).isFalse();
        var augmented = new Training(plain.loss(), 0, 1, plain.penalty(), DiffAugment.of("all"), plain.rates());
        assertThat(GanStep.apart(dense, khanna, augmented, Precision.FP32)).as("what augments draws for a whole batch").isFalse();
    }

    private static void same(Supplier<Chain> g, Supplier<Chain> d, long latent, Pixels pixels, int images) {
        Map<String, float[]> inTurn = Engine.plainly(() -> trained(g, d, latent, pixels, images));
        Map<String, float[]> beside = trained(g, d, latent, pixels, images), again = trained(g, d, latent, pixels, images);
        beside.forEach((name, values) -> {
            assertThat(Arrays.equals(again.get(name), values)).as("the same bits again: " + name).isTrue();
            if (name.endsWith(".layer.bias")) return;          // batch norm takes it away again: its gradient is rounding alone
            float[] expected = inTurn.get(name);
            double largest = IntStream.range(0, expected.length).mapToDouble(i -> Math.abs(expected[i])).max().orElseThrow();
            for (int i = 0; i < values.length; i++) assertThat((double) values[i]).as(name).isCloseTo(expected[i], within(1e-4 * largest));
        });
        assertThat(beside.keySet().stream().anyMatch(name -> name.endsWith("runningVar"))).as("statistics were compared").isEqualTo(Net.mixes(d.get()));
    }

    /** Of the discriminator, and of the generator where no batch norm makes much of rounding, the sums of gradients, the moving statistics, and what is reported, after one update; the rate is too small for its step to change these. */
    private static Map<String, float[]> trained(Supplier<Chain> g, Supplier<Chain> d, long latent, Pixels pixels, int images) {
        GanStep step = GanStep.of(g.get(), d.get(), latent, pixels, 28, 28, Training.plain(1e-7, 0.5, 0.999), 5, Device.CPU, Precision.FP32);
        var stats = new Stats();
        var found = new LinkedHashMap<String, float[]>();
        try (var _ = new Scope()) {
            step.update(Rng.at(5, 1).integers(256, Device.CPU, images, 1, 28, 28).to(Dtype.UINT8), Rng.at(5, 0), stats);
            step.optimizers().forEach((net, adam) -> {
                if (net.equals("discriminator") || !step.mixes()) adam.state().forEach((name, t) -> found.put(net + "." + name, t.toFloats()));
            });
            Net.state(step.d()).forEach((name, t) -> { if (name.contains("running")) found.put(name, t.toFloats()); });
            stats.means().forEach((name, mean) -> { if (name.startsWith("D/loss") || !step.mixes() && name.startsWith("G/")) found.put(name, new float[] {mean.floatValue()}); });
        }
        step.free();
        return found;
    }
}
