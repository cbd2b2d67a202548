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
import ganvas.torch.Tensor;
import ganvas.torch.Threads;
import ganvas.train.Stats;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A discriminator with batch norm is shown real and generated images by one thread each: the same step as in turn, to rounding. */
@Timeout(120)
class GanStepPartsTest {
    @RegisterExtension
    final Threads threads = new Threads(2);

    @Test
    void alisGanTrainsSideBySideAsItDoesInTurn() {
        same(() -> Ali.Generator.of(100), () -> Ali.Discriminator.of(0.2), 100, new Pixels(32, -1, 1));
    }

    @Test
    void gaikwadsGanTrainsSideBySideAsItDoesInTurn() {
        same(() -> Gaikwad.CnnGenerator.of(10, new ReLU()), () -> Gaikwad.CnnDiscriminator.of(new ReLU()), 10, new Pixels(28, -1, 1));
    }

    @Test
    void onlyWhatRemembersNothingElseAndDrawsNothingRunsSideBySide() {
        var shown = GanStep.Shown.SIDE_BY_SIDE;
        var plain = Training.plain(1e-3, 0.5, 0.999);
        assertThat(GanStep.Shown.to(Ali.Discriminator.of(0.2), plain)).isEqualTo(shown);
        assertThat(GanStep.Shown.to(Tanwar.Discriminator.of(0.2, 0.3, true), plain)).isEqualTo(GanStep.Shown.IN_TURN);
        assertThat(GanStep.Shown.to(Tanwar.Discriminator.of(0.2, 0.3, false), plain)).isEqualTo(GanStep.Shown.AT_ONCE);
        var penalty = new Training(plain.loss(), 0, 1, new Penalty(0, 10, 1), DiffAugment.NONE, plain.rates());
        assertThat(GanStep.Shown.to(Ali.Discriminator.of(0.2), penalty)).isEqualTo(GanStep.Shown.IN_TURN);
    }

    private static void same(Supplier<Chain> g, Supplier<Chain> d, long latent, Pixels pixels) {
        Map<String, float[]> inTurn = Engine.plainly(() -> trained(g, d, latent, pixels));
        Map<String, float[]> beside = trained(g, d, latent, pixels), again = trained(g, d, latent, pixels);
        beside.forEach((name, values) -> {
            assertThat(again.get(name)).as("the same bits again: " + name).containsExactly(values);
            if (name.endsWith(".layer.bias")) return;          // batch norm takes it away again: its gradient is rounding alone
            float[] expected = inTurn.get(name);
            double largest = IntStream.range(0, expected.length).mapToDouble(i -> Math.abs(expected[i])).max().orElseThrow();
            for (int i = 0; i < values.length; i++) assertThat((double) values[i]).as(name).isCloseTo(expected[i], within(1e-4 * largest));
        });
        assertThat(beside.keySet()).anyMatch(name -> name.endsWith("runningVar"));
    }

    /** Of the discriminator the sums of gradients, which rounding moves little, and the moving statistics; and what is reported of it, after one update of 34 images; the rate is too small for its step to change these. */
    private static Map<String, float[]> trained(Supplier<Chain> g, Supplier<Chain> d, long latent, Pixels pixels) {
        GanStep step = GanStep.of(g.get(), d.get(), latent, pixels, 28, 28, Training.plain(1e-7, 0.5, 0.999), 5, Device.CPU, Precision.FP32);
        var stats = new Stats();
        var found = new LinkedHashMap<String, float[]>();
        try (var _ = new Scope()) {
            step.update(Rng.at(5, 1).integers(256, Device.CPU, 34, 1, 28, 28).to(Dtype.UINT8), Rng.at(5, 0), stats);
            step.optimizers().get("discriminator").state().forEach((name, t) -> found.put(name, t.toFloats()));
            Net.state(step.d()).forEach((name, t) -> { if (name.contains("running")) found.put(name, t.toFloats()); });
            stats.means().forEach((name, mean) -> { if (name.startsWith("D/loss")) found.put(name, new float[] {mean.floatValue()}); });
        }
        step.free();
        return found;
    }
}
