package ganvas.metric.judge;

import ganvas.nn.BatchNorm;
import ganvas.nn.Chain;
import ganvas.nn.Conv2d;
import ganvas.nn.Layer;
import ganvas.nn.Parameter;
import ganvas.nn.Pass;
import ganvas.nn.ReLU;
import ganvas.torch.Planes;
import ganvas.torch.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * A small residual network for photographs (He et al. 2016): [N, C, H, W] → features [N, D], none negative.
 * Convolutions are 3 × 3 without bias, each with batch norm. Three of them halve the image by max pooling, and two
 * residual blocks add their output to their input. The features are means over the last 1/8 × 1/8 of the image.
 */
record JudgeResidual(ConvUnit stem, ConvUnit down1, Block block1, ConvUnit down2, ConvUnit down3, Block block2,
        Mean mean) implements Chain {
    /** A network with {@code a}, {@code b}, {@code c} and {@code d} channels, where d is the number of features. */
    static JudgeResidual of(long channels, long a, long b, long c, long d) {
        return new JudgeResidual(ConvUnit.of(channels, a, false),           // [N, a, H, W]
                ConvUnit.of(a, b, true),                                    // [N, b, H/2, W/2]
                new Block(List.of(ConvUnit.of(b, b, false), ConvUnit.of(b, b, false))),
                ConvUnit.of(b, c, true),                                    // [N, c, H/4, W/4]
                ConvUnit.of(c, d, true),                                    // [N, d, H/8, W/8]
                new Block(List.of(ConvUnit.of(d, d, false))), new Mean());  // [N, d]
    }

    /** Convolution, then half the size if {@code halves}, then batch norm and max(0, ·). */
    record ConvUnit(Conv2d conv, boolean halves, BatchNorm norm, ReLU relu) implements Layer {
        static ConvUnit of(long in, long out, boolean halves) {
            return new ConvUnit(new Conv2d(Parameter.weight(Parameter.Start.UNIFORM, in * 9, out, in, 3, 3),
                    Optional.empty(), in, out, 3, 1, 1), halves, BatchNorm.of(out), new ReLU());
        }

        @Override
        public Tensor apply(Tensor x, Pass pass) {
            Tensor y = conv.apply(x, pass);
            return relu.apply(norm.apply(halves ? Planes.maxPool(y, 2, 2, 0) : y, pass), pass);
        }

        @Override
        public long[] output(long... in) {
            long part = halves ? 2 : 1;
            return new long[] {conv.out(), in[1] / part, in[2] / part};
        }

        @Override
        public long multiplyAdds(long... in) {
            return conv.multiplyAdds(in);
        }
    }

    /** A residual block: x plus the output of the steps; the shape stays. */
    record Block(List<ConvUnit> steps) implements Layer {
        @Override
        public Tensor apply(Tensor x, Pass pass) {
            Tensor y = x;
            for (ConvUnit step : steps) y = step.apply(y, pass);
            return x.add(y);
        }

        @Override
        public long[] output(long... in) {
            return in;
        }

        @Override
        public long multiplyAdds(long... in) {
            return steps.stream().mapToLong(s -> s.multiplyAdds(in)).sum();
        }
    }

    /** The mean over height and width: [N, C, H, W] → [N, C]. */
    record Mean() implements Layer {
        @Override
        public Tensor apply(Tensor x, Pass pass) {
            return Planes.mean(x);
        }

        @Override
        public long[] output(long... in) {
            return new long[] {in[0]};
        }
    }
}
