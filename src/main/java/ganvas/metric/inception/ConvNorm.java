package ganvas.metric.inception;

import ganvas.nn.BatchNorm;
import ganvas.nn.Layer;
import ganvas.nn.Parameter;
import ganvas.nn.Pass;
import ganvas.torch.Planes;
import ganvas.torch.Tensor;

/**
 * A convolution without bias, batch normalisation with ε = 0.001, and max(0, ·): [N, C, H, W] → [N, O, H', W']. It is
 * used for inference only, so the normalisation is folded into the convolution.
 */
record ConvNorm(Convolution conv, BatchNorm bn) implements Layer {
    /** A convolution that pads with zeros on each side. */
    record Convolution(Parameter weight, long in, long out, long height, long width, long stride, long padHeight,
            long padWidth) implements Layer {
        @Override
        public Tensor apply(Tensor x, Pass pass) {
            throw new UnsupportedOperationException("runs together with its normalisation");
        }

        @Override
        public long[] output(long... shape) {
            return new long[] {out, (shape[1] + 2 * padHeight - height) / stride + 1,
                    (shape[2] + 2 * padWidth - width) / stride + 1};
        }

        @Override
        public long multiplyAdds(long... shape) {
            long[] o = output(shape);
            return o[0] * o[1] * o[2] * in * height * width;
        }
    }

    /** Padded so that the size stays the same. */
    static ConvNorm same(long in, long out, long height, long width) {
        return of(in, out, height, width, 1, height / 2, width / 2);
    }

    /** Not padded. */
    static ConvNorm valid(long in, long out, long kernel, long stride) {
        return of(in, out, kernel, kernel, stride, 0, 0);
    }

    private static ConvNorm of(long in, long out, long height, long width, long stride, long padHeight, long padWidth) {
        var weight = Parameter.moving(Parameter.Start.ZEROS, out, in, height, width);
        return new ConvNorm(new Convolution(weight, in, out, height, width, stride, padHeight, padWidth),
                BatchNorm.of(out, 1e-3));
    }

    @Override
    public Tensor apply(Tensor x, Pass pass) {
        // γ (Wx − μ) / √(σ² + ε) + β = (sW)x + (β − sμ) with s = γ / √(σ² + ε)
        Tensor scale = bn.weight().value().div(bn.runningVar().value().add(bn.epsilon()).sqrt());
        Tensor weight = conv.weight.value().mul(scale.reshape(-1, 1, 1, 1));
        Tensor bias = bn.bias().value().sub(bn.runningMean().value().mul(scale));
        return Planes.convRelu(x, weight, bias, conv.stride, conv.padHeight, conv.padWidth);
    }

    @Override
    public long[] output(long... in) {
        return conv.output(in);
    }

    @Override
    public long multiplyAdds(long... in) {
        return conv.multiplyAdds(in);
    }
}
