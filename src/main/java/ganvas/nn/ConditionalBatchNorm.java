package ganvas.nn;

import ganvas.torch.Tensor;

/**
 * Batch normalisation whose gain and bias are linear in the {@linkplain Pass#condition condition} of the pass, float32
 * [N, C']: normalised x · (1 + gain) + bias (Brock et al. 2019, appendix B.1). The shape stays, [N, C, H, W].
 *
 * @param gain [N, C'] → [N, C], as {@code bias}
 */
public record ConditionalBatchNorm(Layer gain, Layer bias, Parameter runningMean, Parameter runningVar, long channels)
        implements Layer {
    public ConditionalBatchNorm(Layer gain, Layer bias, long channels) {
        this(gain, bias, Parameter.moving(Parameter.Start.ZEROS, channels),
                Parameter.moving(Parameter.Start.ONES, channels), channels);
    }

    @Override
    public Tensor apply(Tensor x, Pass pass) {
        Tensor normalised = x.batchNorm(runningMean.value(), runningVar.value(), pass.training(),
                BatchNorm.MOMENTUM, 1e-5);
        return normalised.mul(each(gain, pass).add(1)).add_(each(bias, pass));
    }

    private Tensor each(Layer of, Pass pass) {
        return of.apply(pass.condition().orElseThrow(), pass).reshape(-1, channels, 1, 1);
    }

    @Override
    public Traits traits() {
        return Traits.COUPLES_BATCH;
    }

    @Override
    public boolean releasesOutput() {
        return true;
    }

    @Override
    public long[] output(long... in) {
        return in;
    }
}
