package ganvas.metric.inception;

import static ganvas.metric.inception.ConvNorm.same;
import static ganvas.metric.inception.ConvNorm.valid;

import ganvas.nn.Layer;
import ganvas.nn.Pass;
import ganvas.torch.Planes;
import ganvas.torch.Tensor;
import java.util.List;

/**
 * The blocks of Inception v3 (Szegedy et al. 2016, figures 5 to 7 and 10). Several branches read one input; their
 * outputs are concatenated along the channels. Components are named as in the weight file.
 */
interface Mixed extends Layer {
    /** {@code x} through {@code layers}, one after the other. */
    private static Tensor through(Tensor x, Layer... layers) {
        for (Layer layer : layers) x = layer.apply(x, Pass.EVAL);
        return x;
    }

    private static Tensor side(Tensor... branches) {
        return Tensor.cat(List.of(branches), 1);
    }

    /** [N, C, 35, 35] → [N, 224 + pool, 35, 35]. */
    record A(ConvNorm branch1x1, ConvNorm branch5x5_1, ConvNorm branch5x5_2, ConvNorm branch3x3dbl_1,
            ConvNorm branch3x3dbl_2, ConvNorm branch3x3dbl_3, ConvNorm branch_pool) implements Mixed {
        static A of(long in, long pool) {
            return new A(same(in, 64, 1, 1), same(in, 48, 1, 1), same(48, 64, 5, 5), same(in, 64, 1, 1),
                    same(64, 96, 3, 3), same(96, 96, 3, 3), same(in, pool, 1, 1));
        }

        @Override
        public Tensor apply(Tensor x, Pass pass) {
            return side(through(x, branch1x1), through(x, branch5x5_1, branch5x5_2),
                    through(x, branch3x3dbl_1, branch3x3dbl_2, branch3x3dbl_3),
                    through(Planes.averagePool(x, 3), branch_pool));
        }

        @Override
        public long[] output(long... in) {
            return new long[] {224 + branch_pool.conv().out(), in[1], in[2]};
        }
    }

    /** [N, 288, 35, 35] → [N, 768, 17, 17]. */
    record B(ConvNorm branch3x3, ConvNorm branch3x3dbl_1, ConvNorm branch3x3dbl_2, ConvNorm branch3x3dbl_3)
            implements Mixed {
        static B of() {
            return new B(valid(288, 384, 3, 2), same(288, 64, 1, 1), same(64, 96, 3, 3), valid(96, 96, 3, 2));
        }

        @Override
        public Tensor apply(Tensor x, Pass pass) {
            return side(through(x, branch3x3), through(x, branch3x3dbl_1, branch3x3dbl_2, branch3x3dbl_3),
                    Planes.maxPool(x, 3, 2, 0));
        }

        @Override
        public long[] output(long... in) {
            return new long[] {768, (in[1] - 3) / 2 + 1, (in[2] - 3) / 2 + 1};
        }
    }

    /** [N, 768, 17, 17] → the same shape. 7 × 7 windows are split into rows and columns. */
    record C(ConvNorm branch1x1, ConvNorm branch7x7_1, ConvNorm branch7x7_2, ConvNorm branch7x7_3,
            ConvNorm branch7x7dbl_1, ConvNorm branch7x7dbl_2, ConvNorm branch7x7dbl_3, ConvNorm branch7x7dbl_4,
            ConvNorm branch7x7dbl_5, ConvNorm branch_pool) implements Mixed {
        static C of(long c) {
            return new C(same(768, 192, 1, 1), same(768, c, 1, 1), same(c, c, 1, 7), same(c, 192, 7, 1),
                    same(768, c, 1, 1), same(c, c, 7, 1), same(c, c, 1, 7), same(c, c, 7, 1), same(c, 192, 1, 7),
                    same(768, 192, 1, 1));
        }

        @Override
        public Tensor apply(Tensor x, Pass pass) {
            return side(through(x, branch1x1), through(x, branch7x7_1, branch7x7_2, branch7x7_3),
                    through(x, branch7x7dbl_1, branch7x7dbl_2, branch7x7dbl_3, branch7x7dbl_4, branch7x7dbl_5),
                    through(Planes.averagePool(x, 3), branch_pool));
        }

        @Override
        public long[] output(long... in) {
            return in;
        }
    }

    /** [N, 768, 17, 17] → [N, 1280, 8, 8]. */
    record D(ConvNorm branch3x3_1, ConvNorm branch3x3_2, ConvNorm branch7x7x3_1, ConvNorm branch7x7x3_2,
            ConvNorm branch7x7x3_3, ConvNorm branch7x7x3_4) implements Mixed {
        static D of() {
            return new D(same(768, 192, 1, 1), valid(192, 320, 3, 2), same(768, 192, 1, 1), same(192, 192, 1, 7),
                    same(192, 192, 7, 1), valid(192, 192, 3, 2));
        }

        @Override
        public Tensor apply(Tensor x, Pass pass) {
            return side(through(x, branch3x3_1, branch3x3_2),
                    through(x, branch7x7x3_1, branch7x7x3_2, branch7x7x3_3, branch7x7x3_4), Planes.maxPool(x, 3, 2, 0));
        }

        @Override
        public long[] output(long... in) {
            return new long[] {1280, (in[1] - 3) / 2 + 1, (in[2] - 3) / 2 + 1};
        }
    }

    /**
     * [N, C, 8, 8] → [N, 2048, 8, 8].
     *
     * @param largest whether the last branch takes the largest value of its window instead of the mean. The last block
     *          of the network of 2015-12-05 does; the paper has the mean
     */
    record E(ConvNorm branch1x1, ConvNorm branch3x3_1, ConvNorm branch3x3_2a, ConvNorm branch3x3_2b,
            ConvNorm branch3x3dbl_1, ConvNorm branch3x3dbl_2, ConvNorm branch3x3dbl_3a, ConvNorm branch3x3dbl_3b,
            ConvNorm branch_pool, boolean largest) implements Mixed {
        static E of(long in, boolean largest) {
            return new E(same(in, 320, 1, 1), same(in, 384, 1, 1), same(384, 384, 1, 3), same(384, 384, 3, 1),
                    same(in, 448, 1, 1), same(448, 384, 3, 3), same(384, 384, 1, 3), same(384, 384, 3, 1),
                    same(in, 192, 1, 1), largest);
        }

        @Override
        public Tensor apply(Tensor x, Pass pass) {
            Tensor single = through(x, branch3x3_1), twice = through(x, branch3x3dbl_1, branch3x3dbl_2);
            return side(through(x, branch1x1), through(single, branch3x3_2a), through(single, branch3x3_2b),
                    through(twice, branch3x3dbl_3a), through(twice, branch3x3dbl_3b),
                    through(largest ? Planes.maxPool(x, 3, 1, 1) : Planes.averagePool(x, 3), branch_pool));
        }

        @Override
        public long[] output(long... in) {
            return new long[] {2048, in[1], in[2]};
        }
    }
}
