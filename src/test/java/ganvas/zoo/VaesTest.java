package ganvas.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ganvas.data.Dataset;
import ganvas.data.Datasets;
import ganvas.nn.Net;
import ganvas.torch.Device;
import ganvas.torch.Precision;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.train.Batch;
import ganvas.train.Checkpoint;
import ganvas.train.Stats;
import ganvas.train.Step;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every VAE of the zoo can be set to. */
class VaesTest {
    private static final Dataset MNIST = Datasets.open("mnist");

    @TempDir
    Path folder;

    static Stream<ZooModel> vaes() {
        return Zoo.ALL.stream().filter(m -> m.family().equals("vae"));
    }

    @ParameterizedTest
    @MethodSource("vaes")
    void everyOptionTogetherTrainsAndResumesExactly(ZooModel m) {
        var set = small(m, Map.of("likelihood", "gaussian-learned", "sigma", "0.3", "elbo", "monte-carlo", "kl-warmup",
                "24", "free-bits", "0.05", "beta", "2"));
        Step whole = make(m, set), resumed = make(m, set);
        var stats = new Stats();
        var checkpoint = new Checkpoint(folder.resolve("state.safetensors"), m.name());
        double before = sigma(whole);
        update(whole, 0, stats);
        checkpoint.save(whole, new Checkpoint.Counters(16, 0, 0, Map.of(), List.of()));
        update(whole, 1, stats);
        assertThat(stats.firstNotFinite()).isEmpty();
        assertThat(stats.values().get("sigma")).hasSize(2);
        assertThat(sigma(whole)).isNotEqualTo(before);
        assertThat(stats.values().get("loss").getFirst()).as("the weight begins at 0")
                .isEqualTo(stats.values().get("reconstruction").getFirst());

        checkpoint.load(resumed, _ -> { throw new AssertionError(); });
        update(resumed, 1, new Stats());
        whole.networks()
                .forEach((name, net) -> Net.state(net)
                        .forEach((key, t) -> assertThat(Net.state(resumed.networks().get(name)).get(key).toFloats())
                                .as(name + "." + key).isEqualTo(t.toFloats())));
        whole.free();
        resumed.free();
    }

    @Test
    void theLearnedSigmaIsAParameter() {
        ZooModel m = Zoo.get("khanna-2020/vae");
        var network = m.card(m.resolve(Map.of("likelihood", "gaussian-learned"))).networks().getLast();
        assertThat(network.name()).isEqualTo("likelihood");
        assertThat(network.trainable()).isEqualTo(1);
        assertThat(network.layers()).singleElement().satisfies(layer -> assertThat(layer.parameters()).isEqualTo(1));
        assertThat(m.card(m.resolve(Map.of("likelihood", "gaussian"))).networks()).hasSize(2);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        for (ZooModel m : vaes().toList()) {
            assertThatThrownBy(() -> m.resolve(Map.of("likelihood", "squared-error", "sigma", "0.2")))
                    .hasMessage(
                            "--set sigma: expected likelihood=gaussian or likelihood=gaussian-learned beside it; "
                                    + "found likelihood=squared-error");
            for (String good : new String[] {"squared-error", "gaussian", "gaussian-learned"})
                m.resolve(Map.of("likelihood", good));
        }
        ZooModel m = Zoo.get("hinrichsen-2023/vae-biggan");
        assertThatThrownBy(() -> m.resolve(Map.of("likelihood", "bernoulli"))).hasMessage(
                "--set likelihood: bernoulli needs a decoder that ends in a sigmoid; that of "
                        + "hinrichsen-2023/vae-biggan ends in a tanh. It has squared-error, "
                        + "gaussian and gaussian-learned.");
        assertThatThrownBy(() -> m.resolve(Map.of("likelihood", "gausian")))
                .hasMessageContaining("did you mean 'gaussian'?");
        assertThatThrownBy(() -> m.resolve(Map.of("sigma", "0")))
                .hasMessageContaining("expected a number from 0.003 to 1000.0; found '0'");
        assertThatThrownBy(() -> m.resolve(Map.of("free-bits", "-1")))
                .hasMessageContaining("expected a number from 0.0 to 1000.0; found '-1'");
        assertThatThrownBy(() -> m.resolve(Map.of("kl-warmup", "0.5")))
                .hasMessageContaining("expected a whole number from 0 to 1000000000000; found '0.5'");
    }

    private static double sigma(Step step) {
        return Net.state(step.networks().get("likelihood")).get("sigma.raw").item();
    }

    private static Map<String, String> small(ZooModel m, Map<String, String> set) {
        var all = new LinkedHashMap<>(set);
        if (m.name().startsWith("hinrichsen-2023/")) all.put("channels", "4");
        return all;
    }

    private static Step make(ZooModel m, Map<String, String> set) {
        return m.make(m.resolve(set), 1, 28, 28, 7, Device.CPU, Precision.FP32);
    }

    private static void update(Step step, int i, Stats stats) {
        try (var _ = new Scope()) {
            step.update(new Batch(MNIST.train().images().narrow(0, 16L * i, 16),
                    MNIST.train().labels().narrow(0, 16L * i, 16)), Rng.at(0, 16L * i), stats);
        }
    }
}
