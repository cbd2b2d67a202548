package ganvas.vae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ganvas.data.Pixels;
import ganvas.nn.Net;
import ganvas.nn.Pass;
import ganvas.nn.ReLU;
import ganvas.nn.biggan.BigGanPlan;
import ganvas.torch.Adam;
import ganvas.torch.AdamSettings;
import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import ganvas.torch.Where;
import ganvas.train.Batch;
import ganvas.train.Stats;
import ganvas.train.Target;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LikelihoodTest {
    @Test
    void lossesAreTheFormulas() {
        try (var _ = new Scope()) {
            assertThat(Likelihood.SQUARED_ERROR
                    .loss(Tensor.of(new float[] {-1, 0.5f}, 2), Tensor.of(new float[] {1, 0}, 2)).toFloats())
                    .containsExactly(4, 0.25f);
            double x = 0.3, logit = -1.2, p = 1 / (1 + Math.exp(-logit));
            assertThat(Likelihood.BERNOULLI.loss(Tensor.of(new double[] {x}, 1), Tensor.of(new double[] {logit}, 1))
                    .item())
                    .isCloseTo(-x * Math.log(p) - (1 - x) * Math.log(1 - p), within(1e-12));
        }
    }

    private static final double[] GREY = {0.2, 0.9, 0, 1}, DRAWN = {0.25, 0.6, 0.01, 0.7};

    /**
     * Against PyTorch's Normal(DRAWN, σ).log_prob(GREY): constants and all, the same whatever the network's range is.
     */
    @Test
    void gaussiansAreDensitiesOfGreyValues() {
        gaussian(0.1, Optional.empty(), -1.2586465597893728, 3.116353440210627, -1.378646559789373, 3.116353440210627);
        gaussian(0.5, Optional.empty(), 0.2307913526447274, 0.40579135264472743, 0.22599135264472736,
                0.40579135264472743);
        LearnedSigma learned = LearnedSigma.of();
        learned.allocate(0.2, Device.CPU);
        assertThat(Math.exp(learned.logSigma().item())).isCloseTo(0.2, within(1e-6));
        Net.state(learned).get("sigma.raw").copy_(Tensor.full(-3, Device.CPU, 1));
        gaussian(99, Optional.of(learned), -1.5748862835127153, 14.440687826297747, -2.0141706019532304,
                14.440687826297747);
        Net.free(learned);
    }

    private static void gaussian(double sigma, Optional<LearnedSigma> learned, double... expected) {
        try (var _ = new Scope()) {
            Tensor x = Tensor.of(GREY, 4), image = Tensor.of(DRAWN, 4);
            double[] unit = new Likelihood.Gaussian(1, sigma, learned).loss(x, image).detach().toDoubles();
            double[] signed = new Likelihood.Gaussian(2, sigma, learned).loss(x.mul(2).sub(1), image.mul(2).sub(1))
                    .detach().toDoubles();
            for (int i = 0; i < 4; i++) {
                assertThat(unit[i]).isCloseTo(expected[i], within(1e-4));
                assertThat(signed[i]).isCloseTo(expected[i], within(1e-4));
            }
        }
    }

    /**
     * Left to itself, σ becomes the root mean square error (Rybkin et al. 2021), and no less than
     * e⁻⁶ where there is none.
     */
    @Test
    void theLearnedSigmaFindsTheError() {
        double squares = 0;
        for (int i = 0; i < 4; i++) squares += Math.pow(GREY[i] - DRAWN[i], 2) / 4;
        assertThat(fitted(DRAWN)).isCloseTo(Math.sqrt(squares), within(1e-3));
        assertThat(fitted(GREY)).isBetween(Math.exp(-6), 0.004);
    }

    private static double fitted(double[] drawn) {
        LearnedSigma learned = LearnedSigma.of();
        learned.allocate(1, Device.CPU);
        var adam = new Adam(Net.trainable(learned), new AdamSettings(0.1, 0.9, 0.999));
        for (int i = 0; i < 300; i++) {
            try (var _ = new Scope()) {
                adam.minimize(new Likelihood.Gaussian(1, 1, Optional.of(learned))
                        .loss(Tensor.of(GREY, 4), Tensor.of(drawn, 4)).mean());
            }
        }
        return Math.exp(learned.logSigma().item());
    }

    /** BigGAN's VAE: squared error summed over the pixels of an image in [−1, 1], and β times KL on top. */
    @Test
    void theSquaredErrorIsSummedOverAnImage() {
        var plan = new BigGanPlan(false, new BigGanPlan.Images(28, 1), new BigGanPlan.Inputs(6, 0),
                new BigGanPlan.Blocks(3, 4, 0), false, new ReLU());
        var objective = new VaeStep.Objective(KlTerm.of(0.4), Likelihood.SQUARED_ERROR,
                new AdamSettings(1e-3, 0.9, 0.999, 0.1, 0));
        var target = Target.unresized(new Pixels(28, -1, 1));
        var vae = new VaeStep(new VaeStep.Networks(BigGanVae.Encoder.of(plan), plan.generator(), 6), objective, target,
                Where.CPU, 0);
        try (var _ = new Scope()) {
            Tensor images = Rng.at(1, 0).integers(256, Device.CPU, 3, 1, 28, 28).to(Dtype.UINT8);
            double[] found = vae.bound(images, Rng.at(2, 0)).reconstruction().toDoubles();

            float[] heads = vae.autoencoder().encoder().apply(target.toNetwork(images), Pass.EVAL).detach().toFloats();
            float[] noise = Rng.at(2, 0).normal(Device.CPU, 3, 6).toFloats();
            float[] z = new float[18];
            for (int i = 0; i < 18; i++)
                z[i] = (float) (heads[i / 6 * 12 + i % 6] + Math.exp(heads[i / 6 * 12 + 6 + i % 6] / 2) * noise[i]);
            float[] decoded = vae.autoencoder().decoder().apply(Tensor.of(z, 3, 6), Pass.EVAL).detach().toFloats();
            byte[] stored = images.toBytes();
            for (int n = 0; n < 3; n++) {
                double sum = 0;
                for (int i = n * 784; i < (n + 1) * 784; i++)
                    sum += Math.pow((stored[i] & 255) / 127.5 - 1 - decoded[i], 2);
                assertThat(found[n]).isCloseTo(sum, within(1e-3 * sum));
            }

            var stats = new Stats();
            vae.update(Batch.unlabelled(images), Rng.at(3, 0), stats);
            var means = stats.means();
            assertThat(means.get("loss")).isCloseTo(means.get("reconstruction") + 0.4 * means.get("KL"), within(1e-2));
        }
    }
}
