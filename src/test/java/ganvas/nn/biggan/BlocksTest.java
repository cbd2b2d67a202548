package ganvas.nn.biggan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import ganvas.gan.BigGanGan;
import ganvas.nn.ConditionalBatchNorm;
import ganvas.nn.Layer;
import ganvas.nn.LeakyReLU;
import ganvas.nn.Net;
import ganvas.nn.Pass;
import ganvas.nn.ReLU;
import ganvas.nn.SpectralConv2d;
import ganvas.nn.SpectralLinear;
import ganvas.torch.Adam;
import ganvas.torch.AdamSettings;
import ganvas.torch.Dtype;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Symmetric;
import ganvas.torch.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every block against PyTorch's functions, by make.py beside the numbers, which knows nothing of this code. */
class BlocksTest {
    private static final JsonNode REFERENCE = read();
    private static final Pass TRAIN = Pass.train(Rng.at(0, 0)), EVAL = Pass.EVAL;
    private static final Layer RELU = new ReLU(), LEAKY = new LeakyReLU(0.2);
    private static final Pieces SN = new Pieces(true, RELU, 0), PLAIN = new Pieces(false, RELU, 0),
            GIVEN = new Pieces(true, RELU, 5);

    private static JsonNode read() {
        try (var in = BlocksTest.class.getResourceAsStream("/reference/biggan/blocks.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<String> names() {
        return StreamSupport.stream(((Iterable<String>) REFERENCE::fieldNames).spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("names")
    void isTheReference(String name) {
        try (var _ = new Scope()) {
            same(made(name), REFERENCE.get(name));
        }
    }

    private static Tensor made(String name) {
        return switch (name) {
            case "spectral-linear" -> Filled.fill(SpectralLinear.of(5, 4, true)).apply(x(3, 5), TRAIN);
            case "spectral-linear u" -> {
                SpectralLinear layer = Filled.fill(SpectralLinear.of(5, 4, true));
                layer.apply(x(3, 5), EVAL);
                assertThat(layer.u().value().toFloats()).as("asked, not trained")
                        .isEqualTo(Filled.tensor(1, 0, ".u", 4).toFloats());
                layer.apply(x(3, 5), TRAIN);
                yield layer.u().value();
            }
            case "spectral-linear gradient" -> {
                SpectralLinear layer = Filled.fill(SpectralLinear.of(5, 4, false));
                var adam = new Adam(Net.trainable(layer), new AdamSettings(1e-3, 0, 0.999));
                adam.minimize(layer.apply(x(3, 5), TRAIN).mul(Filled.tensor(1, 0, "times", 3, 4)).sum());
                yield adam.state().get("exp_avg.weight");      // with β₁ = 0 the gradient itself
            }
            case "spectral-conv" -> Filled.fill(SpectralConv2d.of(2, 3, 3, true)).apply(x(3, 2, 4, 4), TRAIN);
            case "conditional-norm train" -> Filled.fill((ConditionalBatchNorm) GIVEN.norm(4)).apply(x(3, 4, 2, 2),
                    TRAIN.withCondition(given()));
            case "conditional-norm eval" ->
                    Filled.fill((ConditionalBatchNorm) GIVEN.norm(4)).apply(x(3, 4, 2, 2), EVAL.withCondition(given()));
            case "attention" -> Filled.fill(SN.attention(8)).apply(x(3, 8, 5, 5), TRAIN);
            case "up plain train" -> Filled.fill(UpBlock.of(SN, 6, 4, 4, 7)).apply(x(3, 6, 4, 4), TRAIN);
            case "up conditional eval" ->
                    Filled.fill(UpBlock.of(GIVEN, 6, 3, 4, 8)).apply(x(3, 6, 4, 4), EVAL.withCondition(given()));
            case "up same size" -> Filled.fill(UpBlock.of(PLAIN, 5, 5, 4, 4)).apply(x(3, 5, 4, 4), TRAIN);
            case "deep up conditional train" ->
                    Filled.fill(DeepUpBlock.of(GIVEN, 8, 4, 8)).apply(x(3, 8, 4, 4), TRAIN.withCondition(given()));
            case "deep up same size" ->
                    Filled.fill(DeepUpBlock.of(new Pieces(false, LEAKY, 0), 8, 8, 4)).apply(x(3, 8, 4, 4), EVAL);
            case "down first" -> Filled.fill(DownBlock.of(SN, true, 3, 4, true)).apply(x(3, 3, 7, 7), TRAIN);
            case "down" -> Filled.fill(DownBlock.of(SN, false, 4, 6, true)).apply(x(3, 4, 6, 6), TRAIN);
            case "down wider" -> Filled.fill(DownBlock.of(new Pieces(true, LEAKY, 0), false, 4, 6, false))
                    .apply(x(3, 4, 4, 4), TRAIN);
            case "down same size" -> Filled.fill(DownBlock.of(PLAIN, false, 4, 4, false)).apply(x(3, 4, 4, 4), TRAIN);
            case "deep down" -> Filled.fill(DeepDownBlock.of(SN, 4, 8, true)).apply(x(3, 4, 7, 7), TRAIN);
            case "deep down same size" -> Filled.fill(DeepDownBlock.of(PLAIN, 8, 8, false)).apply(x(3, 8, 4, 4), TRAIN);
            case "generator biggan" ->
                    Filled.fill(BIGGAN.generator()).apply(z(3, 11), EVAL.withLabels(Optional.of(CLASSES)));
            case "generator biggan-deep" ->
                    Filled.fill(new BigGanPlan(true, new BigGanPlan.Images(45, 3), new BigGanPlan.Inputs(6, 3),
                            new BigGanPlan.Blocks(8, 4, 32), true, RELU).generator()).apply(z(3, 6),
                                    EVAL.withLabels(Optional.of(CLASSES)));
            case "generator unconditional" -> Filled.fill(
                    new BigGanPlan(false, new BigGanPlan.Images(32, 3), new BigGanPlan.Inputs(6, 0),
                            new BigGanPlan.Blocks(5, 4, 0), false, LEAKY).generator())
                    .apply(z(3, 6), TRAIN);
            case "features biggan" ->
                    Filled.fill(BigGanGan.Discriminator.of(BIGGAN)).trunk().apply(x(3, 1, 28, 28), EVAL);
            case "discriminator biggan" -> Filled.fill(BigGanGan.Discriminator.of(BIGGAN)).logits(x(3, 1, 28, 28),
                    EVAL.withLabels(Optional.of(CLASSES)));
            case "features biggan-deep" ->
                    Filled.fill(BigGanGan.Discriminator.of(DEEP)).trunk().apply(x(3, 3, 45, 45), EVAL);
            case "discriminator biggan-deep" ->
                    Filled.fill(BigGanGan.Discriminator.of(DEEP)).logits(x(3, 3, 45, 45), EVAL);
            case "discriminator of five blocks" ->
                    Filled.fill(BigGanGan.Discriminator.of(FIVE)).logits(x(3, 3, 32, 32), EVAL);
            default -> throw new IllegalStateException("nothing is made for " + name);
        };
    }

    private static final BigGanPlan BIGGAN = new BigGanPlan(false, new BigGanPlan.Images(28, 1),
            new BigGanPlan.Inputs(11, 3), new BigGanPlan.Blocks(3, 4, 16), true, RELU);
    private static final BigGanPlan FIVE = new BigGanPlan(false, new BigGanPlan.Images(32, 3),
            new BigGanPlan.Inputs(6, 0), new BigGanPlan.Blocks(5, 4, 0), true, RELU);
    private static final BigGanPlan DEEP = new BigGanPlan(true, new BigGanPlan.Images(45, 3),
            new BigGanPlan.Inputs(6, 0), new BigGanPlan.Blocks(8, 4, 32), true, RELU);
    private static final Tensor CLASSES = Tensor.of(new long[] {2, 0, 1}, 3).keep();

    private static Tensor x(long... shape) {
        return Filled.tensor(4, 0, "x", shape);
    }

    private static Tensor z(long... shape) {
        return Filled.tensor(4, 0, "z", shape);
    }

    private static Tensor given() {
        return Filled.tensor(2, 0, "given", 3, 5);
    }

    /** Within 1e-4 of the largest number. */
    private static void same(Tensor found, JsonNode expected) {
        List<Long> shape = new ArrayList<>();
        expected.get("shape").forEach(n -> shape.add(n.asLong()));
        assertThat(found.shape()).containsExactly(shape.stream().mapToLong(Long::longValue).toArray());
        float[] all = found.toFloats();
        JsonNode values = expected.get("values");
        int every = all.length == values.size() ? 1 : 61;
        assertThat(values.size()).isEqualTo((all.length + every - 1) / every);
        double largest = 0;
        for (JsonNode v : values) largest = Math.max(largest, Math.abs(v.asDouble()));
        for (int i = 0; i < values.size(); i++) {
            assertThat((double) all[i * every]).as("element %d", i * every).isCloseTo(values.get(i).asDouble(),
                    within(1e-4 * largest));
        }
    }

    /** The output that a block says of itself is the one it makes; the reference says what that is. */
    @Test
    void saysWhatItMakes() {
        assertThat(UpBlock.of(SN, 6, 4, 4, 7).output(6, 4, 4)).containsExactly(4, 7, 7);
        assertThat(DeepUpBlock.of(SN, 8, 4, 8).output(8, 4, 4)).containsExactly(4, 8, 8);
        assertThat(DownBlock.of(SN, true, 3, 4, true).output(3, 7, 7)).containsExactly(4, 3, 3);
        assertThat(DeepDownBlock.of(SN, 4, 8, true).output(4, 7, 7)).containsExactly(8, 3, 3);
    }

    /** Miyato et al. 2018: after many steps the largest singular value is 1, so a layer lengthens no vector. */
    @Test
    void manyStepsMakeTheLargestSingularValueOne() {
        var layer = Filled.fill(SpectralLinear.of(12, 9, false));
        try (var _ = new Scope()) {
            for (int i = 0; i < 300; i++) layer.apply(x(3, 12), TRAIN);
            Tensor identity = Tensor.of(identity(12), 12, 12);
            Tensor w = layer.apply(identity, EVAL).detach().to(Dtype.FLOAT64);                   // [12, 9]: Wᵀ / σ
            double[] squares = Symmetric.eigenvalues(w.t().matmul(w)).toDoubles();
            assertThat(squares[8]).isCloseTo(1, within(1e-5));
            assertThat(squares[7]).isLessThan(0.999);
        }
    }

    private static float[] identity(int n) {
        float[] values = new float[n * n];
        for (int i = 0; i < n; i++) values[i * n + i] = 1;
        return values;
    }

    /** A class-conditional network without classes is a mistake of the program and no picture. */
    @Test
    void conditionalNetworksWantClasses() {
        try (var _ = new Scope()) {
            var g = Filled.fill(BIGGAN.generator());
            assertThatThrownBy(() -> g.apply(z(3, 11), EVAL)).hasMessageContaining("without classes");
            Tensor other = g.apply(z(3, 11), EVAL.withLabels(Optional.of(Tensor.of(new long[] {0, 0, 0}, 3))));
            assertThat(other.toFloats())
                    .isNotEqualTo(g.apply(z(3, 11), EVAL.withLabels(Optional.of(CLASSES))).toFloats());
        }
    }
}
