package ganvas.vae;

import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;

/**
 * q(z | x) for each of N images: a Gaussian with a diagonal covariance.
 *
 * @param mean        [N, latent]
 * @param logVariance [N, latent]
 */
public record Posterior(Tensor mean, Tensor logVariance) {
    private static final int BLOCK = 200;

    /** Each row repeated {@code k} times in succession: [N·k, latent]. */
    Posterior repeated(int k) {
        return new Posterior(repeated(mean, k), repeated(logVariance, k));
    }

    private static Tensor repeated(Tensor x, int k) {
        long n = x.size(0), d = x.size(1);
        return x.reshape(n, 1, d).add(Tensor.zeros(x.dtype(), x.device(), n, k, d)).reshape(n * k, d);
    }

    /** z = μ + σ·ε, with {@code noise} [N, latent] as ε. */
    public Tensor at(Tensor noise) {
        return mean.add(logVariance.mul(0.5).exp().mul(noise));
    }

    /** This posterior in float64 on the CPU, for precise sums over many images. */
    public Posterior precise() {
        return new Posterior(mean.to(Dtype.FLOAT64).to(Device.CPU), logVariance.to(Dtype.FLOAT64).to(Device.CPU));
    }

    /**
     * KL(q(z | x) || p(z)) of each latent dimension in nats, [N, latent]: −½ (1 + log σ² − μ² − σ²) (Kingma and Welling
     * 2014, appendix B).
     */
    public Tensor kl() {
        return logVariance.add(1).sub(mean.square()).sub(logVariance.exp()).mul(-0.5);
    }

    /** log q(z_n | x_n) of each row of {@code z} under its own Gaussian, in nats: [N]. */
    public Tensor logDensity(Tensor z) {
        return z.sub(mean).square().div(logVariance.exp()).add(logVariance).add(LOG_2_PI).sum(1).mul(-0.5);
    }

    /** log p(z) under the prior N(0, I), in nats: [N]. */
    public static Tensor logPrior(Tensor z) {
        return z.square().add(LOG_2_PI).sum(1).mul(-0.5);
    }

    /**
     * log q(z) of each row of {@code z} [M, latent] under the aggregate posterior, in nats: [M]. The aggregate
     * posterior is the uniform mixture of these N Gaussians; all pairs are computed. Call it on a {@link #precise}
     * posterior, because it expands squares and so loses digits.
     */
    public Tensor logAggregate(Tensor z) {
        long m = z.size(0), n = mean.size(0);
        Tensor precision = logVariance.neg().exp();                                                // [N, latent]
        Tensor constant = mean.square().mul(precision).add(logVariance).add(LOG_2_PI).sum(1);      // [N]
        Tensor linear = mean.mul(precision).t().mul(-2), quadratic = precision.t();
        Tensor all = Tensor.zeros(z.dtype(), z.device(), m);
        for (long i = 0; i < m; i += BLOCK) {
            try (var _ = new Scope()) {
                long rows = Math.min(BLOCK, m - i);
                Tensor block = z.narrow(0, i, rows);
                // [rows, N]
                Tensor log = block.square().matmul(quadratic).add_(block.matmul(linear)).add_(constant).mul(-0.5);
                Tensor top = log.max(1);
                all.narrow(0, i, rows).copy_(log.sub(top.reshape(-1, 1)).exp().sum(1).log().add(top).sub(Math.log(n)));
            }
        }
        return all;
    }

    private static final double LOG_2_PI = Math.log(2 * Math.PI);
}
