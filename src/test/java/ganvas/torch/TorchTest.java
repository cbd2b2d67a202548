package ganvas.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ganvas.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("alone")
class TorchTest {
    @TempDir
    Path folder;

    @Test
    void ofWorkInAScopeOnlyTheResultStaysAndItsGradient() {
        Tensor x = Tensor.of(new float[] {1, 2, 3}, 3).requiresGrad();
        Tensor kept;
        try (var _ = new Scope()) {
            long before = Engine.liveObjects();
            Tensor y = Scope.result(() -> x.mul(3).exp().log().square());
            assertThat(Engine.liveObjects() - before).isEqualTo(1);
            assertThat(Gradient.compute(y, x).toFloats()).containsExactly(new float[] {18, 36, 54}, within(1e-4f));
            assertThat(Scope.result(() -> y).toFloats()).containsExactly(y.toFloats());
            kept = Scope.result(() -> y.add(1).keep());
        }
        assertThat(kept.toFloats()).containsExactly(new float[] {10, 37, 82}, within(1e-4f));
        kept.free();
        long before = Engine.liveObjects();
        try (var _ = new Scope()) {
            assertThatThrownBy(() -> Scope.result(() -> x.add(1).matmul(Tensor.zeros(Dtype.FLOAT32, Device.CPU, 2, 2))))
                    .isInstanceOf(RuntimeException.class);
        }
        assertThat(Engine.liveObjects()).isEqualTo(before);
    }

    /**
     * The standard deviation of N(0, 1) between −t and t is √(1 − 2tφ(t) / (2Φ(t) − 1)): 0.2839 for 0.5, 0.8796 for 2.
     */
    @ParameterizedTest
    @CsvSource({"0.5, 0.2839", "2, 0.8796"})
    void truncatedNormalHasItsBoundAndItsSpread(double bound, double deviation) {
        try (var _ = new Scope()) {
            Tensor z = Rng.at(1, 2).truncatedNormal(bound, Device.CPU, 200_000);
            assertThat(z.square().sqrt().max(0).item()).isBetween(0.99 * bound, bound);
            assertThat(Math.sqrt(z.square().mean().item())).isCloseTo(deviation, within(0.003));
            assertThat(z.mean().item()).isCloseTo(0, within(0.01));
        }
    }

    /** Algorithm 1 of Kingma and Ba in double precision; the bindings' own options would swap the two betas. */
    @Test
    void adamIsThePapers() {
        double rate = 0.01, beta1 = 0.5, beta2 = 0.999;
        double[] x = {1, -2, 3}, m = new double[3], v = new double[3];
        Tensor p = Tensor.of(new float[] {1, -2, 3}, 3).requiresGrad();
        var adam = new Adam(Map.of("p", p), new AdamSettings(rate, beta1, beta2)).measuringNorm();
        for (int t = 1; t <= 50; t++) {
            double norm = adam.minimize(List.of(() -> List.of(p.pow(4).sum()))).norm().orElseThrow().item(),
                    squares = 0;
            for (int i = 0; i < 3; i++) {
                double g = 4 * x[i] * x[i] * x[i];
                squares += g * g;
                m[i] = beta1 * m[i] + (1 - beta1) * g;
                v[i] = beta2 * v[i] + (1 - beta2) * g * g;
                x[i] -= rate * m[i] / (1 - Math.pow(beta1, t)) / (Math.sqrt(v[i] / (1 - Math.pow(beta2, t))) + 1e-8);
            }
            assertThat(norm).isCloseTo(Math.sqrt(squares), within(1e-3 * Math.sqrt(squares)));
        }
        float[] found = p.toFloats();
        for (int i = 0; i < 3; i++) assertThat(found[i]).isCloseTo((float) x[i], within(1e-5f));
    }

