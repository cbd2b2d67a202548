package ganvas.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The fast forms against libtorch's plain ones, forward and backward, up to rounding. */
@Tag("alone")
class KernelsTest {
    @Test
    void linearIsThePlainOne() {
        for (long[] s : new long[][] {{256, 784, 1024}, {256, 512, 1024}, {100, 512, 784}, {33, 6272, 20}, {7, 5, 3},
                {1, 3000, 2000}}) {
            try (var _ = new Scope()) {
                Tensor x = Rng.at(1, 0).normal(Device.CPU, s[0], s[1]).requiresGrad(),
                        w = Rng.at(1, 1).normal(Device.CPU, s[2], s[1]).requiresGrad();
                Tensor b = Rng.at(1, 2).normal(Device.CPU, s[2]).requiresGrad(),
                        towards = Rng.at(1, 3).normal(Device.CPU, s[0], s[2]);
                Tensor[] fast = withGradients(x.linear(w, Optional.of(b)), towards, x, w, b);
                Tensor[] plain = withGradients(
                        new Tensor(torch.linear(x.handle, w.handle, new TensorOptional(b.handle))), towards, x, w, b);
                for (int i = 0; i < 4; i++) assertThat(distance(fast[i], plain[i]))
                        .as("shape %s, part %d", java.util.Arrays.toString(s), i).isLessThan(1e-5);
            }
        }
    }

    @Test
    void linearTakesATransposedInput() {
        try (var _ = new Scope()) {
            Tensor x = Rng.at(1, 0).normal(Device.CPU, 512, 256).t(), w = Rng.at(1, 1).normal(Device.CPU, 128, 512);
            assertThat(distance(x.linear(w, Optional.empty()), x.matmul(w.t()))).isLessThan(1e-5);
        }
    }

    /** Its gradient is held against that of the convolution as a product of matrices. */
    @Test
    void aStrideOfSinglePixelsLeavesForeignMemoryAlone() {
        try (var _ = new Scope()) {
            Tensor x = Rng.at(4, 0).normal(Device.CPU, 16, 64, 13, 16).requiresGrad(),
                    w = Rng.at(4, 1).normal(Device.CPU, 96, 64, 1, 1).requiresGrad(),
                    b = Rng.at(4, 2).normal(Device.CPU, 96).requiresGrad();
            Tensor fast = x.conv2d(w, Optional.of(b), 2, 0);
            assertThat(fast.shape()).containsExactly(16, 96, 7, 8);
            Tensor towards = Rng.at(4, 3).normal(Device.CPU, 16, 96, 7, 8);
            long[] rows = {0, 2, 4, 6, 8, 10, 12}, columns = {0, 2, 4, 6, 8, 10, 12, 14};
            Tensor picked = x.indexSelect(2, Tensor.of(rows, 7)).indexSelect(3, Tensor.of(columns, 8));
            Tensor plain = picked.permute(0, 2, 3, 1).contiguous().reshape(16 * 7 * 8, 64).matmul(w.reshape(96, 64).t())
                    .add(b).reshape(16, 7, 8, 96).permute(0, 3, 1, 2);
            Tensor[] f = withGradients(fast, towards, x, w, b), p = withGradients(plain, towards, x, w, b);
            for (int i = 0; i < 4; i++) assertThat(distance(f[i], p[i])).isLessThan(1e-5);
        }
    }

    @Test
    void convolutionsAreThoseOfTheOtherMemoryOrder() {
        try (var _ = new Scope()) {
            Tensor x = Rng.at(2, 0).normal(Device.CPU, 8, 16, 7, 9).requiresGrad(),
                    w = Rng.at(2, 1).normal(Device.CPU, 16, 24, 5, 5).requiresGrad();
            Tensor b = Rng.at(2, 2).normal(Device.CPU, 24).requiresGrad();
            Tensor fast = x.convTranspose2d(w, Optional.of(b), 2, 2, 1);
            Tensor plain = new Tensor(torch.conv_transpose2d(x.handle, w.handle, new TensorOptional(b.handle),
                    new long[] {2, 2}, new long[] {2, 2},
                    new long[] {1, 1}, 1L, 1, 1));
            assertThat(fast.shape()).containsExactly(8, 24, 14, 18);
            Tensor towards = Rng.at(2, 3).normal(Device.CPU, 8, 24, 14, 18);
            Tensor[] f = withGradients(fast, towards, x, w, b), p = withGradients(plain, towards, x, w, b);
            for (int i = 0; i < 4; i++) assertThat(distance(f[i], p[i])).isLessThan(1e-5);
        }
    }

