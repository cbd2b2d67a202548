package ganvas.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ganvas.data.Pixels;
import ganvas.nn.Chain;
import ganvas.nn.Flatten;
import ganvas.nn.Layer;
import ganvas.nn.Linear;
import ganvas.nn.Net;
import ganvas.nn.Pass;
import ganvas.nn.Reshape;
import ganvas.nn.Sigmoid;
import ganvas.nn.Tanh;
import ganvas.nn.Traits;
import ganvas.torch.AdamSettings;
import ganvas.torch.Device;
import ganvas.torch.Precision;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import ganvas.torch.Where;
import ganvas.train.Batch;
import ganvas.train.Stats;
import ganvas.train.Target;
import java.util.ArrayList;
import java.util.Arrays;
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
        return step(dSteps, Penalty.NONE, DiffAugment.NONE, Precision.FP32);
    }

    private GanStep step(int dSteps, Penalty penalty, DiffAugment augment, Precision precision) {
        return step(discriminator(), training(GanLoss.SATURATING, dSteps, penalty, augment), precision);
    }

    private D discriminator() {
        return new D(seen, new Flatten(), Linear.of(4, 1), new Sigmoid());
    }

    private static Training training(GanLoss loss, int dSteps, Penalty penalty, DiffAugment augment) {
        return new Training(loss, 0, dSteps, penalty, augment, new AdamSettings(1e-3, 0.5, 0.999),
                new AdamSettings(2e-3, 0.5, 0.999));
    }

    private static GanStep step(Chain discriminator, Training training, Precision precision) {
        var generator = new G(Linear.of(3, 4), new Tanh(), new Reshape(1, 2, 2));
        return new GanStep(new GanNetworks(generator, discriminator), new LatentSpace(3), training,
                Target.unresized(new Pixels(2, 0, 1)), new Where(Device.CPU, precision), 0);
    }

    private static void update(GanStep step, int images, Stats stats) {
        update(step, images, 0, stats);
    }

    private static void update(GanStep step, int images, long shown, Stats stats) {
        byte[] pixels = new byte[images * 4];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) i;
        try (var _ = new Scope()) {
            step.update(Batch.unlabelled(Tensor.of(pixels, images, 1, 2, 2)), Rng.at(0, shown), stats);
        }
    }

    /**
     * Algorithm 1: k minibatches and k noises for the discriminator, then one step of the generator on the last noise.
     */
    @Test
    void theDiscriminatorStepsOnBatchesOfItsOwn() {
        var step = step(3);
        var stats = new Stats();
        update(step, 12, stats);
        assertThat(seen.images).hasSize(4);  // real and fake together three times, then the generator's
        for (int k = 0; k < 3; k++) {
            float[] real = real(k);
            assertThat(real).hasSize(16);
            for (int i = 0; i < 16; i++) assertThat(real[i]).isCloseTo((16 * k + i) / 255f, within(1e-6f));
        }
        assertThat(fake(0)).isNotEqualTo(fake(1));
        assertThat(fake(1)).isNotEqualTo(fake(2));
        assertThat(seen.images.get(3)).isEqualTo(fake(2));
        assertThat(step.optimizers().get("discriminator").state().get("step.output.weight").item()).isEqualTo(3);
        assertThat(step.optimizers().get("generator").state().get("step.output.weight").item()).isEqualTo(1);
        assertThat(stats.values().values()).allSatisfy(list -> assertThat(list).hasSize(1));
    }

    private float[] real(int pass) {
        float[] both = seen.images.get(pass);
        return Arrays.copyOf(both, both.length / 2);
    }

    private float[] fake(int pass) {
        float[] both = seen.images.get(pass);
        return Arrays.copyOfRange(both, both.length / 2, both.length);
    }

    /**
     * Looked at together or one after the other, each image's logit and each weight's step are the same, up to
     * rounding; batch norm would mix them.
     */
    @Test
    void bothMinibatchesAtOnceAreAsOneAfterTheOther() {
        var training = training(GanLoss.SATURATING, 1, Penalty.NONE, DiffAugment.NONE);
        var together = step(discriminator(), training, Precision.FP32);
        var apart = step(new Parted(seen, new Mixing(), new Flatten(), Linear.of(4, 1), new Sigmoid()), training,
                Precision.FP32);
        assertThat(Net.traits(together.networks().get("discriminator")).couplesBatch()).isFalse();
        assertThat(Net.traits(apart.networks().get("discriminator")).couplesBatch()).isTrue();
        var stats = new Stats();
        update(together, 8, stats);
        var others = new Stats();
        update(apart, 8, others);
        assertThat(seen.images).extracting(shown -> shown.length).containsExactly(64, 32, 32, 32, 32);
        stats.means()
                .forEach((name, mean) -> assertThat(others.means().get(name)).as(name).isCloseTo(mean, within(1e-6)));
        for (var network : List.of("generator", "discriminator")) {
            Net.state(together.networks().get(network)).forEach((name, t) -> {
                float[] a = t.toFloats(), b = Net.state(apart.networks().get(network)).get(name).toFloats();
                for (int i = 0; i < a.length; i++)
                    assertThat(b[i]).as(network + "." + name).isCloseTo(a[i], within(1e-5f));
            });
        }
    }

    record Parted(Seen seen, Mixing mixing, Flatten flat, Linear output, Sigmoid sigmoid) implements Chain {}

    /** Says that it mixes a batch's images, and does not. */
    record Mixing() implements Layer {
        @Override
        public Traits traits() {
            return new Traits(true, false, false, false);
        }

        @Override
        public Tensor apply(Tensor x, Pass pass) {
            return x;
        }

        @Override
        public long[] output(long... in) {
            return in;
        }
    }

    /** The end of a run: every image is shown once, and no minibatch has fewer than two. */
    @Test
    void whatIsLeftIsCutIntoFewer() {
        for (int left = 2; left < 12; left++) {
            seen.images.clear();
            update(step(3), left, new Stats());
            int steps = seen.images.size() - 1, shown = 0;
            for (int k = 0; k < steps; k++) {
                int size = real(k).length / 4;
                assertThat(size).isGreaterThanOrEqualTo(2);
                shown += size;
            }
            assertThat(steps).isEqualTo(Math.min(3, left / 2));
            assertThat(shown).isEqualTo(left);
        }
    }

    /**
     * In every third update, in each of the discriminator's steps, and 0 is told of the others; what is due depends
     * on the images shown alone.
     */
    @Test
    void r1IsLazy() {
        var step = step(2, new Penalty(0, 10, 0, 3), DiffAugment.NONE, Precision.FP32);
        var stats = new Stats();
        var shown = new ArrayList<Integer>();
        for (int i = 0; i < 6; i++) {
            seen.images.clear();
            update(step, 8, 8L * i, stats);
            shown.add(seen.images.size());
        }
        assertThat(shown).containsExactly(5, 3, 3, 5, 3, 3);
        List<Double> told = stats.values().get("D/penalty");
        assertThat(told).hasSize(6);
        for (int i = 0; i < 6; i++) assertThat(told.get(i) > 0).isEqualTo(i % 3 == 0);
    }

    /**
     * A linear network's slope is its weight, whatever it is shown: R1 is γ/2·‖w‖². In bf16 its
     * bits are those of float32.
     */
    @Test
    void penaltiesAreFloat32() {
        double[] told = new double[2];
        for (Precision precision : Precision.values()) {
            var step = step(1, new Penalty(0, 10, 0, 1), DiffAugment.NONE, precision);
            double squares = 0;
            for (float w : ((D) step.networks().get("discriminator")).output.weight().value().toFloats())
                squares += w * w;
            var stats = new Stats();
            update(step, 8, stats);
            told[precision.ordinal()] = stats.means().get("D/penalty");
            assertThat(told[precision.ordinal()]).isCloseTo(5 * squares, within(1e-5)).isPositive();
        }
        assertThat(told[1]).isEqualTo(told[0]);
    }

    /**
     * Huang et al. 2024, equation 2, with R1 and R2: both networks' losses from what the discriminator was shown,
     * by its weights before its step and after it. There is no loss of one kind of images alone. A linear
     * network's slope is its weight.
     */
    @Test
    void aLossOfPairsIsTrainedWithBothPenalties() {
        var step = step(discriminator(),
                training(GanLoss.RELATIVISTIC_PAIRED, 1, new Penalty(0, 10, 4, 1), DiffAugment.NONE), Precision.FP32);
        float[] before = weights(step, "discriminator"), generator = weights(step, "generator");
        var stats = new Stats();
        update(step, 8, stats);
        float[] after = weights(step, "discriminator");

        assertThat(seen.images).extracting(shown -> shown.length)
                .as("both, R1's, R2's, real ones again, the generator's").containsExactly(64, 32, 32, 32, 32);
        assertThat(seen.images.get(1)).isEqualTo(real(0));
        assertThat(seen.images.get(2)).isEqualTo(fake(0));
        assertThat(seen.images.get(3)).isEqualTo(real(0));
        assertThat(seen.images.get(4)).isEqualTo(fake(0));

        double squares = 0;
        for (int i = 0; i < 4; i++) squares += before[i] * before[i];
        var told = stats.means();
        assertThat(told.keySet()).containsExactlyInAnyOrder("D/loss", "D/accuracy_real", "D/accuracy_fake", "D/penalty",
                "G/loss", "G/gradient_norm");
        assertThat(told.get("D/loss")).isCloseTo(pairs(logits(before, fake(0)), logits(before, real(0))), within(1e-5));
        assertThat(told.get("D/penalty")).isCloseTo((10 + 4) / 2.0 * squares, within(1e-5));
        assertThat(told.get("G/loss")).isCloseTo(pairs(logits(after, real(0)), logits(after, fake(0))), within(1e-5));
        assertThat(told.get("D/accuracy_real"))
                .isCloseTo(shareAboveTheMiddle(logits(before, real(0)), logits(before, fake(0))), within(1e-6));
        assertThat(after).isNotEqualTo(before);
        assertThat(weights(step, "generator")).isNotEqualTo(generator);
    }

    /** Weights and bias of the last layer. */
    private static float[] weights(GanStep step, String network) {
        var state = Net.state(step.networks().get(network));
        float[] weight = state.get("output.weight").toFloats(), bias = state.get("output.bias").toFloats(),
                all = Arrays.copyOf(weight, weight.length + bias.length);
        System.arraycopy(bias, 0, all, weight.length, bias.length);
        return all;
    }

    /** Of a linear discriminator of four pixels: four weights and a bias. */
    private static double[] logits(float[] weights, float[] images) {
        double[] logits = new double[images.length / 4];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = weights[4];
            for (int p = 0; p < 4; p++) logits[i] += weights[p] * images[4 * i + p];
        }
        return logits;
    }

    /** The mean of log(1 + e^(a − b)). */
    private static double pairs(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += Math.log1p(Math.exp(a[i] - b[i]));
        return sum / a.length;
    }

    private static double shareAboveTheMiddle(double[] real, double[] fake) {
        double middle = (Arrays.stream(real).average().orElseThrow() + Arrays.stream(fake).average().orElseThrow()) / 2;
        return Arrays.stream(real).filter(l -> l > middle).count() / (double) real.length;
    }

    /** Real and generated images, in both networks' steps. */
    @Test
    void whatTheDiscriminatorSeesIsAugmented() {
        update(step(1), 8, new Stats());
        update(step(1, Penalty.NONE, DiffAugment.of("color"), Precision.FP32), 8, new Stats());
        assertThat(seen.images).hasSize(4);
        assertThat(real(2)).isNotEqualTo(real(0));
        assertThat(fake(2)).isNotEqualTo(fake(0));
        assertThat(seen.images.get(1)).as("a GAN without it shows the same image in both steps").isEqualTo(fake(0));
        assertThat(seen.images.get(3)).as("each look is another").isNotEqualTo(fake(2));
    }
}
