package ganvas.metric.formulas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ganvas.data.Datasets;
import ganvas.data.Pixels;
import ganvas.torch.Dtype;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import ganvas.train.Target;
import org.junit.jupiter.api.Test;

/** What tells fading from blur, and what a model can reach whose images have another size. */
class ContrastTest {
    private static Tensor digits() {
        return Datasets.open("mnist").test().images().narrow(0, 0, 1000);
    }

    /** Two grey values, half of the pixels each: the deviation is half of their distance. */
    @Test
    void aKnownValue() {
        try (var _ = new Scope()) {
            Tensor wide = Tensor.of(new double[] {0, 200, 0, 200}, 1, 4).reshape(1, 1, 2, 2).to(Dtype.UINT8),
                    narrow = Tensor.of(new double[] {50, 100, 100, 50}, 1, 4).reshape(1, 1, 2, 2).to(Dtype.UINT8);
            assertThat(new Contrast(wide).of(narrow, Bootstrap.weights(1)).value()).isCloseTo(0.25, within(1e-12));
        }
    }

    /** Faded digits lose contrast and sharpness alike; blurred ones lose sharpness. */
    @Test
    void fadingAndBlurAreTold() {
        try (var _ = new Scope()) {
            Tensor real = digits(), weights = Bootstrap.weights(1000);
            Tensor faded = real.to(Dtype.FLOAT32).mul(0.5).round().to(Dtype.UINT8);
            Tensor blurred = new Target(new Pixels(14, 0, 1), 28, 28).thereAndBack(real);
            var contrast = new Contrast(real);
            var sharpness = new Sharpness(real);
            assertThat(contrast.of(real, weights).value()).isEqualTo(1);
            assertThat(contrast.of(faded, weights).value()).isCloseTo(0.5, within(0.005));
            assertThat(sharpness.of(faded) / contrast.of(faded, weights).value()).isCloseTo(1, within(0.02));
            assertThat(sharpness.of(blurred) / contrast.of(blurred, weights).value()).isLessThan(0.85);
        }
    }

    /** ali-2020's networks see 32 × 32: real digits have 0.848 of their sharpness after the way there and back. */
    @Test
    void resizingBoundsTheSharpness() {
        try (var _ = new Scope()) {
            Tensor real = digits();
            var target = new Target(new Pixels(32, -1, 1), 28, 28);
            assertThat(target.resizes()).isTrue();
            assertThat(Target.unresized(new Pixels(28, 0, 1)).resizes()).isFalse();
            assertThat(new Sharpness(real).of(target.thereAndBack(real))).isCloseTo(0.848, within(0.01));
        }
    }
}
