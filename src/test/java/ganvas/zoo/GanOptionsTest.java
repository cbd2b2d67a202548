package ganvas.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ganvas.data.Dataset;
import ganvas.data.Datasets;
import ganvas.gan.GanStep;
import ganvas.nn.Net;
import ganvas.torch.Device;
import ganvas.torch.Engine;
import ganvas.torch.NoGrad;
import ganvas.torch.Precision;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import ganvas.train.Batch;
import ganvas.train.Checkpoint;
import ganvas.train.Stats;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GanOptionsTest {
    private static final Dataset MNIST = Datasets.open("mnist");

    @TempDir
    Path folder;

    private static GanStep make(String name, Map<String, String> set, Precision precision) {
        var all = new HashMap<>(set);
        if (name.startsWith("hinrichsen-2023/"))
            all.putAll(Map.of("channels", "4", "attention", "16", "classes", "10"));
        ZooModel m = Zoo.get(name);
        return (GanStep) m.make(m.resolve(all), 1, 28, 28, 7, Device.CPU, precision);
    }

    private static void update(GanStep step, int i, Stats stats) {
        try (var _ = new Scope()) {
            step.update(
                    new Batch(MNIST.train().images().narrow(0, 8L * i, 8), MNIST.train().labels().narrow(0, 8L * i, 8)),
                    Rng.at(0, 8L * i), stats);
        }
    }

    private static Map<String, float[]> weights(GanStep step) {
        var weights = new LinkedHashMap<String, float[]>();
        step.networks().forEach(
                (name, net) -> Net.state(net).forEach((key, t) -> weights.put(name + "." + key, t.toFloats())));
        return weights;
    }

    static Stream<String> gans() {
        return Zoo.ALL.stream().filter(m -> m.family().equals("gan")).map(ZooModel::name);
    }

    private static final Map<String, String> EVERYTHING = Map.of("gradient-penalty", "10", "r1", "10", "r2", "10",
            "r1-every", "2", "diffaugment", "all", "ema", "0.9", "clip", "0", "clip-norm", "1", "label-smoothing",
            "0.1", "d-steps", "2");

    /** Two updates with all of it at once, then one more from a checkpoint: the same bits. */
    @ParameterizedTest
    @MethodSource("gans")
    void everyGanTakesThemAllAndResumes(String name) {
        var step = make(name, EVERYTHING, Precision.FP32);
        assertThat(step.networks()).containsKey("average");
        var before = weights(step);
        var stats = new Stats();
        update(step, 0, stats);
        var checkpoint = new Checkpoint(folder.resolve("state.safetensors"), name);
        checkpoint.save(step, new Checkpoint.Counters(8, 0, 0, Map.of(), List.of()));
        update(step, 1, stats);
        assertThat(stats.firstNotFinite()).isEmpty();
        assertThat(stats.values().get("D/penalty")).hasSize(2).allSatisfy(p -> assertThat(p).isPositive());
        var after = weights(step);
        before.forEach((key, values) -> {
            if (values.length > 1) assertThat(after.get(key)).as(key).isNotEqualTo(values);
        });

        var resumed = make(name, EVERYTHING, Precision.FP32);
        checkpoint.load(resumed, _ -> { throw new AssertionError(); });
        update(resumed, 1, new Stats());
        var again = weights(resumed);
        after.forEach((key, values) -> assertThat(again.get(key)).as(key).isEqualTo(values));
        step.free();
        resumed.free();
    }

    /**
     * Our forms of layers have the second-order gradients of libtorch's own: the discriminator's step by both penalties
     * is the same. A rectifier's slope jumps where its input is 0; an input that is 0 but for rounding may fall to
     * either side, which plain layers then do as well where their weights are rounded otherwise.
     */
    @ParameterizedTest
    @MethodSource("gans")
    void secondOrderGradientsAreThoseOfPlainLayers(String name) {
        var set = new HashMap<>(
                Map.of("gradient-penalty", "10", "r1", "10", "clip", "0", "beta1", "0", "loss", "wasserstein"));
        // Its masks follow the layer's memory order.
        if (Zoo.get(name).resolve(Map.of()).containsKey("dropout")) set.put("dropout", "0");
        var fast = gradient(make(name, set, Precision.FP32));
        assertThat(IntStream.range(0, 20)).anyMatch(rounding -> same(fast,
                Engine.plainly(() -> gradient(rounded(make(name, set, Precision.FP32), rounding)))));
    }

    private static boolean same(Map<String, float[]> fast, Map<String, float[]> plain) {
        double all = Math.sqrt(plain.values().stream().mapToDouble(GanOptionsTest::length).map(x -> x * x).sum());
        return fast.entrySet().stream().allMatch(e -> {
            float[] same = plain.get(e.getKey());
            return distance(e.getValue(), same) <= 1e-3 * length(same) + 1e-5 * all;
        });
    }

    /** Each weight moved by about two units in the last place; not at all where {@code which} is 0. */
    private static GanStep rounded(GanStep step, int which) {
        if (which == 0) return step;
        step.networks().forEach((network, net) -> Net.trainable(net).forEach((key, t) -> {
            try (var _ = new Scope(); var _ = new NoGrad()) {
                t.copy_(t.add(Rng.named(which, network + key).normal(Device.CPU, t.shape()).mul(t).mul(2e-7)));
            }
        }));
        return step;
    }

    private static double length(float[] a) {
        return distance(a, new float[a.length]);
    }

    private static double distance(float[] a, float[] b) {
        double squares = 0;
        for (int i = 0; i < a.length; i++) squares += Math.pow(a[i] - b[i], 2);
        return Math.sqrt(squares);
    }

    /** With β₁ = 0 the first moment is the gradient. */
    private static Map<String, float[]> gradient(GanStep step) {
        update(step, 0, new Stats());
        var gradient = new LinkedHashMap<String, float[]>();
        step.optimizers().get("discriminator").state().forEach((key, t) -> {
            if (key.startsWith("exp_avg.")) gradient.put(key, t.toFloats());
        });
        step.free();
        return gradient;
    }

    /** Against a generator that stands still, which a rate of 0 makes of it, the discriminator learns by each. */
    @ParameterizedTest
    @ValueSource(
            strings = {"non-saturating", "saturating", "hinge", "least-squares", "wasserstein", "relativistic-paired"})
    void everyLossTrains(String loss) {
        for (Precision precision : Precision.values()) {
            var step = make("khanna-2020/gan",
                    Map.of("loss", loss, "gradient-penalty", "1", "g-rate", "0", "d-rate", "0.001"), precision);
            float[] before = weights(step).get("generator.output.weight");
            var stats = new Stats();
            for (int i = 0; i < 8; i++) update(step, i, stats);
            assertThat(stats.firstNotFinite()).isEmpty();
            double right = 0;
            for (int i = 4; i < 8; i++) right += stats.values().get("D/accuracy_real").get(i) / 8
                    + stats.values().get("D/accuracy_fake").get(i) / 8;
            assertThat(right).as("%s, %s", loss, precision).isGreaterThan(0.75);
            assertThat(weights(step).get("generator.output.weight")).isEqualTo(before);
            step.free();
        }
    }

    /** Samples of the average are not the generator's, and without one there is none. */
    @Test
    void anyGanHasAnAverage() {
        var step = make("khanna-2020/gan", Map.of("ema", "0.5", "ema-start", "1"), Precision.FP32);
        for (int i = 0; i < 3; i++) update(step, i, new Stats());
        var plain = make("khanna-2020/gan", Map.of(), Precision.FP32);
        for (int i = 0; i < 3; i++) update(plain, i, new Stats());
        assertThat(plain.networks()).doesNotContainKey("average");
        try (var _ = new Scope()) {
            Tensor z = Rng.at(1, 0).normal(Device.CPU, 2, 128);
            assertThat(weights(step).get("generator.output.weight"))
                    .isEqualTo(weights(plain).get("generator.output.weight"));
            assertThat(step.draw(z).toFloats()).isNotEqualTo(plain.draw(z).toFloats());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "loss=hinge label-smoothing=0.1 | --set label-smoothing: expected 0, for the loss has no probability to "
                    + "smooth",
            "loss=wasserstein label-smoothing=0.1 | that of non-saturating and of saturating has; found 0.1",
            "clip=0.5 clip-norm=1 | --set clip-norm: expected 0 where clip is 0.5: a gradient is bounded by element "
                    + "or as a whole",
            "r1-every=16 | --set r1-every: expected 1 where r1 is 0 and nothing can be left out; found 16",
            "label-smoothing=0.6 | expected a number from 0.0 to 0.5; found '0.6'",
            "diffaugment=colour | expected none or color or translation or cutout or color,translation or "
                    + "color,cutout or translation,cutout or all; found 'colour'; did you mean 'color'?",
            "diffaugment=cutout,color | found 'cutout,color'"})
    void whatDoesNotGoTogetherIsRefused(String set, String message) {
        var changed = new HashMap<String, String>();
        for (String s : set.split(" ")) changed.put(s.substring(0, s.indexOf('=')), s.substring(s.indexOf('=') + 1));
        for (String name : new String[] {"khanna-2020/gan", "hinrichsen-2023/biggan"}) {
            assertThatThrownBy(() -> Zoo.get(name).resolve(changed)).isInstanceOf(ganvas.problem.Problem.class)
                    .hasMessageContaining(message);
        }
    }

    /** BigGAN clips by value unless told otherwise. */
    @Test
    void aDefaultIsInTheWayToo() {
        ZooModel m = Zoo.get("hinrichsen-2023/biggan");
        assertThatThrownBy(() -> m.resolve(Map.of("clip-norm", "1")))
                .hasMessageContaining("expected 0 where clip is 0.1").hasMessageContaining("clip=0 takes");
        assertThat(m.resolve(Map.of("clip-norm", "1", "clip", "0"))).containsEntry("clip-norm", 1.0);
    }

    /** Every GAN has them all. The papers' GANs use none unless told to; that for folders of few images augments. */
    @Test
    void allGansHaveThemAll() {
        gans().map(Zoo::get).forEach(m -> {
            var values = m.resolve(Map.of());
            assertThat(values).as(m.name())
                    .containsKeys(GanOptions.shared().stream().map(Option::name).toArray(String[]::new))
                    .containsKeys("g-rate", "d-rate");
            assertThat(values).containsAllEntriesOf(Map.of("label-smoothing", 0.0, "gradient-penalty", 0.0, "r1", 0.0,
                    "r2", 0.0, "r1-every", 1L, "clip-norm", 0.0, "diffaugment",
                    m.name().equals("dcgan") ? "all" : "none"));
            boolean big = m.name().contains("biggan");
            assertThat(values).containsAllEntriesOf(
                    Map.of("clip", big ? 0.1 : 0.0, "ema", big ? 0.9999 : 0.0, "ema-start", big ? 1000L : 0L));
        });
    }

    /** A run of a version that had fewer settings is opened with the defaults of the others. */
    @Test
    void runsOfOlderVersionsAreOpened() {
        ZooModel m = Zoo.get("khanna-2020/gan");
        var now = m.resolve(Map.of("rate", "1e-3"));
        var then = new LinkedHashMap<>(now);
        GanOptions.shared()
                .forEach(o -> { if (!o.name().equals("loss") && !o.name().equals("d-steps")) then.remove(o.name()); });
        assertThat(then).hasSizeLessThan(now.size());
        assertThat(m.completed(then)).isEqualTo(now);
        m.make(then, 1, 28, 28, 0, Device.CPU, Precision.FP32).free();
        assertThat(m.completed(now)).isEqualTo(now);
        assertThat((double) m.completed(Map.of("rate", 0.5)).get("g-rate")).isCloseTo(0.5, within(0.0));
    }
}
