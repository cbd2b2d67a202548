package ganvas.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ganvas.data.Pixels;
import ganvas.data.Split;
import ganvas.nn.Chain;
import ganvas.nn.Flatten;
import ganvas.nn.GaussianHeads;
import ganvas.nn.Linear;
import ganvas.nn.Net;
import ganvas.nn.Reshape;
import ganvas.nn.Sigmoid;
import ganvas.torch.AdamSettings;
import ganvas.torch.Device;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import ganvas.torch.Where;
import ganvas.train.Target;
import ganvas.vae.KlTerm;
import ganvas.vae.Likelihood;
import ganvas.vae.VaeStep;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A VAE with four pixels and one latent, whose likelihood an integral over a fine grid gives. */
class ElboEvaluationTest {
    record Encoder(Flatten flat, GaussianHeads heads) implements Chain {}

    record Decoder(Linear output, Reshape image, Sigmoid sigmoid) implements Chain {}

    private static final float[] SLOPE = {3, -2, 1.5f, 0}, OFFSET = {-0.5f, 1, 0, -1};
    private static final int[] IMAGE = {255, 30, 140, 0};
    private static final VaeStep VAE = vae();

    private static VaeStep vae() {
        var vae = vae(new Decoder(Linear.of(1, 4), new Reshape(1, 2, 2), new Sigmoid()), Likelihood.BERNOULLI,
                new Pixels(2, 0, 1));
        try (var _ = new Scope()) {
            Net.state(vae.networks().get("decoder")).get("output.weight").copy_(Tensor.of(SLOPE, 4, 1));
            Net.state(vae.networks().get("decoder")).get("output.bias").copy_(Tensor.of(OFFSET, 4));
        }
        return vae;
    }

    private static VaeStep vae(Chain decoder, Likelihood likelihood, Pixels pixels) {
        var networks = new VaeStep.Networks(new Encoder(new Flatten(), GaussianHeads.of(4, 1)), decoder, 1);
        var objective = new VaeStep.Objective(KlTerm.of(1), likelihood, new AdamSettings(1e-3, 0.9, 0.999));
        return new VaeStep(networks, objective, Target.unresized(pixels), Where.CPU, 0);
    }

