package ganvas.lab.sample;

import ganvas.torch.Tensor;

/** A way from one latent to another. */
public enum Interpolation {
    /**
     * Along the great circle (White 2016): the norm stays that of the prior. Of latents in one line, which span no
     * circle, {@link #LINEAR}.
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
    /** Straight through, where the prior has few latents when they have many dimensions. */
    LINEAR {
        @Override
        Tensor at(Tensor a, Tensor b, double t) {
            return a.mul(1 - t).add(b.mul(t));
        }
    };

    /** [1, latent] each; {@code t} of 0 is {@code a}, 1 is {@code b}. */
    abstract Tensor at(Tensor a, Tensor b, double t);
}