    /** With and without a gradient to the picture, few and many channels: each takes another way. */
    @Test
    void convolutionsFromAndToOneChannelAreThePlainOnes() {
        for (long channels : new long[] {32, 64}) {
            for (boolean trained : new boolean[] {false, true}) {
                try (var _ = new Scope()) {
                    Tensor x = Rng.at(5, 0).normal(Device.CPU, 6, 1, 15, 12),
                            w = Rng.at(5, 1).normal(Device.CPU, channels, 1, 5, 5).requiresGrad();
                    Tensor b = Rng.at(5, 2).normal(Device.CPU, channels).requiresGrad(),
                            towards = Rng.at(5, 3).normal(Device.CPU, 6, channels, 8, 6);
                    Tensor[] of = trained ? new Tensor[] {x.requiresGrad(), w, b} : new Tensor[] {w, b};
                    assertSame(() -> x.conv2d(w, Optional.of(b), 2, 2), towards, of);
                }
            }
        }
        for (long[] s : new long[][] {{4, 2, 1, 0}, {5, 2, 2, 1}, {3, 3, 0, 2}}) {
            try (var _ = new Scope()) {
                Tensor x = Rng.at(5, 0).normal(Device.CPU, 6, 48, 7, 5).requiresGrad(),
                        w = Rng.at(5, 1).normal(Device.CPU, 48, 1, s[0], s[0]).requiresGrad();
                Tensor b = Rng.at(5, 2).normal(Device.CPU, 1).requiresGrad();
                long height = 6 * s[1] - 2 * s[2] + s[0] + s[3], width = 4 * s[1] - 2 * s[2] + s[0] + s[3];
                Tensor towards = Rng.at(5, 3).normal(Device.CPU, 6, 1, height, width);
                assertSame(() -> x.convTranspose2d(w, Optional.of(b), s[1], s[2], s[3]), towards, x, w, b);
                Tensor taller = Rng.at(5, 4).normal(Device.CPU, 6, 1, height - s[3] + 1, width - s[3]);
                assertSame(() -> x.convTranspose2d(w, Optional.of(b), s[1], s[2], 1, 0), taller, x, w, b);
            }
        }
    }

    /** With and without a bias, of a weight in either memory order; strides say nothing where there is one pixel. */
    @Test
    void transposedConvolutionsOfAPointAreThePlainOnes() {
        for (boolean channelsLast : new boolean[] {false, true}) {
            try (var _ = new Scope()) {
                Tensor x = Rng.at(7, 0).normal(Device.CPU, 6, 10, 1, 1).requiresGrad(),
                        w = Rng.at(7, 1).normal(Device.CPU, 10, 12, 4, 3);
                Tensor weight = (channelsLast ? w.channelsLast() : w).requiresGrad(),
                        b = Rng.at(7, 2).normal(Device.CPU, 12).requiresGrad();
                Tensor towards = Rng.at(7, 3).normal(Device.CPU, 6, 12, 4, 3);
                assertSame(() -> x.convTranspose2d(weight, Optional.of(b), 1, 0, 0), towards, x, weight, b);
                assertSame(() -> x.convTranspose2d(weight, Optional.empty(), 2, 0, 0), towards, x, weight);
                assertThat(x.convTranspose2d(weight, Optional.of(b), 1, 0, 0).handle
                        .is_contiguous(torch.MemoryFormat.ChannelsLast))
                        .isTrue();
            }
        }
    }