    /** The image {@code n} times. */
    private static Split split(int n) {
        byte[] pixels = new byte[4 * n];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) IMAGE[i % 4];
        return new Split(Tensor.of(pixels, n, 1, 2, 2), Tensor.of(new long[n], n));
    }

    /** Minus the cross-entropy of the grey values at {@code z}. */
    private static double logLikelihood(double z) {
        double log = 0;
        for (int i = 0; i < 4; i++) {
            double l = SLOPE[i] * z + OFFSET[i];
            log -= Math.log1p(Math.exp(l)) - IMAGE[i] / 255.0 * l;
        }
        return log;
    }

    /** ∫ f(z) N(z; mean, sigma²) dz. */
    private static double integral(double mean, double sigma, java.util.function.DoubleUnaryOperator f) {
        double sum = 0, step = 1e-3;
        for (double e = -12; e <= 12; e += step) sum += f.applyAsDouble(mean + sigma * e) * Math.exp(-e * e / 2) * step;
        return sum / Math.sqrt(2 * Math.PI);
    }

    record LinearDecoder(Linear output, Reshape image) implements Chain {}

    /**
     * A Gaussian around a linear decoder has a known likelihood, x ~ N(offset, σ² I + slope slopeᵀ),
     * and bits are of 256 levels.
     */
    @Test
    void aLinearGaussianIsExact() {
        double sigma = 0.2, slopes = 0, along = 0, squares = 0;
        var likelihood = new Likelihood.Gaussian(2, sigma, Optional.empty());
        var vae = vae(new LinearDecoder(Linear.of(1, 4), new Reshape(1, 2, 2)), likelihood, new Pixels(2, -1, 1));
        float[] slope = {0.4f, -0.2f, 0.3f, 0}, offset = {0.2f, -0.4f, 0, -0.9f};             // of values in [−1, 1]
        for (int i = 0; i < 4; i++) {
            double off = IMAGE[i] / 255.0 - (offset[i] + 1) / 2, w = slope[i] / 2;
            slopes += w * w;
            along += w * off;
            squares += off * off;
        }
        double variance = sigma * sigma, determinant = 3 * Math.log(variance) + Math.log(variance + slopes);
        double exact = -0.5 * (4 * Math.log(2 * Math.PI) + determinant
                + (squares - along * along / (variance + slopes)) / variance);
        try (var _ = new Scope()) {
            Net.state(vae.networks().get("decoder")).get("output.weight").copy_(Tensor.of(slope, 4, 1));
            Net.state(vae.networks().get("decoder")).get("output.bias").copy_(Tensor.of(offset, 4));
            double[] logs = ElboEvaluation.importance(vae, split(100), 100, 5000, Device.CPU);
            assertThat(standardError(logs)).isBetween(1e-5, 0.01);
            assertThat(ElboEvaluation.mean(logs)).isCloseTo(exact, within(0.03));
        }
        assertThat(ModelScores.bits(new double[] {-exact}, 4, vae.autoencoder().likelihood())[0])
                .isCloseTo((-exact / 4 + Math.log(255)) / Math.log(2), within(1e-12));
        assertThat(ModelScores.bits(new double[] {Math.log(2) * 8}, 4, Likelihood.BERNOULLI)).containsExactly(2);
    }

    private static double standardError(double[] values) {
        return ImageScores.halfInterval(values) / 1.96;
    }

    /** log ∫ p(z) p(x|z) dz. */
    private static final double EXACT = Math.log(integral(0, 1, z -> Math.exp(logLikelihood(z))));

    @Test
    void manyDrawsComeToTheIntegral() {
        try (var _ = new Scope()) {
            double[] logs = ElboEvaluation.importance(VAE, split(200), 200, 5000, Device.CPU);
            assertThat(standardError(logs)).isBetween(1e-5, 0.005);
            assertThat(ElboEvaluation.mean(logs)).isCloseTo(EXACT, within(0.01));
        }
    }

    /** ∫ q(z|x) log p(x|z) dz − KL, with the encoder's own mean and variance. */
    @Test
    void oneDrawIsTheElboInTheMean() {
        try (var _ = new Scope()) {
            var q = VAE.posterior(split(1).images());
            double mean = q.mean().item(), logVariance = q.logVariance().item();
            double elbo = integral(mean, Math.exp(logVariance / 2), ElboEvaluationTest::logLikelihood)
                    + 0.5 * (1 + logVariance - mean * mean - Math.exp(logVariance));
            double[] logs = ElboEvaluation.importance(VAE, split(200_000), 200_000, 1, Device.CPU);
            assertThat(standardError(logs)).isBetween(1e-4, 0.02);
            assertThat(ElboEvaluation.mean(logs)).isCloseTo(elbo, within(4 * standardError(logs)));
            assertThat(elbo).isLessThan(EXACT - 0.1);
        }
    }

    @Test
    void moreDrawsRaiseTheBoundAndNeverAboveTheLikelihood() {
        try (var _ = new Scope()) {
            double before = Double.NEGATIVE_INFINITY;
            for (int k : new int[] {1, 3, 10, 100}) {
                double[] logs = ElboEvaluation.importance(VAE, split(4000), 4000, k, Device.CPU);
                assertThat(ElboEvaluation.mean(logs)).as("K = " + k).isGreaterThan(before)
                        .isLessThan(EXACT + 4 * standardError(logs));
                before = ElboEvaluation.mean(logs);
            }
        }
    }

    @Test
    void logMeanExpLosesAndOverflowsNothing() {
        assertThat(ElboEvaluation.logMeanExp(new double[] {0, -1000, -1000 + Math.log(3)}, 1, 2))
                .isCloseTo(-1000 + Math.log(2), within(1e-12));
        assertThat(ElboEvaluation.logMeanExp(new double[] {800, 800}, 0, 2)).isCloseTo(800, within(1e-12));
    }

    @Test
    void theSameSeedTheSameNumbers() {
        try (var _ = new Scope()) {
            double[] all = ElboEvaluation.importance(VAE, split(30), 30, 100, Device.CPU);
            assertThat(ElboEvaluation.importance(VAE, split(30), 30, 100, Device.CPU)).isEqualTo(all);
            assertThat(Arrays.stream(all).distinct().count()).isEqualTo(30);
        }
    }
}
