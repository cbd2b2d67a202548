package ganvas.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ganvas.data.Dataset;
import ganvas.data.Datasets;
import ganvas.nn.Chain;
import ganvas.nn.Net;
import ganvas.result.ModelCard;
import ganvas.torch.Device;
import ganvas.torch.Precision;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import ganvas.train.Batch;
import ganvas.train.Checkpoint;
import ganvas.train.Generates;
import ganvas.train.Stats;
import ganvas.train.Step;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ZooTest {
    private static final Dataset MNIST = Datasets.open("mnist");

    @TempDir
    Path folder;

    /**
     * The papers' counts: trainable, with moving statistics, and the sum of multiply-adds worked out from the layers.
     */
    @ParameterizedTest
    @CsvSource({
            "tanwar-2023/gan-base,        generator,     2292737, 2292737, 51744000",
            "tanwar-2023/gan-base,        discriminator,  212865,  212865, 10355072",
            "tanwar-2023/gan-batchnorm,   generator,     2293121, 2293505, 51744000",
            "tanwar-2023/gan-batchnorm,   discriminator,  213249,  213633, 10355072",
            "tanwar-2023/gan-tanh,        generator,     2292737, 2292737, 51744000",
            "tanwar-2023/gan-tanh,        discriminator,  212865,  212865, 10355072",
            "tanwar-2023/vae-base,        encoder,         69076,   69076,  1009856",
            "tanwar-2023/vae-base,        decoder,         65089,   65089,  5651072",
            "tanwar-2023/vae-beta,        encoder,         69076,   69076,  1009856",
            "tanwar-2023/vae-beta,        decoder,         65089,   65089,  5651072",
            "tanwar-2023/vae-latent4,     encoder,         69144,   69144,  1009920",
            "tanwar-2023/vae-latent4,     decoder,         71361,   71361,  5657344",
            "khanna-2020/gan,             generator,     1493520, 1493520,  1490944",
            "khanna-2020/gan,             discriminator, 1460225, 1460225,  1458432",
            "khanna-2020/gan-vanishing,   generator,     1493520, 1493520,  1490944",
            "khanna-2020/gan-vanishing,   discriminator, 1460225, 1460225,  1458432",
            "khanna-2020/vae,             encoder,        534276,  534276,   533504",
            "khanna-2020/vae,             decoder,        534544,  534544,   532992",
            "ali-2020/gan,                generator,     1066880, 1067776, 17448960",
            "ali-2020/gan,                discriminator,  166789,  167173,  4333572",
            "ali-2020/vae,                encoder,        534276,  534276,   533504",
            "ali-2020/vae,                decoder,        534544,  534544,   532992",
            "gaikwad-2020/dense-gan,      generator,      685184,  687184,   681400",
            "gaikwad-2020/dense-gan,      discriminator,  683501,  685501,   680500",
            "gaikwad-2020/dense-gan-deep, generator,     1216684, 1220884,  1209600",
            "gaikwad-2020/dense-gan-deep, discriminator, 1176801, 1181001,  1170500",
            "gaikwad-2020/cnn-gan,        generator,      338625,  351361, 20289920",
            "gaikwad-2020/cnn-gan,        discriminator,  259521,  259969,  5944448",
            "gaikwad-2020/dense-vae,      encoder,        688958,  691058,   685800",
            "gaikwad-2020/dense-vae,      decoder,        689534,  691634,   685600",
            "gaikwad-2020/cnn-vae,        encoder,        298452,  298900,  5983360",
            "gaikwad-2020/cnn-vae,        decoder,        351073,  363841, 22955520",
            "hinrichsen-2023/biggan,          generator,      7108227,  7126758, 825163776",
            "hinrichsen-2023/biggan,          discriminator, 10928929, 10933250, 476947200",
            "hinrichsen-2023/biggan-deep,     generator,      6435971,  6470534, 351666176",
            "hinrichsen-2023/biggan-deep,     discriminator,  4656641,  4663938, 362152960",
            "hinrichsen-2023/vae-biggan,      encoder,       11125024, 11125024, 477143040",
            "hinrichsen-2023/vae-biggan,      decoder,        7206531,  7210755, 825262080",
            "hinrichsen-2023/vae-biggan-deep, encoder,        4918016,  4918016, 362414080",
            "hinrichsen-2023/vae-biggan-deep, decoder,        6435971,  6448771, 351666176"})
    void countsAreThePapers(String model, String network, long trainable, long withMoving, long multiplyAdds) {
        ZooModel m = Zoo.get(model);
        ModelCard.Network n = m.card(m.resolve(Map.of())).networks().stream().filter(x -> x.name().equals(network))
                .findFirst().orElseThrow();
        assertThat(n.trainable()).isEqualTo(trainable);
        assertThat(n.withMoving()).isEqualTo(withMoving);
        assertThat(n.multiplyAdds()).isEqualTo(multiplyAdds);
        assertThat(n.layers().stream().mapToLong(ModelCard.LayerCard::parameters).sum()).isEqualTo(trainable);
    }

    /** Brock's own code, class-conditional with 1,000 classes at 128 × 128. */
    @ParameterizedTest
    @CsvSource({"biggan, 70433988, 87982370", "biggan-deep, 50244484, 34590210"})
    void bigGansAreTheOriginals(String name, long generator, long discriminator) {
        ZooModel m = Zoo.get("hinrichsen-2023/" + name);
        var networks = m.card(m.resolve(Map.of("resolution", "128", "classes", "1000", "attention", "64"))).networks();
        assertThat(networks.get(0).trainable()).isEqualTo(generator);
        assertThat(networks.get(1).trainable()).isEqualTo(discriminator);
    }

    static Stream<String> models() {
        return Zoo.ALL.stream().map(ZooModel::name);
    }

    @ParameterizedTest
    @MethodSource("models")
    void trainsTwoStepsSamplesAndResumesExactly(String name) {
        Step step = make(name, small(name));
        Map<String, float[]> before = weights(step);
        var stats = new Stats();
        update(step, 0, stats);
        var checkpoint = new Checkpoint(folder.resolve("state.safetensors"), name);
        checkpoint.save(step, new Checkpoint.Counters(16, 0, 0, Map.of(), List.of()));
        update(step, 1, stats);

        assertThat(stats.firstNotFinite()).isEmpty();
        assertThat(stats.values().values()).allSatisfy(list -> assertThat(list).hasSize(2));
        Map<String, float[]> after = weights(step);
        before.forEach((key, values) -> assertThat(after.get(key)).as(key).isNotEqualTo(values));
        try (var _ = new Scope()) {
            assertThat(generator(step).sample(Rng.at(0, 0).normal(Device.CPU, 3, generator(step).latent())).shape())
                    .containsExactly(3, 1, 28, 28);
        }

        Step resumed = make(name, small(name));
        checkpoint.load(resumed, _ -> { throw new AssertionError(); });
        update(resumed, 1, new Stats());
        Map<String, float[]> state = state(resumed);
        state(step).forEach((key, values) -> assertThat(state.get(key)).as(key).isEqualTo(values));
    }

    private static Generates generator(Step step) {
        return (Generates) step;
    }

    private static void update(Step step, int i, Stats stats) {
        try (var _ = new Scope()) {
            step.update(new Batch(MNIST.train().images().narrow(0, 16L * i, 16),
                    MNIST.train().labels().narrow(0, 16L * i, 16)), Rng.at(0, i), stats);
        }
    }

    /** What describe says of each layer's output is what the network computes. */
    @ParameterizedTest
    @MethodSource("models")
    void describedShapesAreReal(String name) {
        ZooModel m = Zoo.get(name);
        Step step = make(name, small(name));
        try (var _ = new Scope()) {
            var card = m.card(m.fit(m.resolve(small(name)), 1, 28, 28, 10));
            var generator = card.networks().stream().filter(n -> n.name().matches("generator|decoder")).findFirst()
                    .orElseThrow();
            var out = step.networks().get(generator.name()).apply(
                    Rng.at(0, 0).normal(Device.CPU, 2, generator(step).latent()),
                    ganvas.nn.Pass.EVAL.withLabels(Optional.of(Tensor.of(new long[] {3, 7}, 2))));
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
        ZooModel m = Zoo.get("khanna-2020/gan");
        assertThatThrownBy(() -> m.resolve(Map.of("droput", "0.5"))).hasMessageContaining("did you mean 'dropout'?");
        assertThatThrownBy(() -> m.resolve(Map.of("dropout", "1.5")))
                .hasMessageContaining("expected a number from 0.0 to 0.99; found '1.5'");
        assertThatThrownBy(() -> m.resolve(Map.of("batch", "2.5")))
                .hasMessageContaining("expected a whole number from 2 to 50000; found '2.5'");
        assertThatThrownBy(() -> m.resolve(Map.of("rate", "NaN"))).hasMessageContaining("found 'NaN'");
        assertThatThrownBy(() -> m.resolve(Map.of("loss", "satrating")))
                .hasMessage(
                        "--set loss: expected non-saturating or saturating or hinge or least-squares or wasserstein "
                                + "or relativistic-paired; found 'satrating'; did you mean 'saturating'?");
        assertThatThrownBy(() -> m.resolve(Map.of("d-rate", "fast")))
                .hasMessageContaining("--set d-rate: expected a number from 0.0 to 1.0; found 'fast'");
        assertThatThrownBy(() -> m.resolve(Map.of("d-steps", "0")))
                .hasMessageContaining("expected a whole number from 1 to 100; found '0'");
        assertThatThrownBy(() -> Zoo.get("khana-2020/gan")).hasMessageContaining("did you mean 'khanna-2020/gan'?");
    }

    @Test
    void ratesFollowRateUnlessTheyAreSet() {
        ZooModel m = Zoo.get("khanna-2020/gan");
        assertThat(m.resolve(Map.of())).containsEntry("g-rate", 2e-4).containsEntry("d-rate", 2e-4);
        var both = m.resolve(Map.of("rate", "0.01"));
        assertThat(both).containsEntry("g-rate", 0.01).containsEntry("d-rate", 0.01);
        assertThat(m.changed(both)).containsOnly(Map.entry("rate", 0.01));
        var one = m.resolve(Map.of("rate", "0.01", "d-rate", "0.03"));
        assertThat(one).containsEntry("g-rate", 0.01).containsEntry("d-rate", 0.03);
        assertThat(m.changed(one)).containsOnly(Map.entry("rate", 0.01), Map.entry("d-rate", 0.03));
    }

    @Test
    void whatIsResolvedResolvesToItself() {
        for (ZooModel m : Zoo.ALL) {
            var values = m.resolve(Map.of());
            var text = new LinkedHashMap<String, String>();
            values.forEach((key, value) -> text.put(key, String.valueOf(value)));
            assertThat(m.resolve(text)).isEqualTo(values);
            assertThat(m.changed(values)).isEmpty();
        }
    }

    @Test
    void settingsThatThePapersGive() {
        assertThat(Zoo.get("tanwar-2023/gan-tanh").resolve(Map.of())).containsAllEntriesOf(
                Map.of("rate", 2e-4, "beta1", 0.5, "batch", 256L, "epochs", 100L, "dropout", 0.3, "slope", 0.2, "loss",
                        "non-saturating"));
        assertThat(Zoo.get("tanwar-2023/vae-latent4").resolve(Map.of())).containsAllEntriesOf(
                Map.of("rate", 2e-4, "beta1", 0.9, "batch", 256L, "epochs", 100L, "latent", 4L, "beta", 0.001, "elbo",
                        "closed-form"));
        assertThat(Zoo.get("gaikwad-2020/dense-gan-deep").resolve(Map.of())).containsAllEntriesOf(
                Map.of("rate", 1e-6, "beta1", 0.9, "batch", 128L, "epochs", 50L, "latent", 392L, "activation", "relu"));
        assertThat(Zoo.get("gaikwad-2020/cnn-vae").resolve(Map.of())).containsAllEntriesOf(
                Map.of("rate", 1e-4, "beta1", 0.9, "batch", 128L, "epochs", 50L, "latent", 10L, "beta", 1.0, "elbo",
                        "monte-carlo"));
        assertThat(Zoo.get("khanna-2020/gan-vanishing").resolve(Map.of())).containsAllEntriesOf(
                Map.of("loss", "saturating", "dropout", 0.0, "d-steps", 5L, "rate", 2e-4, "d-rate", 2e-4, "batch",
                        256L));
    }

    @Test
    void aSettingGoesBeforeTheCommandLinesPrecision() {
        ZooModel m = Zoo.get("khanna-2020/vae");
        assertThat(ZooModel.precision(m.resolve(Map.of()), Precision.BF16, Device.CPU)).isEqualTo(Precision.BF16);
        assertThat(ZooModel.precision(m.resolve(Map.of("precision", "fp32")), Precision.BF16, Device.CPU))
                .isEqualTo(Precision.FP32);
        float[] set = trained(m, Map.of("precision", "bf16"), Precision.FP32),
                asked = trained(m, Map.of(), Precision.BF16);
        assertThat(set).isEqualTo(asked).isNotEqualTo(trained(m, Map.of(), Precision.FP32));
        assertThat(trained(m, Map.of("precision", "fp32"), Precision.BF16))
                .isEqualTo(trained(m, Map.of(), Precision.FP32));
    }

    /** The encoder's first weights after an update. */
    private static float[] trained(ZooModel m, Map<String, String> set, Precision precision) {
        Step step = m.make(m.resolve(set), 1, 28, 28, 0, Device.CPU, precision);
        update(step, 0, new Stats());
        float[] weights = Net.trainable(step.networks().get("encoder")).values().iterator().next().toFloats();
        step.free();
        return weights;
    }

    @Test
    void anUpdateTakesABatchForEachStepOfTheDiscriminator() {
        assertThat(ZooModel.imagesAnUpdate(Zoo.get("khanna-2020/gan").resolve(Map.of("d-steps", "3")))).isEqualTo(768);
        assertThat(ZooModel.imagesAnUpdate(Zoo.get("khanna-2020/vae").resolve(Map.of()))).isEqualTo(100);
    }

    @Test
    void activationIsOneWord() {
        for (String name : new String[] {"dense-gan", "dense-gan-deep", "cnn-gan", "dense-vae", "cnn-vae"}) {
            ZooModel m = Zoo.get("gaikwad-2020/" + name);
            assertThat(types(m, Map.of())).contains("ReLU").doesNotContain("LeakyReLU");
            assertThat(types(m, Map.of("activation", "leaky-relu"))).contains("LeakyReLU").doesNotContain("ReLU");
        }
    }

    private static java.util.List<String> types(ZooModel m, Map<String, String> set) {
        return m.card(m.resolve(set)).networks().stream().flatMap(n -> n.layers().stream())
                .map(ModelCard.LayerCard::type).toList();
    }

    /**
     * Few channels, and every part that is not there by default. With β₁ = 0 two clipped gradients may undo each other:
     * a weight would seem to stay.
     */
    private static Map<String, String> small(String name) {
        if (!name.startsWith("hinrichsen-2023/")) return Map.of();
        boolean gan = !name.contains("vae");
        return gan ? Map.of("channels", "4", "attention", "16", "classes", "10", "ema-start", "1", "beta1", "0.5")
                : Map.of("channels", "4", "attention", "16");
    }

    /** Settings that follow the dataset's images, and datasets that a model cannot learn from. */
    @Test
    void modelsFitTheDataset() {
        ZooModel m = Zoo.get("hinrichsen-2023/biggan-deep");
        assertThat(m.resolve(Map.of())).containsAllEntriesOf(Map.of("channels", 128L, "batch", 256L, "z", 128L,
                "g-rate", 5e-5, "d-rate", 2e-4, "d-steps", 2L, "clip", 0.1, "beta1", 0.0, "resolution", 0L));
        var faces = m.fit(m.resolve(Map.of()), 3, 45, 45, 0);
        assertThat(faces).containsEntry("resolution", 45L).containsEntry("image-channels", 3L).containsEntry("blocks",
                8L);
        assertThat(m.fit(faces, 3, 45, 45, 0)).isEqualTo(faces);
        assertThat(m.fit(m.resolve(Map.of("resolution", "64", "blocks", "9")), 1, 28, 28, 10))
                .containsEntry("resolution", 64L)
                .containsEntry("blocks", 9L);
        assertThat(m.card(m.resolve(Map.of())).settings())
                .anySatisfy(s -> assertThat(s.name() + s.value()).isEqualTo("blocks6"));
        assertThat(m.changed(m.resolve(Map.of("image-channels", "1")))).containsOnly(Map.entry("image-channels", 1L));

        assertThatThrownBy(() -> m.fit(m.resolve(Map.of()), 3, 250, 250, 0))
                .hasMessageContaining("ends at 28 × 28 to 128 × 128; found 250");
        assertThatThrownBy(() -> m.resolve(Map.of("resolution", "250")))
                .hasMessageContaining("expected a whole number from 0 to 128; found '250'");
        assertThatThrownBy(() -> m.fit(m.resolve(Map.of("image-channels", "1")), 3, 32, 32, 10))
                .hasMessageContaining("is to learn from images of 3 channels; found 1");
        assertThatThrownBy(() -> m.fit(m.resolve(Map.of("classes", "1000")), 3, 32, 32, 10))
                .hasMessage("--set classes: expected 0 for none or 10, the dataset's; found 1000");
        ZooModel digits = Zoo.get("khanna-2020/gan");
        assertThatThrownBy(() -> digits.fit(digits.resolve(Map.of()), 3, 32, 32, 10))
                .hasMessageContaining("khanna-2020/gan takes grey images of 28 × 28");
    }

    private static Step make(String name, Map<String, String> set) {
        ZooModel m = Zoo.get(name);
        return m.make(m.resolve(set), 1, 28, 28, 7, Device.CPU, Precision.FP32);
    }

    private static Map<String, float[]> weights(Step step) {
        return floats(step, Net::trainable);
    }

    /** Weights, moving statistics and the optimizers' moments. */
    private static Map<String, float[]> state(Step step) {
        var state = new LinkedHashMap<>(floats(step, Net::state));
        step.optimizers().forEach((name, adam) -> adam.state()
                .forEach((key, t) -> state.put("optimizer/" + name + "." + key, t.toFloats())));
        return state;
    }

    private static Map<String, float[]> floats(Step step, Function<Chain, Map<String, Tensor>> of) {
        return step.networks().entrySet().stream().flatMap(e -> of.apply(e.getValue()).entrySet().stream()
                .map(p -> Map.entry(e.getKey() + "." + p.getKey(), p.getValue().toFloats())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
