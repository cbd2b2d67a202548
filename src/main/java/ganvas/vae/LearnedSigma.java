package ganvas.vae;

import ganvas.nn.Chain;
import ganvas.nn.Layer;
import ganvas.nn.Net;
import ganvas.nn.Parameter;
import ganvas.nn.Pass;
import ganvas.torch.Device;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;

/**
 * A single σ for all pixels of all images, learned with the networks (Rybkin et al. 2021). It is a network with one
 * parameter.
 */
public record LearnedSigma(Sigma sigma) implements Chain {
    /**
     * log σ is kept above −6, as in the authors' code. So σ stays above 0.0025 grey values, half the width of one of
     * 256 levels. Otherwise pixels that are always black would drive the density to infinity.
     */
    private static final double LOWEST = -6;

    /** Passes the decoder's image on unchanged. @param raw [1]: log σ = −6 + softplus(raw + 6) */
    public record Sigma(Parameter raw) implements Layer {
        @Override
        public Tensor apply(Tensor x, Pass pass) {
            return x;
        }

        @Override
        public long[] output(long... in) {
            return in;
        }
    }

    public static LearnedSigma of() {
        return new LearnedSigma(new Sigma(Parameter.weight(Parameter.Start.ZEROS, 1, 1)));
    }

    /** Sets the initial σ to {@code start}, which must be above e⁻⁶. */
    void allocate(double start, Device device) {
        Net.allocate(this, "likelihood", device, 0);
        try (var _ = new Scope()) {
            sigma.raw.value().copy_(Tensor.full(LOWEST + Math.log(Math.expm1(Math.log(start) - LOWEST)), device, 1));
        }
    }

    /** log σ, [1], with its gradient. */
    Tensor logSigma() {
        return sigma.raw.value().sub(LOWEST).softplus().add(LOWEST);
    }
}