    /** One channel has the same bytes in either memory order: what comes of it must not lie in the slower one. */
    @Test
    void whatComesOfGreyPicturesLiesAsPicturesDo() {
        try (var _ = new Scope()) {
            Tensor x = Rng.at(6, 0).normal(Device.CPU, 6, 1, 12, 12), w = Rng.at(6, 1).normal(Device.CPU, 32, 1, 4, 4);
            assertThat(x.conv2d(w, Optional.empty(), 2, 1).handle.is_contiguous(torch.MemoryFormat.ChannelsLast))
                    .isTrue();
            assertThat(x.narrow(0, 2, 3).conv2d(w, Optional.empty(), 2, 1).handle
                    .is_contiguous(torch.MemoryFormat.ChannelsLast))
                    .isTrue();
        }
    }

    private static void assertSame(java.util.function.Supplier<Tensor> layer, Tensor towards, Tensor... of) {
        Tensor[] fast = withGradients(layer.get(), towards, of),
                plain = withGradients(Engine.plainly(layer), towards, of);
        assertThat(fast[0].shape()).containsExactly(plain[0].shape());
        for (int i = 0; i < fast.length; i++) assertThat(distance(fast[i], plain[i]))
                .as("part %d of %s", i, java.util.Arrays.toString(fast[0].shape())).isLessThan(1e-5);
    }

    /** 5 × 5 on 7 × 7, the only form of a zoo model, and a size and a kernel that differ; both kinds of convolution. */
    @Test
    void convolutionsByFourierAreThePlainOnes() {
        for (long[] s : new long[][] {{7, 5}, {8, 5}, {6, 7}}) {
            for (boolean transposed : new boolean[] {false, true}) {
                try (var _ = new Scope()) {
                    long h = s[0], k = s[1], padding = k / 2;
                    Tensor x = Rng.at(4, 0).normal(Device.CPU, 32, 64, h, h).requiresGrad(),
                            b = Rng.at(4, 2).normal(Device.CPU, 80).requiresGrad();
                    Tensor w = transposed ? Rng.at(4, 1).normal(Device.CPU, 64, 80, k, k).requiresGrad()
                            : Rng.at(4, 1).normal(Device.CPU, 80, 64, k, k).requiresGrad();
                    assertThat(Fourier.pays(x.handle, 64, 80, k, 1, padding)).isTrue();
                    Tensor fast = transposed ? x.convTranspose2d(w, Optional.of(b), 1, padding, 0)
                            : x.conv2d(w, Optional.of(b), 1, padding);
                    Tensor plain = Engine.plainly(
                            () -> transposed ? x.convTranspose2d(w, Optional.of(b), 1, padding, 0)
                                    : x.conv2d(w, Optional.of(b), 1, padding));
                    Tensor exact = Engine.plainly(() -> {
                        Tensor x64 = x.to(Dtype.FLOAT64), w64 = w.to(Dtype.FLOAT64), b64 = b.to(Dtype.FLOAT64);
                        return transposed ? x64.convTranspose2d(w64, Optional.of(b64), 1, padding, 0)
                                : x64.conv2d(w64, Optional.of(b64), 1, padding);
                    });
                    assertThat(rounding(fast, exact)).isLessThan(1.5 * rounding(plain, exact)).isLessThan(1e-6);
                    Tensor towards = Rng.at(4, 3).normal(Device.CPU, 32, 80, h, h);
                    Tensor[] f = withGradients(fast, towards, x, w, b), p = withGradients(plain, towards, x, w, b);
                    for (int i = 0; i < 4; i++) assertThat(distance(f[i], p[i])).as("part %d", i).isLessThan(1e-5);
                }
            }
        }
    }

    /** Root mean square of the difference beside that of the exact values. */
    private static double rounding(Tensor found, Tensor exact) {
        return Math.sqrt(found.to(Dtype.FLOAT64).sub(exact).square().mean().item() / exact.square().mean().item());
    }

