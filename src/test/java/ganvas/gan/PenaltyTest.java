package ganvas.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ganvas.nn.BatchNorm;
import ganvas.nn.Chain;
import ganvas.nn.Conv2d;
import ganvas.nn.Dropout;
import ganvas.nn.Flatten;
import ganvas.nn.Linear;
import ganvas.nn.Net;
import ganvas.nn.Pass;
import ganvas.nn.Sigmoid;
import ganvas.nn.Tanh;
import ganvas.torch.Adam;
import ganvas.torch.AdamSettings;
import ganvas.torch.Device;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import ganvas.train.Batch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PenaltyTest {
    record Small(Flatten flat, Linear hidden, Tanh act, Linear output, Sigmoid sigmoid) implements Chain {}

    record Smooth(Conv2d conv1, Tanh act1, BatchNorm norm, Conv2d conv2, Tanh act2, Dropout drop, Flatten flat,
            Linear hidden, Tanh act3, Linear output,
            Sigmoid sigmoid) implements Chain {}

    private static Tensor applied(Penalty penalty, Chain d, Tensor real, Tensor fake, long update) {
        return penalty.apply(d, Batch.unlabelled(real), Batch.unlabelled(fake), Pass.train(Rng.at(3, 0)), update);
    }

    private static double value(Penalty penalty, Chain d, Tensor real, Tensor fake, long update) {
        return applied(penalty, d, real, fake, update).item();
    }

    /** D(x) = v·tanh(Wx + b): its gradient, and what the penalties make of it, in double precision. */
    @Test
    void penaltiesAreTheFormulas() {
        var d = new Small(new Flatten(), Linear.of(4, 3), new Tanh(), Linear.of(3, 1), new Sigmoid());
        Net.allocate(d, "discriminator", Device.CPU, 0);
        try (var _ = new Scope()) {
            Tensor real = Rng.at(1, 0).normal(Device.CPU, 5, 1, 2, 2),
                    fake = Rng.at(1, 1).normal(Device.CPU, 5, 1, 2, 2);
            float[] w = d.hidden.weight().value().toFloats(), b = d.hidden.bias().orElseThrow().value().toFloats(),
                    v = d.output.weight().value().toFloats();
            float[] r = real.toFloats(), f = fake.toFloats(),
                    epsilon = Rng.at(3, 0).uniform(Device.CPU, 5, 1, 1, 1).toFloats();
            double gradient = 0, r1 = 0, r2 = 0;
            for (int n = 0; n < 5; n++) {
                double[] at = new double[4], made = new double[4], between = new double[4];
                for (int i = 0; i < 4; i++) {
                    at[i] = r[4 * n + i];
                    made[i] = f[4 * n + i];
                    between[i] = epsilon[n] * r[4 * n + i] + (1 - epsilon[n]) * f[4 * n + i];
                }
                gradient += Math.pow(Math.sqrt(squaredSlope(between, w, b, v)) - 1, 2) / 5;
                r1 += squaredSlope(at, w, b, v) / 5;
                r2 += squaredSlope(made, w, b, v) / 5;
            }
            assertThat(value(new Penalty(10, 0, 0, 1), d, real, fake, 7)).isCloseTo(10 * gradient, within(1e-5));
            assertThat(value(new Penalty(0, 10, 0, 1), d, real, fake, 7)).isCloseTo(5 * r1, within(1e-5));
            assertThat(value(new Penalty(1, 2, 0, 1), d, real, fake, 7)).isCloseTo(gradient + r1, within(1e-5));
            assertThat(value(new Penalty(0, 2, 0, 4), d, real, fake, 8)).isCloseTo(4 * r1, within(1e-5));
            assertThat(value(new Penalty(0, 2, 0, 4), d, real, fake, 9)).isZero();

            assertThat(Math.abs(r2 - r1)).as("the two are told apart").isGreaterThan(1e-3);
            assertThat(value(new Penalty(0, 0, 10, 1), d, real, fake, 7)).isCloseTo(5 * r2, within(1e-5));
            assertThat(value(new Penalty(0, 2, 6, 1), d, real, fake, 7)).isCloseTo(r1 + 3 * r2, within(1e-5));
            assertThat(value(new Penalty(1, 2, 2, 1), d, real, fake, 7)).isCloseTo(gradient + r1 + r2, within(1e-5));
            assertThat(value(new Penalty(0, 0, 2, 4), d, real, fake, 8)).isCloseTo(4 * r2, within(1e-5));
            assertThat(value(new Penalty(0, 0, 2, 4), d, real, fake, 9)).isZero();
        }
    }

    private static double squaredSlope(double[] x, float[] w, float[] b, float[] v) {
        double[] slope = new double[4];
        for (int j = 0; j < 3; j++) {
            double sum = b[j];
            for (int i = 0; i < 4; i++) sum += w[4 * j + i] * x[i];
            double through = v[j] * (1 - Math.pow(Math.tanh(sum), 2));
            for (int i = 0; i < 4; i++) slope[i] += through * w[4 * j + i];
        }
        double squares = 0;
        for (double s : slope) squares += s * s;
        return squares;
    }

    /**
     * The gradient by the weights, which is of second order, against a finite difference along itself: at 16 images of
     * 8 × 8 the network takes every path that is not libtorch's own: one channel as windows, a linear layer as a
     * convolution, channels-last weights.
     */
    @ParameterizedTest
    @CsvSource({"10, 0, 0", "0, 10, 0", "0, 0, 10"})
    void weightsFollowThePenalty(double gradient, double r1, double r2) {
        var penalty = new Penalty(gradient, r1, r2, 1);
        var d = new Smooth(Conv2d.of(1, 16, 3, 1, 1), new Tanh(), BatchNorm.of(16), Conv2d.of(16, 8, 3, 2, 1),
                new Tanh(), new Dropout(0.3), new Flatten(), Linear.of(8 * 4 * 4, 2048), new Tanh(), Linear.of(2048, 1),
                new Sigmoid());
        Net.allocate(d, "discriminator", Device.CPU, 0);
        Map<String, Tensor> weights = withoutLastBias(d);
        try (var _ = new Scope()) {
            weights.values().forEach(w -> w.copy_(w.mul(2)));  // steeper, so that there is something to see
            Tensor real = Rng.at(1, 0).normal(Device.CPU, 16, 1, 8, 8),
                    fake = Rng.at(1, 1).normal(Device.CPU, 16, 1, 8, 8);
            // At rate 0 nothing moves; with β₁ = 0 the first moment is the gradient.
            var adam = new Adam(weights, new AdamSettings(0, 0, 0.999)).measuringNorm();
            double norm = norm(adam, penalty, d, real, fake);
            var before = new LinkedHashMap<String, Tensor>();
            weights.forEach((name, w) -> before.put(name, w.detach().copy()));
            double h = 0.01 / norm;
            double up = moved(h, weights, before, adam, () -> value(penalty, d, real, fake, 0));
            double down = moved(-h, weights, before, adam, () -> value(penalty, d, real, fake, 0));
            assertThat(norm).isGreaterThan(0.01);
            assertThat((up - down) / (2 * h)).isCloseTo(norm * norm, within(0.01 * norm * norm));
        }
    }

    private static double norm(Adam adam, Penalty penalty, Chain d, Tensor real, Tensor fake) {
        return adam.minimize(List.of(() -> List.of(applied(penalty, d, real, fake, 0)))).norm().orElseThrow().item();
    }

    private static double moved(double h, Map<String, Tensor> weights, Map<String, Tensor> before, Adam gradient,
            java.util.function.DoubleSupplier value) {
        weights.forEach((name, w) -> w.copy_(before.get(name).add(gradient.state().get("exp_avg." + name).mul(h))));
        return value.getAsDouble();
    }

    /** The last bias has no part in a slope, so a loss of slopes alone has no gradient by it. */
    private static Map<String, Tensor> withoutLastBias(Chain d) {
        Map<String, Tensor> weights = Net.trainable(d);
        weights.remove("output.bias");
        return weights;
    }

    /** Where the network is flat the root has no slope: the gradient is 0, not lost. */
    @Test
    void aFlatNetworkIsNoAccident() {
        var d = new Small(new Flatten(), Linear.of(4, 3), new Tanh(), Linear.of(3, 1), new Sigmoid());
        Net.allocate(d, "discriminator", Device.CPU, 0);
        try (var _ = new Scope()) {
            d.output.weight().value().copy_(Tensor.full(0, Device.CPU, 1, 3));
            Tensor images = Rng.at(1, 0).normal(Device.CPU, 5, 1, 2, 2);
            assertThat(value(new Penalty(10, 0, 0, 1), d, images, images, 0)).isCloseTo(10, within(1e-4));
            var adam = new Adam(withoutLastBias(d), new AdamSettings(1e-3, 0, 0.999)).measuringNorm();
            assertThat(norm(adam, new Penalty(10, 0, 0, 1), d, images, images)).isFinite();
        }
    }
}
