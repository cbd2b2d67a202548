package ganvas.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ganvas.data.Pixels;
import ganvas.nn.Chain;
import ganvas.nn.Flatten;
import ganvas.nn.Layer;
import ganvas.nn.Linear;
import ganvas.nn.Pass;
import ganvas.nn.Reshape;
import ganvas.nn.Sigmoid;
import ganvas.nn.Tanh;
import ganvas.torch.Device;
import ganvas.torch.Precision;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import ganvas.train.Stats;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GanStepTest {
    record G(Linear output, Tanh tanh, Reshape image) implements Chain {}

    record D(Seen seen, Flatten flat, Linear output, Sigmoid sigmoid) implements Chain {}

    /** Remembers what the discriminator is shown. */
    record Seen(List<float[]> images) implements Layer {
        @Override
        public Tensor apply(Tensor x, Pass pass) {
            images.add(x.toFloats());
            return x;
        }

        @Override
        public long[] output(long... in) {
            return in;
        }
    }

    private final Seen seen = new Seen(new ArrayList<>());

    private GanStep step(int dSteps) {
        return GanStep.of(new G(Linear.of(3, 4), new Tanh(), new Reshape(1, 2, 2)), new D(seen, new Flatten(), Linear.of(4, 1), new Sigmoid()),
                3, new Pixels(2, 0, 1), 2, 2, GanLoss.SATURATING, dSteps, 1e-3, 2e-3, 0.5, 0.999, 0, Device.CPU, Precision.FP32);
    }

    private static void update(GanStep step, int images, Stats stats) {
        byte[] pixels = new byte[images * 4];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) i;
        try (var _ = new Scope()) {
            step.update(Tensor.of(pixels, images, 1, 2, 2), Rng.at(0, 0), stats);
        }
    }

    /** Algorithm 1: k minibatches and k noises for the discriminator, then one step of the generator on the last noise. */
    @Test
    void theDiscriminatorStepsOnBatchesOfItsOwn() {
        var step = step(3);
        var stats = new Stats();
        update(step, 12, stats);
        assertThat(seen.images).hasSize(7);                    // real and fake three times, then the generator's
        for (int k = 0; k < 3; k++) {
            float[] real = seen.images.get(2 * k);
            assertThat(real).hasSize(16);
            for (int i = 0; i < 16; i++) assertThat(real[i]).isCloseTo((16 * k + i) / 255f, within(1e-6f));
        }
        assertThat(seen.images.get(1)).isNotEqualTo(seen.images.get(3));
        assertThat(seen.images.get(3)).isNotEqualTo(seen.images.get(5));
        assertThat(seen.images.get(6)).isEqualTo(seen.images.get(5));
        assertThat(step.optimizers().get("discriminator").state().get("step.output.weight").item()).isEqualTo(3);
        assertThat(step.optimizers().get("generator").state().get("step.output.weight").item()).isEqualTo(1);
        assertThat(stats.values().values()).allSatisfy(list -> assertThat(list).hasSize(1));
    }

    /** The end of a run: every image is shown once, and no minibatch has fewer than two. */
    @Test
    void whatIsLeftIsCutIntoFewer() {
        for (int left = 2; left < 12; left++) {
            seen.images.clear();
            update(step(3), left, new Stats());
            int steps = (seen.images.size() - 1) / 2, shown = 0;
            for (int k = 0; k < steps; k++) {
                int size = seen.images.get(2 * k).length / 4;
                assertThat(size).isGreaterThanOrEqualTo(2);
                shown += size;
            }
            assertThat(steps).isEqualTo(Math.min(3, left / 2));
            assertThat(shown).isEqualTo(left);
        }
    }

    @Test
    void lossesAreTheFormulas() {
        double[] logits = {-3, -0.5, 0, 1.25, 4};
        double saturating = 0, other = 0;
        for (double l : logits) {
            double d = 1 / (1 + Math.exp(-l));
            saturating += Math.log(1 - d) / logits.length;
            other -= Math.log(d) / logits.length;
        }
        assertThat(value(GanLoss.SATURATING, logits)).isCloseTo(saturating, within(1e-6));
        assertThat(value(GanLoss.NON_SATURATING, logits)).isCloseTo(other, within(1e-6));
    }

    /** Where 1 − D(G(z)) or D(G(z)) is 0 in float32, the logarithm is not lost. */
    @Test
    void lossesHoldWhereTheSigmoidIsFull() {
        assertThat(value(GanLoss.SATURATING, 200)).isCloseTo(-200, within(1e-4));
        assertThat(value(GanLoss.SATURATING, -30)).isCloseTo(-Math.exp(-30), within(1e-16)).isNegative();
        assertThat(value(GanLoss.NON_SATURATING, -200)).isCloseTo(200, within(1e-4));
    }

    private static double value(GanLoss loss, double... logits) {
        try (var _ = new Scope()) {
            return loss.generator(Tensor.of(logits, logits.length, 1).to(ganvas.torch.Dtype.FLOAT32)).item();
        }
    }
}