    /** bfloat16 stays bfloat16, and the same elements are dropped. */
    @Test
    void dropoutKeepsTheType() {
        try (var _ = new Scope()) {
            Tensor x = Rng.at(3, 0).normal(Device.CPU, 32, 8, 6, 6);
            Tensor half = x.to(Dtype.BFLOAT16).dropout(0.3, Rng.at(3, 1));
            assertThat(half.dtype()).isEqualTo(Dtype.BFLOAT16);
            float[] exact = x.dropout(0.3, Rng.at(3, 1)).toFloats(), rounded = half.toFloats();
            for (int i = 0; i < exact.length; i++) assertThat(rounded[i]).isCloseTo(exact[i],
                    org.assertj.core.api.Assertions.within(0.02f * Math.abs(exact[i])));
        }
    }

    /** Whatever the memory order, each element is dropped or kept by itself, and nothing else changes. */
    @Test
    void dropoutKeepsOrDropsInEitherMemoryOrder() {
        try (var _ = new Scope()) {
            Tensor x = Rng.at(3, 0).normal(Device.CPU, 32, 8, 6, 6);
            for (Tensor in : new Tensor[] {x, x.channelsLast()}) {
                float[] before = in.toFloats(), after = in.dropout(0.3, Rng.at(3, 1)).toFloats();
                int dropped = 0;
                for (int i = 0; i < before.length; i++) {
                    if (after[i] == 0) dropped++;
                    else assertThat(after[i]).isCloseTo(before[i] / 0.7f,
                            org.assertj.core.api.Assertions.within(2e-4f * Math.abs(before[i])));
                }
                assertThat((double) dropped / before.length).isBetween(0.27, 0.33);
            }
        }
    }

    /** Values and gradients, in both memory orders and types, over the picture and beside it. */
    @Test
    void leakyReluAndDropoutAtOnceAreOneAfterTheOther() {
        try (var _ = new Scope()) {
            Tensor values = Rng.at(3, 0).normal(Device.CPU, 33, 8, 6, 6),
                    towards = Rng.at(3, 2).normal(Device.CPU, 33, 8, 6, 6);
            for (Dtype type : new Dtype[] {Dtype.FLOAT32, Dtype.BFLOAT16}) {
                double rounding = type == Dtype.FLOAT32 ? 1e-6 : 0.01;
                for (Tensor v : new Tensor[] {values, values.channelsLast(), values.narrow(3, 0, 5)}) {
                    for (boolean over : new boolean[] {false, true}) {
                        Tensor x = v.to(type).detach().requiresGrad(), d = towards.narrow(3, 0, v.size(3)).to(type);
                        Tensor[] apart = withGradients(x.mul(1).leakyRelu(0.2).dropout(0.3, Rng.at(3, 1)), d, x);
                        Tensor[] once = withGradients(x.mul(1).leakyReluDropout(0.2, 0.3, Rng.at(3, 1), over), d, x);
                        for (int i = 0; i < 2; i++) {
                            assertThat(once[i].dtype()).isEqualTo(type);
                            assertThat(distance(once[i].to(Dtype.FLOAT32), apart[i].to(Dtype.FLOAT32)))
                                    .as("%s, part %d", type, i).isLessThan(rounding);
                        }
                    }
                }
            }
        }
    }

    private static Tensor[] withGradients(Tensor y, Tensor towards, Tensor... of) {
        var inputs = new TensorVector();
        for (Tensor t : of) inputs.push_back(t.handle);
        var found = torch.grad(new TensorVector(y.handle), inputs, new TensorVector(towards.handle),
                new BoolOptional(false), false, false);
        var all = new Tensor[of.length + 1];
        all[0] = y;
        for (int i = 0; i < of.length; i++) all[i + 1] = new Tensor(new org.bytedeco.pytorch.Tensor(found.get(i)));
        return all;
    }

    /** Largest difference beside the largest value. */
    private static double distance(Tensor a, Tensor b) {
        return Math.sqrt(
                a.sub(b).detach().reshape(-1).square().max(0).item() / b.detach().reshape(-1).square().max(0).item());
    }
}
