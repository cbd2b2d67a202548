package ganvas.nn;

import ganvas.torch.Tensor;

/**
 * Batch normalisation over all dimensions but dimension 1 (Ioffe and Szegedy 2015). Each batch moves the moving
 * statistics by a tenth of the way, PyTorch's default. The shape stays.
 *
 * @param epsilon added to the variance
 */
public record BatchNorm(Parameter weight, Parameter bias, Parameter runningMean, Parameter runningVar, double epsilon)
        implements Layer {
    /** PyTorch's default. */
    private static final double EPSILON = 1e-5;
    /** The part of the way that the moving statistics go with each batch. */
    static final double MOMENTUM = 0.1;

    public static BatchNorm of(long channels) {
        return of(channels, Parameter.Start.ONES, EPSILON);
    }

    /** Uses another ε than PyTorch's 1e-5. */
    public static BatchNorm of(long channels, double epsilon) {
        return of(channels, Parameter.Start.ONES, epsilon);
    }

    /** The scale starts from N(1, 0.02), as in DCGAN. */
    public static BatchNorm dcgan(long channels) {
        return of(channels, Parameter.Start.DCGAN_SCALE, EPSILON);
    }

    private static BatchNorm of(long channels, Parameter.Start scale, double epsilon) {
        return new BatchNorm(Parameter.weight(scale, 1, channels), Parameter.weight(Parameter.Start.ZEROS, 1, channels),
                Parameter.moving(Parameter.Start.ZEROS, channels), Parameter.moving(Parameter.Start.ONES, channels),
                epsilon);
    }

    @Override
    public Tensor apply(Tensor x, Pass pass) {
        // Outside training, batch norm reads the statistics themselves.
        BatchStats stats = pass.batchStats();
        return x.batchNorm(weight.value(), bias.value(), stats.of(runningMean), stats.of(runningVar), pass.training(),
                MOMENTUM, epsilon);
    }

    @Override
    public Traits traits() {
        return Traits.COUPLES_BATCH;
    }

    @Override
    public boolean defersStatistics() {
        return true;
    }

    @Override
    public boolean releasesOutput() {
        return true;
    }

    @Override
    public String detail() {
        return "ε %.0e".formatted(epsilon).replace("e-0", "e-");
    }

    @Override
    public long[] output(long... in) {
        return in;
    }
}
