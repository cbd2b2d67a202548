package ganvas.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ganvas.data.Datasets;
import ganvas.data.Images;
import ganvas.nn.Net;
import ganvas.result.ModelCard;
import ganvas.torch.Device;
import ganvas.torch.Precision;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.train.Stats;
import ganvas.train.Step;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ZooTest {
    private static final Images MNIST = Datasets.open("mnist");

    /** The papers' counts: trainable, and the sum of multiply-adds worked out by hand from the layers. */
    @ParameterizedTest
    @CsvSource({
        "khanna-2020/gan, generator,     1493520, 1493520, 1490944",
        "khanna-2020/gan, discriminator, 1460225, 1460225, 1458432",
        "khanna-2020/vae, encoder,        534276,  534276,  533504",
        "khanna-2020/vae, decoder,        534544,  534544,  532992",
        "ali-2020/gan,    generator,     1066880, 1067776, 17448960",
        "ali-2020/gan,    discriminator,  166789,  167173, 4333572",
        "ali-2020/vae,    encoder,        534276,  534276,  533504",
        "ali-2020/vae,    decoder,        534544,  534544,  532992"})
    void countsAreThePapers(String model, String network, long trainable, long withMoving, long multiplyAdds) {
        Model m = Zoo.get(model);
        ModelCard.Network n = m.card(m.resolve(Map.of())).networks().stream().filter(x -> x.name().equals(network)).findFirst().orElseThrow();
        assertThat(n.trainable()).isEqualTo(trainable);
        assertThat(n.withMoving()).isEqualTo(withMoving);
        assertThat(n.multiplyAdds()).isEqualTo(multiplyAdds);
        assertThat(n.layers().stream().mapToLong(ModelCard.Layer::parameters).sum()).isEqualTo(trainable);
    }

    static Stream<String> models() {
        return Zoo.ALL.stream().map(Model::name);
    }

    @ParameterizedTest
    @MethodSource("models")
    void trainsTwoStepsAndSamples(String name) {
        Step step = make(name, Map.of());
        Map<String, float[]> before = weights(step);
        var stats = new Stats();
        for (int i = 0; i < 2; i++) {
            try (var _ = new Scope()) {
                step.update(MNIST.train().images().narrow(0, 16L * i, 16), Rng.at(0, i), stats);
            }
        }
        assertThat(stats.firstNotFinite()).isNull();
        assertThat(stats.values().values()).allSatisfy(list -> assertThat(list).hasSize(2));
        Map<String, float[]> after = weights(step);
        before.forEach((key, values) -> assertThat(after.get(key)).as(key).isNotEqualTo(values));
        try (var _ = new Scope()) {
            assertThat(step.sample(Rng.at(0, 0).normal(Device.CPU, 3, step.latent())).shape()).containsExactly(3, 1, 28, 28);
        }
    }

    /** What describe says of each layer's output is what the network computes. */
    @ParameterizedTest
    @MethodSource("models")
    void describedShapesAreReal(String name) {
        Model m = Zoo.get(name);
        Step step = make(name, Map.of());
        try (var _ = new Scope()) {
            var card = m.card(m.resolve(Map.of()));
            var generator = card.networks().stream().filter(n -> n.name().matches("generator|decoder")).findFirst().orElseThrow();
            var out = step.networks().get(generator.name()).apply(Rng.at(0, 0).normal(Device.CPU, 2, step.latent()), ganvas.nn.Pass.EVAL);
            long[] said = generator.layers().getLast().output();
            assertThat(out.shape()).containsExactly(2, said[0], said[1], said[2]);
        }
    }

    @Test
    void weightsAreAFunctionOfTheSeed() {
        var one = weights(make("ali-2020/gan", Map.of()));
        var two = weights(make("ali-2020/gan", Map.of()));
        one.forEach((key, values) -> assertThat(two.get(key)).as(key).isEqualTo(values));
    }

    @Test
    void unknownSettingsAndValuesAreErrors() {
        Model m = Zoo.get("khanna-2020/gan");
        assertThatThrownBy(() -> m.resolve(Map.of("droput", "0.5"))).hasMessageContaining("did you mean 'dropout'?");
        assertThatThrownBy(() -> m.resolve(Map.of("dropout", "1.5"))).hasMessageContaining("expected a number from 0.0 to 0.99; found '1.5'");
        assertThatThrownBy(() -> m.resolve(Map.of("batch", "2.5"))).hasMessageContaining("expected a whole number from 2 to 50000; found '2.5'");
        assertThatThrownBy(() -> m.resolve(Map.of("rate", "NaN"))).hasMessageContaining("found 'NaN'");
        assertThatThrownBy(() -> Zoo.get("khana-2020/gan")).hasMessageContaining("did you mean 'khanna-2020/gan'?");
    }

    private static Step make(String name, Map<String, String> set) {
        Model m = Zoo.get(name);
        return m.make(m.resolve(set), 1, 28, 28, 7, Device.CPU, Precision.FP32);
    }

    private static Map<String, float[]> weights(Step step) {
        return step.networks().entrySet().stream().flatMap(e -> Net.trainable(e.getValue()).entrySet().stream()
                        .map(p -> Map.entry(e.getKey() + "." + p.getKey(), p.getValue().toFloats())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