    @Test
    void dropoutMaskHasItsDistribution() {
        int n = 2_000_003;
        for (double p : new double[] {0, 0.3, 0.5}) {
            float[] mask = mask(p, 2, n);
            long zeros = 0, pairs = 0;
            for (int i = 0; i < n; i++) {
                if (mask[i] == 0) zeros++;
                else assertThat(mask[i]).isCloseTo((float) (1 / (1 - p)), within(1e-4f));
                if (i > 0 && mask[i] == 0 && mask[i - 1] == 0) pairs++;
            }
            double sigma = Math.sqrt(n * p * (1 - p)) + 1;
            assertThat((double) zeros).isCloseTo(n * p, within(5 * sigma));
            assertThat((double) pairs).isCloseTo(n * p * p, within(10 * sigma));
        }
        assertThat(mask(0.3, 2, 100)).isEqualTo(mask(0.3, 2, 100));
        assertThat(mask(0.3, 2, 100)).isNotEqualTo(mask(0.3, 3, 100));
    }

    /** Where a part begins within a block of 2 · 8192 numbers, within its second half, and where it takes several. */
    @ParameterizedTest
    @ValueSource(ints = {1, 37, 64, 100, 199})
    void aPartOfABatchGetsItsRowsOfTheDropoutOfAll(int cut) {
        try (var _ = new Scope()) {
            Tensor x = Rng.at(3, 0).normal(Device.CPU, 200, 500);
            for (Dtype type : List.of(Dtype.FLOAT32, Dtype.BFLOAT16)) {
                Rng all = Rng.at(1, 2), first = Rng.at(1, 2).rows(0), second = Rng.at(1, 2).rows(cut);
                for (int layer = 0; layer < 2; layer++) {
                    Tensor typed = x.to(type), upper = typed.narrow(0, 0, cut), lower = typed.narrow(0, cut, 200 - cut);
                    Tensor plain = Tensor.cat(List.of(upper.dropout(0.3, first), lower.dropout(0.3, second)), 0);
                    assertThat(plain.toFloats()).isEqualTo(typed.dropout(0.3, all).toFloats());
                    Tensor leaky = Tensor.cat(List.of(upper.leakyReluDropout(0.2, 0.3, first, false),
                            lower.leakyReluDropout(0.2, 0.3, second, false)), 0);
                    assertThat(leaky.toFloats()).isEqualTo(typed.leakyReluDropout(0.2, 0.3, all, false).toFloats());
                }
                Rng behind = Rng.at(1, 2);
                behind.resumeAfter(second);
                assertThat(x.dropout(0.3, behind).toFloats()).isEqualTo(x.dropout(0.3, all).toFloats());
            }
            assertThat(Rng.at(1, 2).rows(0).normal(Device.CPU, 4).toFloats())
                    .isNotEqualTo(Rng.at(1, 2).rows(cut).normal(Device.CPU, 4).toFloats());
        }
    }

    private static float[] mask(double p, long position, int n) {
        return Tensor.zeros(Dtype.FLOAT32, Device.CPU, n).add(1).dropout(p, Rng.at(1, position)).toFloats();
    }

    /**
     * Outside a scope only reachability keeps native memory: a collection during the copy once
     * freed what was being read.
     */
    @Test
    void aTensorLivesWhileItIsRead() throws Exception {
        var done = new java.util.concurrent.atomic.AtomicBoolean();
        var collector = Thread.ofPlatform().start(() -> { while (!done.get()) System.gc(); });
        try {
            for (int i = 1; i <= 60; i++) {
                float[] read = Tensor.full(i, Device.CPU, 200_000).toFloats();
                Tensor.zeros(Dtype.FLOAT32, Device.CPU, 200_000);
                for (float f : read) if (f != i) throw new AssertionError("round %d read %s".formatted(i, f));
            }
        } finally {
            done.set(true);
            collector.join();
        }
    }

    @Test
    void randomNumbersAreAFunctionOfSeedAndPosition() {
        assertThat(Rng.at(3, 4).normal(Device.CPU, 50).toFloats())
                .isEqualTo(Rng.at(3, 4).normal(Device.CPU, 50).toFloats());
        assertThat(Rng.at(3, 4).normal(Device.CPU, 50).toFloats())
                .isNotEqualTo(Rng.at(4, 3).normal(Device.CPU, 50).toFloats());
        Rng one = Rng.at(3, 4);
        assertThat(one.normal(Device.CPU, 50).toFloats()).isNotEqualTo(one.normal(Device.CPU, 50).toFloats());
        assertThat(Arrays.stream(Rng.named(1, "x").permutation(1000).toLongs()).sorted().toArray())
                .containsSequence(0, 1, 2).hasSize(1000);
    }

