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
 * The one σ that all pixels of all images share and that is learned with the networks (Rybkin et al. 2021):
 * a network of one number.
 */
public record LearnedSigma(Sigma sigma) implements Chain {
    /**
     * As the authors' code has it, log σ is held above −6: σ above 0.0025 grey values, half of one of 256 levels, so
     * that pixels which are always black cannot drive the density without bound.
     */
    private static final double LOWEST = -6;

    /** Passes the decoder's image on. @param raw [1]: log σ = −6 + softplus(raw + 6) */
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

    /** Learning begins at σ = {@code start}, above e⁻⁶. */
    void allocate(double start, Device device) {
        Net.allocate(this, "likelihood", device, 0);
        try (var _ = new Scope()) {
            sigma.raw.value().copy_(Tensor.full(LOWEST + Math.log(Math.expm1(Math.log(start) - LOWEST)), device, 1));
        }
    }

    /** [1], with its gradient. */
    Tensor logSigma() {
        return sigma.raw.value().sub(LOWEST).softplus().add(LOWEST);
    }
}
