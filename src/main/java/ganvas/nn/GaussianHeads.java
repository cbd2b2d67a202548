package ganvas.nn;

import ganvas.torch.Tensor;
import java.util.List;

/**
 * Two linear layers on the same input: mean and log-variance of a diagonal Gaussian, [N, in] →
 * [N, 2·latent], mean first.
 */
public record GaussianHeads(Linear mean, Linear logVariance) implements Layer {
    public static GaussianHeads of(long in, long latent) {
        return new GaussianHeads(Linear.of(in, latent), Linear.of(in, latent));
    }

    /** With Keras's default start. */
    public static GaussianHeads keras(long in, long latent) {
        return new GaussianHeads(Linear.keras(in, latent), Linear.keras(in, latent));
    }

    /** As in DCGAN: weights from N(0, 0.02), no bias. */
    public static GaussianHeads dcgan(long in, long latent) {
        return new GaussianHeads(Linear.dcgan(in, latent), Linear.dcgan(in, latent));
    }

    @Override
    public Tensor apply(Tensor x, Pass pass) {
        return Tensor.cat(List.of(mean.apply(x, pass), logVariance.apply(x, pass)), 1);
    }

    @Override
    public long[] output(long... in) {
        return new long[] {2 * mean.out()};
    }

    @Override
    public long multiplyAdds(long... in) {
        return mean.multiplyAdds(in) + logVariance.multiplyAdds(in);
    }
}
