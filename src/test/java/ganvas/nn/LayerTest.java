package ganvas.nn;

import static org.assertj.core.api.Assertions.assertThat;

import ganvas.torch.Device;
import ganvas.torch.Gradient;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("alone")
class LayerTest {
    /** Keras's "same": ⌈H / stride⌉ down, H · stride up; what the layer says of its output is what it makes. */
    @ParameterizedTest
    @CsvSource({"28,5,2,14,56", "14,5,2,7,28", "7,5,2,4,14", "7,5,1,7,7", "28,3,2,14,56", "7,3,2,4,14", "28,3,1,28,28",
            "5,3,3,2,15"})
    void samePadding(long size, long kernel, long stride, long down, long up) {
        try (var _ = new Scope()) {
            var x = Rng.at(0, 0).normal(Device.CPU, 2, 3, size, size);
            for (Layer layer : new Layer[] {Conv2d.keras(3, 4, kernel, stride),
                    ConvTranspose2d.keras(3, 4, kernel, stride)}) {
                Net.allocate(layer, "layer", Device.CPU, 0);
                long to = layer instanceof Conv2d ? down : up;
                assertThat(layer.output(3, size, size)).containsExactly(4, to, to);
                assertThat(layer.apply(x, Pass.EVAL).shape()).containsExactly(2, 4, to, to);
            }
        }
    }

    record Pair(Layer first, Layer second) implements Chain {}

    /** What writes over its input gives the bits, and the gradients, of what does not. */
    @Test
    void inPlaceIsTheSame() {
        for (Layer act : new Layer[] {new ReLU(), new LeakyReLU(0.2)}) {
            for (Layer first : new Layer[] {Conv2d.keras(3, 4, 3, 2), ConvTranspose2d.keras(3, 4, 5, 2),
                    Conv2d.dcgan(3, 4, 4, 2, 1), BatchNorm.of(3), SpectralConv2d.of(3, 4, 3, true)}) {
                try (var _ = new Scope()) {
                    assertThat(first.releasesOutput()).isTrue();
                    Net.allocate(first, "layer", Device.CPU, 0);
                    Tensor x = Rng.at(0, 0).normal(Device.CPU, 5, 3, 8, 8).requiresGrad();
                    Tensor over = new Pair(first, act).apply(x, Pass.EVAL),
                            apart = act.apply(first.apply(x, Pass.EVAL), Pass.EVAL);
                    assertThat(over.toFloats()).as("%s, %s", first, act).containsExactly(apart.toFloats());
                    Tensor towards = Rng.at(0, 1).normal(Device.CPU, over.shape());
                    assertThat(Gradient.compute(over.mul(towards).sum(), x).toFloats())
                            .containsExactly(Gradient.compute(apart.mul(towards).sum(), x).toFloats());
                }
            }
        }
    }

    /** Values of PyTorch 2.13: ConvTranspose2d(1, 1, 3, 2, 1, output_padding=1), weights 1 to 9, bias 0.5. */
    @Test
    void transposedConvolutionIsPyTorchs() {
        var layer = ConvTranspose2d.keras(1, 1, 3, 2);
        assertThat(counting(layer, 1, 2, 3, 4)).containsExactly(
                5.5f, 14.5f, 10.5f, 12.5f, 14.5f, 36.5f, 24.5f, 30.5f, 15.5f, 34.5f, 20.5f, 24.5f, 24.5f, 55.5f, 32.5f,
                36.5f);
    }

    /** Conv2d(1, 1, 3, 2, 1), likewise. */
    @Test
    void convolutionIsPyTorchs() {
        assertThat(counting(Conv2d.keras(1, 1, 3, 2), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16))
                .containsExactly(111.5f, 217.5f, 363.5f, 573.5f);
    }

    private static float[] counting(Layer layer, float... pixels) {
        Net.allocate(layer, "layer", Device.CPU, 0);
        try (var _ = new Scope()) {
            Net.parameters(layer).get("weight").value()
                    .copy_(Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, 1, 1, 3, 3));
            Net.parameters(layer).get("bias").value().copy_(Tensor.of(new float[] {0.5f}, 1));
            int side = (int) Math.sqrt(pixels.length);
            return layer.apply(Tensor.of(pixels, 1, 1, side, side), Pass.EVAL).toFloats();
        }
    }

    /**
     * Glorot and Bengio 2010, equation 16: the largest of many weights is just below √6 / √(in
     * + out), and biases are 0.
     */
    @ParameterizedTest
    @CsvSource({"linear, 700", "conv, 750", "transposed, 750"})
    void kerasStart(String kind, int fan) {
        Layer layer = switch (kind) {
            case "linear" -> Linear.keras(300, 400);
            case "conv" -> Conv2d.keras(10, 20, 5, 2);
            default -> ConvTranspose2d.keras(10, 20, 5, 2);
        };
        Net.allocate(layer, "layer", Device.CPU, 1);
        double bound = Math.sqrt(6.0 / fan), largest = 0;
        for (float w : Net.parameters(layer).get("weight").value().toFloats()) largest = Math.max(largest, Math.abs(w));
        assertThat(largest).isBetween(0.99 * bound, bound);
        assertThat(Net.parameters(layer).get("bias").value().toFloats()).containsOnly(0);
    }
}
