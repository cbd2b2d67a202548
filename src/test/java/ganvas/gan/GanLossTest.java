package ganvas.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ganvas.torch.Dtype;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class GanLossTest {
    private static final double[] LOGITS = {-3, -0.5, 0, 0.75, 1.25, 4};

    /** The papers' formulas in double precision. */
    @Test
    void lossesAreTheFormulas() {
        DoubleUnaryOperator d = l -> 1 / (1 + Math.exp(-l));
        DoubleUnaryOperator real = l -> -Math.log(d.applyAsDouble(l)), fake = l -> -Math.log(1 - d.applyAsDouble(l));
        check(GanLoss.NON_SATURATING, real, fake, real);
        check(GanLoss.SATURATING, real, fake, l -> Math.log(1 - d.applyAsDouble(l)));
        check(GanLoss.HINGE, l -> Math.max(0, 1 - l), l -> Math.max(0, 1 + l), l -> -l);
        check(GanLoss.LEAST_SQUARES, l -> (l - 1) * (l - 1) / 2, l -> l * l / 2, l -> (l - 1) * (l - 1) / 2);
        check(GanLoss.WASSERSTEIN, l -> -l, l -> l, l -> -l);
    }

    private static void check(GanLoss loss, DoubleUnaryOperator real, DoubleUnaryOperator fake,
            DoubleUnaryOperator generator) {
        assertThat(value(l -> loss.real(l, 1), LOGITS)).as("%s, real", loss).isCloseTo(mean(real), within(1e-6));
        assertThat(value(loss::fake, LOGITS)).as("%s, fake", loss).isCloseTo(mean(fake), within(1e-6));
        assertThat(value(l -> loss.discriminator(l, l.neg()), LOGITS)).as("%s, both", loss)
                .isCloseTo(mean(l -> real.applyAsDouble(l) + fake.applyAsDouble(-l)), within(1e-6));
        assertThat(value(l -> generator(loss, l), LOGITS)).as("%s, generator", loss).isCloseTo(mean(generator),
                within(1e-6));
    }

    /** Of generated images alone: whatever the real ones' logits are. */
    private static Tensor generator(GanLoss loss, Tensor fake) {
        assertThat(loss.separable()).isTrue();
        return loss.generator(fake, fake.mul(Double.NaN));
    }

    private static double mean(DoubleUnaryOperator of) {
        return Arrays.stream(LOGITS).map(of).average().orElseThrow();
    }

    /** Image i of one kind is compared with image i of the other, and with no further one. */
    @Test
    void relativisticLossesAreOfPairs() {
        double[] real = {-3, -0.5, 0, 0.75, 1.25, 40}, fake = {1, 2, -0.25, 0.75, -60, 3};
        double discriminator = 0, generator = 0, combinations = 0;
        for (int i = 0; i < 6; i++) {
            discriminator += softplus(fake[i] - real[i]) / 6;
            generator += softplus(real[i] - fake[i]) / 6;
            for (int j = 0; j < 6; j++) combinations += softplus(fake[j] - real[i]) / 36;
        }
        GanLoss loss = GanLoss.RELATIVISTIC_PAIRED;
        try (var _ = new Scope()) {
            Tensor onReal = Tensor.of(real, 6, 1), onFake = Tensor.of(fake, 6, 1);
            assertThat(loss.discriminator(onReal, onFake).item()).isCloseTo(discriminator, within(1e-9));
            assertThat(loss.generator(onFake, onReal).item()).isCloseTo(generator, within(1e-9));
            assertThat(Math.abs(combinations - discriminator)).as("all combinations would be another loss")
                    .isGreaterThan(0.05);
        }
        assertThat(loss.separable()).isFalse();
        assertThat(loss.readsProbability()).isFalse();
    }

    /** log(1 + eᵗ). */
    private static double softplus(double t) {
        return Math.max(t, 0) + Math.log1p(Math.exp(-Math.abs(t)));
    }

    /**
     * Below what a discriminator has that knows nothing, ln 2, and above that of one which puts each real image 4
     * above its generated one.
     */
    @Test
    void relativisticDiscriminatorsWinNearZero() {
        double won = GanLoss.RELATIVISTIC_PAIRED.won(1);
        assertThat(won).isEqualTo(0.05);
        assertThat(value(l -> GanLoss.RELATIVISTIC_PAIRED.discriminator(l, l), LOGITS))
                .isCloseTo(Math.log(2), within(1e-6)).isGreaterThan(won);
        assertThat(value(l -> GanLoss.RELATIVISTIC_PAIRED.discriminator(l, l.sub(4)), LOGITS)).isLessThan(won);
    }

    /** Where 1 − D(G(z)) or D(G(z)) is 0 in float32, the logarithm is not lost. */
    @Test
    void lossesHoldWhereTheSigmoidIsFull() {
        assertThat(value(l -> generator(GanLoss.SATURATING, l), 200)).isCloseTo(-200, within(1e-4));
        assertThat(value(l -> generator(GanLoss.SATURATING, l), -30)).isCloseTo(-Math.exp(-30), within(1e-16))
                .isNegative();
        assertThat(value(l -> generator(GanLoss.NON_SATURATING, l), -200)).isCloseTo(200, within(1e-4));
    }

    /** One-sided: real images' target alone is less, and the loss is least where D(x) is the target. */
    @Test
    void smoothedLabelsAreTheTarget() {
        for (GanLoss loss : new GanLoss[] {GanLoss.NON_SATURATING, GanLoss.SATURATING}) {
            assertThat(value(l -> loss.real(l, 0.9), LOGITS)).isCloseTo(mean(l -> {
                double d = 1 / (1 + Math.exp(-l));
                return -0.9 * Math.log(d) - 0.1 * Math.log(1 - d);
            }), within(1e-6));
            double least = value(l -> loss.real(l, 0.9), Math.log(0.9 / 0.1));
            assertThat(least).isLessThan(value(l -> loss.real(l, 0.9), 2))
                    .isLessThan(value(l -> loss.real(l, 0.9), 2.4));
            assertThat(loss.won(0.9)).isCloseTo(0.1 + least, within(1e-6));
        }
        assertThat(GanLoss.NON_SATURATING.won(1)).isEqualTo(0.1);
    }

    /**
     * Probability one half; half way between the labels; and for a critic, which has no zero, half way between
     * what it says of either kind.
     */
    @Test
    void thresholdsLieBetweenTheKinds() {
        assertThat(threshold(GanLoss.NON_SATURATING)).isZero();
        assertThat(threshold(GanLoss.SATURATING)).isZero();
        assertThat(threshold(GanLoss.HINGE)).isZero();
        assertThat(threshold(GanLoss.LEAST_SQUARES)).isEqualTo(0.5);
        assertThat(threshold(GanLoss.WASSERSTEIN)).isEqualTo(6);
        assertThat(threshold(GanLoss.RELATIVISTIC_PAIRED)).isEqualTo(6);
    }

    private static double threshold(GanLoss loss) {
        try (var _ = new Scope()) {
            return loss.threshold(logits(7, 9), logits(5, 3)).item();
        }
    }

    private static double value(Function<Tensor, Tensor> loss, double... logits) {
        try (var _ = new Scope()) {
            return loss.apply(logits(logits)).item();
        }
    }

    private static Tensor logits(double... values) {
        return Tensor.of(values, values.length, 1).to(Dtype.FLOAT32);
    }
}
