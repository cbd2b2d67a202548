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

    private static void check(GanLoss loss, DoubleUnaryOperator real, DoubleUnaryOperator fake, DoubleUnaryOperator generator) {
        assertThat(value(l -> loss.real(l, 1), LOGITS)).as("%s, real", loss).isCloseTo(mean(real), within(1e-6));
        assertThat(value(loss::fake, LOGITS)).as("%s, fake", loss).isCloseTo(mean(fake), within(1e-6));
        assertThat(value(loss::generator, LOGITS)).as("%s, generator", loss).isCloseTo(mean(generator), within(1e-6));
    }

    private static double mean(DoubleUnaryOperator of) {
        return Arrays.stream(LOGITS).map(of).average().orElseThrow();
    }

    /** Where 1 − D(G(z)) or D(G(z)) is 0 in float32, the logarithm is not lost. */
    @Test
    void lossesHoldWhereTheSigmoidIsFull() {
        assertThat(value(GanLoss.SATURATING::generator, 200)).isCloseTo(-200, within(1e-4));
        assertThat(value(GanLoss.SATURATING::generator, -30)).isCloseTo(-Math.exp(-30), within(1e-16)).isNegative();
        assertThat(value(GanLoss.NON_SATURATING::generator, -200)).isCloseTo(200, within(1e-4));
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
            assertThat(least).isLessThan(value(l -> loss.real(l, 0.9), 2)).isLessThan(value(l -> loss.real(l, 0.9), 2.4));
            assertThat(loss.won(0.9)).isCloseTo(0.1 + least, within(1e-6));
        }
        assertThat(GanLoss.NON_SATURATING.won(1)).isEqualTo(0.1);
    }

    /** Probability one half; half way between the labels; and for a critic, which has no zero, half way between what it says of either kind. */
    @Test
    void thresholdsLieBetweenTheKinds() {
        assertThat(threshold(GanLoss.NON_SATURATING)).isZero();
        assertThat(threshold(GanLoss.SATURATING)).isZero();
        assertThat(threshold(GanLoss.HINGE)).isZero();
        assertThat(threshold(GanLoss.LEAST_SQUARES)).isEqualTo(0.5);
        assertThat(threshold(GanLoss.WASSERSTEIN)).isEqualTo(6);
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
