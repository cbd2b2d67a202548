package ganvas.vae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ganvas.data.Pixels;
import ganvas.nn.Net;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KlTermTest {
    private static final double[] MEAN = {0.7, -1.2, 0.05, 0.2, 0.9, -0.1},
            LOG_VARIANCE = {-1.5, 0.4, 0.1, -0.3, -0.8, 0.02};

    /** Against PyTorch: torch.maximum(λ, kl_divergence(q, p).mean(0)).sum(). */
    @ParameterizedTest
    @CsvSource({"0, 0.9757435751727607", "0.25, 1.2212755106471598", "0.5, 1.647788415439623", "1, 3", "2, 6"})
    void freeBitsAreOfADimensionAndABatch(double lambda, double expected) {
        try (var _ = new Scope()) {
            Tensor each = new Posterior(Tensor.of(MEAN, 2, 3), Tensor.of(LOG_VARIANCE, 2, 3)).kl();
            assertThat(each.toDoubles()[1]).isCloseTo(0.7659123488206352, within(1e-12));
            var term = new KlTerm(KlEstimator.CLOSED_FORM, 1, 0, lambda);
            assertThat(term.held(each, each.sum(1).mean()).item()).isCloseTo(expected, within(1e-12));
            assertThat(term.held(each.mean(0).toDoubles())).isCloseTo(expected, within(1e-12));
        }
    }

    @Test
    void theWeightRisesWithTheImagesShown() {
        var term = new KlTerm(KlEstimator.CLOSED_FORM, 4, 1000, 0);
        assertThat(new double[] {term.weight(0), term.weight(1), term.weight(250), term.weight(999), term.weight(1000),
                term.weight(5000)})
                .containsExactly(0, 0.004, 1, 3.996, 4, 4);
        assertThat(KlTerm.of(0.3).weight(0)).isEqualTo(0.3);
    }

    /** One step ends where that of the weight ends which the place in the run gives. */
    @Test
    void warmUpIsTheWeightOfItsMoment() {
        assertThat(weights(new KlTerm(KlEstimator.CLOSED_FORM, 4, 1000, 0), 250)).isEqualTo(weights(KlTerm.of(1), 250))
                .isNotEqualTo(weights(KlTerm.of(4), 250));
        assertThat(weights(new KlTerm(KlEstimator.CLOSED_FORM, 4, 1000, 0), 1000))
                .isEqualTo(weights(KlTerm.of(4), 1000));
        assertThat(weights(new KlTerm(KlEstimator.CLOSED_FORM, 4, 1000, 0), 0)).isEqualTo(weights(KlTerm.of(0), 0));
    }

    /**
     * Bits that are all free pull at nothing, and what is reported is the KL that there is: the watch for a
     * collapsed posterior goes by it.
     */
    @ParameterizedTest
    @CsvSource({"CLOSED_FORM", "MONTE_CARLO"})
    void freeBitsAreNotInWhatIsReported(KlEstimator form) {
        var free = new KlTerm(form, 1, 0, 1000);
        assertThat(weights(free, 7)).isEqualTo(weights(new KlTerm(form, 0, 0, 0), 7));
        var stats = report(free);
        var plain = report(new KlTerm(form, 1, 0, 0));
        assertThat(stats.means().get("loss")).isCloseTo(stats.means().get("reconstruction") + 4000, within(1e-2));
        assertThat(stats.means().get("KL")).isEqualTo(plain.means().get("KL")).isLessThan(100);
        assertThat(stats.means().get("ELBO")).isEqualTo(plain.means().get("ELBO"));
    }

    private static Tensor images() {
        return Rng.at(1, 0).uniform(Device.CPU, 8, 1, 28, 28).mul(255).to(Dtype.UINT8);
    }

    private static VaeStep step(KlTerm kl) {
        var networks = new VaeStep.Networks(KhannaVae.Encoder.of(4), KhannaVae.Decoder.of(4), 4);
        var objective = new VaeStep.Objective(kl, Likelihood.BERNOULLI, new AdamSettings(1e-3, 0.9, 0.999));
        return new VaeStep(networks, objective, Target.unresized(new Pixels(28, 0, 1)), Where.CPU, 0);
    }

    private static Stats report(KlTerm kl) {
        var stats = new Stats();
        try (var _ = new Scope()) {
            step(kl).update(Batch.unlabelled(images()), Rng.at(2, 7), stats);
        }
        return stats;
    }

    /** Of the heads, which alone the KL term pulls at by themselves. */
    private static float[] weights(KlTerm kl, long shown) {
        try (var _ = new Scope()) {
            VaeStep step = step(kl);
            step.update(Batch.unlabelled(images()), Rng.at(2, shown), new Stats());
            return Net.state(step.networks().get("encoder")).get("heads.logVariance.weight").toFloats();
        }
    }
}
