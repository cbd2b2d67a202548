package ganvas.metric.formulas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ganvas.data.Datasets;
import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Blur lowers it, noise never raises it. */
class SharpnessTest {
    private static final int N = 1000;
    /** What chance may add between one dose of noise and the next. */
    private static final double CHANCE = 0.01;
    private final Rng rng = Rng.named(1, "sharpness");
    private Scope scope;
    private static Tensor all;
    private static Sharpness sharpness;
    private Tensor clean;

    @BeforeAll
    static void reference() {
        all = Datasets.open("mnist").test().images();
        sharpness = new Sharpness(all);
    }

    @BeforeEach
    void open() {
        scope = new Scope();
        clean = all.narrow(0, 5000, N).to(Dtype.FLOAT32);
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private static Tensor stored(Tensor x) {
        return x.round().clamp(0, 255).to(Dtype.UINT8);
    }

    private double of(Tensor x) {
        return sharpness.of(stored(x));
    }

    /** @param strength standard deviation, of white = 1 */
    private Tensor gaussian(Tensor x, double strength) {
        return x.add(rng.normal(Device.CPU, x.shape()).mul(255 * strength)).clamp(0, 255);
    }

    /** @param share of pixels that turn black or white */
    private Tensor saltAndPepper(Tensor x, double share) {
        Tensor u = rng.uniform(Device.CPU, x.shape());
        Tensor hit = u.lt(share).to(Dtype.FLOAT32), salt = u.lt(share / 2).to(Dtype.FLOAT32);
        return x.mul(hit.neg().add(1)).add(salt.mul(255));
    }

    private static Tensor blur(Tensor x, double sigma) {
        int n = 28;
        float[] m = new float[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) m[i * n + j] = (float) (Math.exp(-(i - j) * (i - j) / (2 * sigma * sigma))
                    / (sigma * Math.sqrt(2 * Math.PI)));
        }
        Tensor g = Tensor.of(m, n, n);
        return g.matmul(x).matmul(g);
    }

    @Test
    void realAgainstReal() {
        var even = new java.util.ArrayList<Long>();
        for (long i = 0; i < 10_000; i += 2) even.add(i);
        long[] rows = even.stream().mapToLong(Long::longValue).toArray(),
                others = even.stream().mapToLong(i -> i + 1).toArray();
        Tensor half = all.indexSelect(0, Tensor.of(rows, 5000)), other = all.indexSelect(0, Tensor.of(others, 5000));
        assertThat(sharpness.of(all)).isCloseTo(1, within(1e-12));
        assertThat(new Sharpness(half).of(other)).isCloseTo(1, within(0.01));
    }

    @Test
    void noiseNeverRaisesIt() {
        double gaussian = of(clean), salted = gaussian;
        for (double dose : new double[] {0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8}) {
            double next = of(gaussian(clean, dose));
            assertThat(next).as("Gaussian noise of %s", dose).isLessThan(gaussian + CHANCE);
            gaussian = next;
        }
        for (double dose : new double[] {0.01, 0.03, 0.1, 0.2, 0.4, 0.7, 1}) {
            double next = of(saltAndPepper(clean, dose));
            assertThat(next).as("salt and pepper on a share of %s", dose).isLessThan(salted + CHANCE);
            salted = next;
        }
    }

    @Test
    void blurLowersIt() {
        double before = of(clean);
        for (double sigma : new double[] {0.5, 0.7, 1, 1.5, 2, 3}) {
            double next = of(blur(clean, sigma));
            assertThat(next).as("blur of %s pixels", sigma).isLessThan(before - 0.02);
            before = next;
        }
    }

    @Test
    void speckleDoesNotHideBlur() {
        for (double sigma : new double[] {0.7, 1, 1.5, 2}) {
            Tensor blurred = blur(clean, sigma);
            double before = of(blurred);
            for (double dose : new double[] {0.03, 0.1, 0.2, 0.4}) {
                assertThat(of(gaussian(blurred, dose))).as("blur %s, noise %s", sigma, dose)
                        .isLessThanOrEqualTo(before + 1e-3);
                assertThat(of(saltAndPepper(blurred, dose))).as("blur %s, speckle %s", sigma, dose)
                        .isLessThanOrEqualTo(before + 1e-3);
            }
        }
    }

    @Test
    void noiseAloneIsNotSharp() {
        double blurred = of(blur(clean, 2));
        assertThat(of(rng.uniform(Device.CPU, N, 1, 28, 28).mul(255))).isLessThan(0.1).isLessThan(blurred / 3);
        assertThat(of(gaussian(clean.mul(0), 0.3))).isLessThan(0.1);
        assertThat(of(saltAndPepper(clean, 1))).isLessThan(blurred * 0.7);
    }
}
