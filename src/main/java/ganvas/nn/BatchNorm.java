package ganvas.nn;

import ganvas.torch.Tensor;

/**
 * Batch normalisation over all but dimension 1 (Ioffe and Szegedy 2015), ε = 1e-5, and moving statistics that move by a
 * tenth of the way, PyTorch's defaults. The shape stays.
 */
public record BatchNorm(Parameter weight, Parameter bias, Parameter runningMean, Parameter runningVar) implements Layer {
    public static BatchNorm of(long channels) {
        return of(channels, Parameter.Start.ONES);
    }

    /** Scale from N(1, 0.02). */
    public static BatchNorm dcgan(long channels) {
        return of(channels, Parameter.Start.DCGAN_SCALE);
    }

    private static BatchNorm of(long channels, Parameter.Start scale) {
        return new BatchNorm(Parameter.weight(scale, 1, channels), Parameter.weight(Parameter.Start.ZEROS, 1, channels),
                Parameter.moving(Parameter.Start.ZEROS, channels), Parameter.moving(Parameter.Start.ONES, channels));
    }

    @Override
    public Tensor apply(Tensor x, Pass pass) {
        return x.batchNorm(weight.value(), bias.value(), runningMean.value(), runningVar.value(), pass.training(), 0.1, 1e-5);
    }

    @Override
    public long[] output(long... in) {
        return in;
    }
}