    @Test
    void safetensorsThereAndBack() throws Exception {
        var tensors = new LinkedHashMap<String, Tensor>();
        tensors.put("a.weight", Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3));
        tensors.put("scalar", Tensor.of(new float[] {7}));
        tensors.put("bytes", Tensor.of(new byte[] {1, (byte) 255}, 2));
        Path file = folder.resolve("x.safetensors");
        new Safetensors(tensors, Map.of("k", "v \"quoted\"")).write(file);
        byte[] first = Files.readAllBytes(file);
        var back = Safetensors.read(file);
        assertThat(back.metadata()).containsEntry("k", "v \"quoted\"");
        assertThat(back.tensors().get("a.weight").shape()).containsExactly(2, 3);
        assertThat(back.tensors().get("a.weight").toFloats()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(back.tensors().get("scalar").shape()).isEmpty();
        assertThat(back.tensors().get("bytes").toBytes()).containsExactly(1, 255);
        new Safetensors(tensors, Map.of("k", "v \"quoted\"")).write(file);
        assertThat(Files.readAllBytes(file)).isEqualTo(first);

        for (int cut : new int[] {0, 7, 8, 50, first.length - 1}) {
            assertThatThrownBy(() -> Safetensors.read(Arrays.copyOf(first, cut), "x")).isInstanceOf(Problem.class);
        }
        for (int i = 0; i < Math.min(300, first.length); i++) {
            byte[] rotten = first.clone();
            rotten[i] ^= 0x15;
            try {
                Safetensors.read(rotten, "x");
            } catch (Problem expected) {
                assertThat(expected.getMessage()).startsWith("x is not");
            }
        }
    }

    @Test
    void libtorchsErrorsAreOneLine() {
        assertThatThrownBy(() -> {
            try {
                Tensor.of(new float[6], 2, 3).matmul(Tensor.of(new float[6], 2, 3));
            } catch (RuntimeException e) {
                throw TorchException.shortened(e);
            }
        }).isInstanceOf(TorchException.class).hasMessageContaining("mat1 and mat2").message().doesNotContain("\n");
    }

    @Test
    void devicesAndPrecisionsAreChecked() {
        assertThat(Device.of("cpu")).isEqualTo(Device.CPU);
        assertThatThrownBy(() -> Device.of("gpu")).hasMessageContaining("expected auto, cpu or cuda:N; found 'gpu'");
        assertThatThrownBy(() -> Device.of("cuda:99")).hasMessageContaining("./ganvas doctor");
        assertThat(Precision.resolve("auto", Device.CPU, false)).isEqualTo(Precision.FP32);
        assertThat(Precision.resolve("auto", Device.CPU, true))
                .isEqualTo(Processor.here().bf16() ? Precision.BF16 : Precision.FP32);
        assertThat(Precision.resolve("fp32", Device.CPU, true)).isEqualTo(Precision.FP32);
        assertThatThrownBy(() -> Precision.resolve("fp16", Device.CPU, false)).hasMessageContaining("found 'fp16'");
    }

    @Test
    void autocastEndsWithItsBlockAlsoAfterAnError() {
        Tensor x = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
        assertThat(Precision.BF16.run(Device.CPU, () -> x.matmul(x)).dtype()).isEqualTo(Dtype.BFLOAT16);
        assertThatThrownBy(() -> Precision.BF16.run(Device.CPU, () -> { throw new IllegalStateException(); }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(x.matmul(x).dtype()).isEqualTo(Dtype.FLOAT32);
    }

    /** What is set on a GPU; that it is set can be seen without one. */
    @Test
    void exactOnGpu() {
        var context = org.bytedeco.pytorch.global.torch.globalContext();
        try {
            Engine.exactOnGpu();
            assertThat(context.deterministicAlgorithms()).isTrue();
            assertThat(context.deterministicCuDNN()).isTrue();
            assertThat(context.allowTF32CuDNN()).isFalse();
            assertThat(context.allowTF32CuBLAS()).isFalse();
        } finally {
            context.setDeterministicAlgorithms(false, false);
        }
    }
}
