package ganvas.hybrid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ganvas.data.Pixels;
import ganvas.nn.Net;
import ganvas.nn.Pass;
import ganvas.result.Capability;
import ganvas.torch.AdamSettings;
import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.NoGrad;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import ganvas.torch.Where;
import ganvas.train.Batch;
import ganvas.train.Stats;
import ganvas.train.Target;
import ganvas.zoo.Zoo;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VaeGanTest {
    private static final Target TARGET = Target.unresized(new Pixels(28, -1, 1));

    private static VaeGan step(double gamma, double rate) {
        return new VaeGan(VaeGan.Networks.of(3), gamma, new AdamSettings(rate, 0, 0.999), TARGET, Where.CPU, 4);
    }

    private static Batch images() {
        return Batch.unlabelled(Rng.at(2, 0).integers(256, Device.CPU, 8, 1, 28, 28).to(Dtype.UINT8));
    }

    @Test
    void itCanAllThatBothFamiliesCan() {
        assertThat(Zoo.get("larsen-2016/vae-gan").capabilities()).containsExactly(Capability.GENERATES,
                Capability.ENCODES, Capability.ELBO, Capability.DISCRIMINATES);
    }

    /**
     * At a rate of 0 no network moves between the three steps, so all terms are those of the initial
     * weights: algorithm 1's, by hand.
     */
    @Test
    void termsAreThoseOfTheAlgorithm() {
        var step = step(0.5, 0);
        var like = step(0.5, 0);
        var stats = new Stats();
        try (var _ = new Scope()) {
            step.update(images(), Rng.at(0, 0), stats);
        }
        try (var _ = new Scope(); var _ = new NoGrad()) {
            var rng = Rng.at(0, 0);
            Pass pass = Pass.train(rng);
            Tensor noise = rng.normal(Device.CPU, 8, 3), prior = rng.normal(Device.CPU, 8, 3),
                    x = TARGET.toNetwork(images().images());
            var networks = like.networks();
            var d = (VaeGan.Discriminator) networks.get("discriminator");
            float[] heads = networks.get("encoder").apply(x, pass).toFloats(), eps = noise.toFloats(),
                    z = new float[24];
            double kl = 0;
            for (int i = 0; i < 8; i++) {
                for (int j = 0; j < 3; j++) {
                    double mean = heads[6 * i + j], log = heads[6 * i + 3 + j];
                    z[3 * i + j] = (float) (mean + Math.exp(log / 2) * eps[3 * i + j]);
                    kl += -0.5 * (1 + log - mean * mean - Math.exp(log)) / 8;
                }
            }
            Tensor rebuilt = networks.get("decoder").apply(Tensor.of(z, 8, 3), pass),
                    drawn = networks.get("decoder").apply(prior, pass);
            float[] real = d.features().apply(x, pass).toFloats(), made = d.features().apply(rebuilt, pass).toFloats();
            double error = 0;
            for (int i = 0; i < real.length; i++) error += Math.pow(real[i] - made[i], 2) / 2 / 8;
            double onReal = mean(d.logits(x, pass), -1), onRebuilt = mean(d.logits(rebuilt, pass), 1),
                    onDrawn = mean(d.logits(drawn, pass), 1);
            Map<String, Double> told = stats.means();
            assertThat(told.get("KL")).isCloseTo(kl, within(1e-5 * kl));
            assertThat(told.get("feature_error")).isCloseTo(error, within(1e-4 * error));
            assertThat(told.get("D/loss_real")).isCloseTo(onReal, within(1e-5));
            assertThat(told.get("D/loss_fake")).isCloseTo(onRebuilt + onDrawn, within(1e-5));
            assertThat(told.get("G/loss"))
                    .isCloseTo(mean(d.logits(rebuilt, pass), -1) + mean(d.logits(drawn, pass), -1), within(1e-5));
        }
        step.free();
        like.free();
    }

    /** The mean of log(1 + exp(sign · l)): −log D(x) for −1, −log(1 − D(x)) for 1. */
    private static double mean(Tensor logits, int sign) {
        double sum = 0;
        for (float l : logits.toFloats()) sum += Math.log1p(Math.exp(sign * l));
        return sum / logits.numel();
    }

    /**
     * γ is of the decoder's loss alone: with another one the encoder's gradient and the discriminator's are the same.
     */
    @Test
    void gammaWeighsTheDecodersReconstructionAlone() {
        var little = step(0, 1e-3);
        var much = step(10, 1e-3);
        try (var _ = new Scope()) {
            little.update(images(), Rng.at(0, 0), new Stats());
            much.update(images(), Rng.at(0, 0), new Stats());
        }
        for (String name : new String[] {"encoder", "discriminator"}) {
            Net.trainable(little.networks().get(name)).forEach((key,
                    t) -> assertThat(
                            Arrays.equals(t.toFloats(), Net.trainable(much.networks().get(name)).get(key).toFloats()))
                            .as(name + "." + key).isTrue());
        }
        assertThat(Net.state(little.networks().get("decoder")).get("output.weight").toFloats())
                .isNotEqualTo(Net.state(much.networks().get("decoder")).get("output.weight").toFloats());
        little.free();
        much.free();
    }
}
