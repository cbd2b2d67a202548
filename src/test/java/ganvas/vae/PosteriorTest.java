package ganvas.vae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PosteriorTest {
    private static final double[] MEAN = {0.7, -1.2, 3}, LOG_VARIANCE = {-1.5, 0.4, -12};

    private static double normal(double z, double mean, double logVariance) {
        return Math.exp(-(z - mean) * (z - mean) / (2 * Math.exp(logVariance)) - logVariance / 2)
                / Math.sqrt(2 * Math.PI);
    }

    private static double mean(Tensor t) {
        return t.mean().item();
    }

    /** Against the densities written out, a very narrow one among them. */
    @Test
    void densities() {
        try (var _ = new Scope()) {
            var q = new Posterior(Tensor.of(MEAN, 3, 1), Tensor.of(LOG_VARIANCE, 3, 1));
            double[] z = {0.1, -2.5, 3.002};
            Tensor at = Tensor.of(z, 3, 1);
            for (int i = 0; i < 3; i++) {
                double mixture = 0;
                for (int j = 0; j < 3; j++) mixture += normal(z[i], MEAN[j], LOG_VARIANCE[j]) / 3;
                assertThat(q.logAggregate(at).toDoubles()[i]).isCloseTo(Math.log(mixture), within(1e-8));
                assertThat(q.logDensity(at).toDoubles()[i]).isCloseTo(Math.log(normal(z[i], MEAN[i], LOG_VARIANCE[i])),
                        within(1e-8));
                assertThat(Posterior.logPrior(at).toDoubles()[i]).isCloseTo(Math.log(normal(z[i], 0, 0)),
                        within(1e-12));
            }
        }
    }

    /**
     * Codes N(m, s²) with m from N(0, 1 − s²) are N(0, 1) together: no KL, and −ln s nats a dimension about the image.
     */
    @Test
    void codesThatFillThePriorSayWhatTheirSpreadLeavesOpen() {
        int n = 4000;
        double variance = 0.1;
        try (var _ = new Scope()) {
            Tensor means = Rng.at(1, 0).normal(Device.CPU, n, 2).to(Dtype.FLOAT64).mul(Math.sqrt(1 - variance));
            var q = new Posterior(means, Tensor.zerosLike(means).add(Math.log(variance)));
            Tensor z = q.at(Rng.at(2, 0).normal(Device.CPU, n, 2).to(Dtype.FLOAT64)), all = q.logAggregate(z);
            assertThat(mean(all.sub(Posterior.logPrior(z)))).isCloseTo(0, within(0.05));
            assertThat(mean(q.logDensity(z).sub(all))).isCloseTo(-Math.log(variance), within(0.06));
        }
    }

    /** Codes that do not overlap tell each image apart: ln N nats. Codes that are the prior tell nothing. */
    @Test
    void theTwoEnds() {
        int n = 700;                                            // more than one block
        try (var _ = new Scope()) {
            double[] apart = new double[n];
            for (int i = 0; i < n; i++) apart[i] = i;
            Tensor means = Tensor.of(apart, n, 1);
            var sharp = new Posterior(means, Tensor.zerosLike(means).add(-10));
            Tensor z = sharp.at(Rng.at(3, 0).normal(Device.CPU, n, 1).to(Dtype.FLOAT64));
            assertThat(mean(sharp.logDensity(z).sub(sharp.logAggregate(z)))).isCloseTo(Math.log(n), within(1e-6));

            var prior = new Posterior(Tensor.zerosLike(means), Tensor.zerosLike(means));
            assertThat(Arrays.stream(prior.logAggregate(means).sub(Posterior.logPrior(means)).toDoubles())
                    .map(Math::abs).max().orElseThrow()).isLessThan(1e-9);
        }
    }
}
