package ganvas.lab.sample;

import ganvas.torch.Tensor;

/** A path from one latent to another. */
public enum Interpolation {
    /**
     * Along the great circle (White 2016): the norm stays that of the prior. Latents on one line through 0 span no
     * circle; for them {@link #LINEAR} is used.
     */
    SLERP {
        @Override
        Tensor at(Tensor a, Tensor b, double t) {
            double cosine = a.mul(b).sum().item() / Math.sqrt(a.square().sum().item() * b.square().sum().item());
            double angle = Math.acos(Math.clamp(cosine, -1, 1)), sine = Math.sin(angle);
            return sine < 1e-6 ? LINEAR.at(a, b, t)
                    : a.mul(Math.sin((1 - t) * angle) / sine).add(b.mul(Math.sin(t * angle) / sine));
        }
    },
    /** Along the straight line. In many dimensions it passes through a region where the prior has few latents. */
    LINEAR {
        @Override
        Tensor at(Tensor a, Tensor b, double t) {
            return a.mul(1 - t).add(b.mul(t));
        }
    };

    /**
     * The latent at {@code t}, from [1, latent] twice to [1, latent]: {@code t} = 0 gives {@code a}, 1 gives {@code b}.
     */
    abstract Tensor at(Tensor a, Tensor b, double t);
}
