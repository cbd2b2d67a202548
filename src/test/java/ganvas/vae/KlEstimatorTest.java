package ganvas.vae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ganvas.data.Pixels;
import ganvas.torch.AdamSettings;
import ganvas.torch.Device;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import ganvas.torch.Where;
import ganvas.train.Batch;
import ganvas.train.Stats;
import ganvas.train.Target;
import org.junit.jupiter.api.Test;

class KlEstimatorTest {
    private static final double[] MEAN = {0.7, -1.2, 0}, LOG_VARIANCE = {-1.5, 0.4, 0};

    private static double[] kl(KlEstimator form, double[] noise) {
        int n = noise.length / 3;
        double[] mean = new double[3 * n], logVariance = new double[3 * n], z = new double[3 * n];
        for (int i = 0; i < 3 * n; i++) {
            mean[i] = MEAN[i % 3];
            logVariance[i] = LOG_VARIANCE[i % 3];
            z[i] = mean[i] + Math.exp(logVariance[i] / 2) * noise[i];
        }
        try (var _ = new Scope()) {
            return form
                    .kl(new Posterior(Tensor.of(mean, n, 3), Tensor.of(logVariance, n, 3)), Tensor.of(noise, n, 3),
                            Tensor.of(z, n, 3))
                    .sum(1).toDoubles();
        }
    }

    /** log q(z|x) − log p(z) from the two densities, written out. */
    @Test
    void oneDrawIsTheDifferenceOfTheDensities() {
        double[] noise = {0.3, -2, 1.1};
        double expected = 0;
        for (int i = 0; i < 3; i++) {
            double sigma = Math.exp(LOG_VARIANCE[i] / 2), z = MEAN[i] + sigma * noise[i];
            expected += logNormal(z, MEAN[i], sigma) - logNormal(z, 0, 1);
        }
        assertThat(kl(KlEstimator.MONTE_CARLO, noise)[0]).isCloseTo(expected, within(1e-12));
    }

    private static double logNormal(double x, double mean, double sigma) {
        return -Math.log(sigma) - 0.5 * Math.log(2 * Math.PI) - (x - mean) * (x - mean) / (2 * sigma * sigma);
    }

    @Test
    void bothFormsHaveTheSameExpectation() {
        int n = 200_000;
        double[] noise = Rng.at(5, 0).normal(Device.CPU, n, 3).toDoubles();
        double[] drawn = kl(KlEstimator.MONTE_CARLO, noise);
        double mean = 0, squares = 0;
        for (double d : drawn) mean += d / n;
        for (double d : drawn) squares += (d - mean) * (d - mean);
        double exact = kl(KlEstimator.CLOSED_FORM, new double[3])[0], error = Math.sqrt(squares / n / n);
        assertThat(error).isBetween(1e-4, 0.01);
        assertThat(mean).isCloseTo(exact, within(4 * error));
    }

    /** Training reports the form it minimises; validation and scores take the closed one of either. */
    @Test
    void trainingFollowsTheFormAndScoringDoesNot() {
        var images = Rng.at(1, 0).uniform(Device.CPU, 8, 1, 28, 28).mul(255).to(ganvas.torch.Dtype.UINT8);
        var exact = step(KlEstimator.CLOSED_FORM);
        var drawn = step(KlEstimator.MONTE_CARLO);
        assertThat(drawn.bound(images, Rng.at(2, 0)).kl().toFloats())
                .isEqualTo(exact.bound(images, Rng.at(2, 0)).kl().toFloats());

        var one = new Stats();
        var two = new Stats();
        exact.update(Batch.unlabelled(images), Rng.at(3, 0), one);
        drawn.update(Batch.unlabelled(images), Rng.at(3, 0), two);
        assertThat(two.means().get("reconstruction")).isEqualTo(one.means().get("reconstruction"));
        assertThat(two.means().get("KL")).isNotEqualTo(one.means().get("KL"));
        assertThat(two.means().get("ELBO")).isCloseTo(-two.means().get("reconstruction") - two.means().get("KL"),
                within(1e-3));
        assertThat(two.means().get("loss")).isCloseTo(-two.means().get("ELBO"), within(1e-3));
    }

    private static VaeStep step(KlEstimator estimator) {
        var networks = new VaeStep.Networks(KhannaVae.Encoder.of(4), KhannaVae.Decoder.of(4), 4);
        var objective = new VaeStep.Objective(new KlTerm(estimator, 1, 0, 0), Likelihood.BERNOULLI,
                new AdamSettings(1e-3, 0.9, 0.999));
        return new VaeStep(networks, objective, Target.unresized(new Pixels(28, 0, 1)), Where.CPU, 0);
    }
}
