package ganvas.zoo;

import static ganvas.zoo.Option.choice;
import static ganvas.zoo.Option.integer;
import static ganvas.zoo.Option.number;

import ganvas.data.Pixels;
import ganvas.problem.Problem;
import ganvas.torch.AdamSettings;
import ganvas.vae.KlEstimator;
import ganvas.vae.KlTerm;
import ganvas.vae.LearnedSigma;
import ganvas.vae.Likelihood;
import ganvas.vae.VaeStep;
import ganvas.zoo.ZooModel.NetworkSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The settings that every VAE of the zoo has, whatever its networks. */
final class Vaes {
    private Vaes() {}

    enum Pixel {
        BERNOULLI, SQUARED_ERROR, GAUSSIAN, GAUSSIAN_LEARNED;

        boolean isGaussian() {
            return this == GAUSSIAN || this == GAUSSIAN_LEARNED;
        }
    }

    private static final double SIGMA = 0.1;
    /** Above e⁻⁶, the smallest σ that can be learned, and below the width of one of 256 levels. */
    private static final double LEAST_SIGMA = 0.003;

    static List<Option> options(double beta, Pixel likelihood) {
        return List.of(
                number("beta", beta, 0, 1e6,
                        "weight of the KL term; the reconstruction term is summed over pixels; 1 gives the ELBO"),
                choice("elbo", KlEstimator.CLOSED_FORM,
                        "the KL term in training: exact, or log q(z|x) − log p(z) at the sampled z"),
                integer("kl-warmup", 0, 0, 1e12,
                        "images over which the weight of the KL term rises linearly from 0 to beta; 0 for none"),
                number("free-bits", 0, 0, 1000,
                        "KL in nats below which a latent dimension costs nothing, averaged over the batch; 0 for none"),
                choice("likelihood", likelihood,
                        "distribution of a pixel given the decoder's output; it gives the reconstruction term"),
                number("sigma", SIGMA, LEAST_SIGMA, 1000,
                        "standard deviation of a pixel in [0, 1], for likelihood gaussian; "
                                + "gaussian-learned starts from it"));
    }

    /** Refuses settings that do not fit together. @param end the decoder's last layer, in words */
    static void check(String model, Values v, String end) {
        Pixel pixel = v.choice("likelihood", Pixel.class);
        if (pixel == Pixel.BERNOULLI && !end.equals("a sigmoid")) {
            throw Problem.input(
                    "--set likelihood: bernoulli needs a decoder that ends in a sigmoid; that of %s ends in %s. It "
                            + "has squared-error, gaussian and gaussian-learned.",
                    model, end);
        }
        if (!pixel.isGaussian() && v.number("sigma") != SIGMA) {
            throw Problem.input(
                    "--set sigma: expected likelihood=gaussian or likelihood=gaussian-learned beside it; "
                            + "found likelihood=%s",
                    Option.word(pixel));
        }
    }

    /** The two networks, and the σ that is learned with them. */
    static List<NetworkSpec> parts(Values v, NetworkSpec encoder, NetworkSpec decoder) {
        var parts = new ArrayList<>(List.of(encoder, decoder));
        if (v.choice("likelihood", Pixel.class) == Pixel.GAUSSIAN_LEARNED)
            parts.add(new NetworkSpec("likelihood", LearnedSigma.of(), encoder.input()));
        return parts;
    }

    /** @param clip largest absolute value of an element of a gradient; 0 for no bound */
    static VaeStep step(List<NetworkSpec> parts, Values v, long latent, Pixels pixels, double clip, ZooModel.Site p) {
        double range = pixels.high() - pixels.low();
        Likelihood likelihood = switch (v.choice("likelihood", Pixel.class)) {
            case BERNOULLI -> Likelihood.BERNOULLI;
            case SQUARED_ERROR -> new Likelihood.SquaredError(pixels.low(), pixels.high());
            case GAUSSIAN -> new Likelihood.Gaussian(range, v.number("sigma"), Optional.empty());
            case GAUSSIAN_LEARNED ->
                    new Likelihood.Gaussian(range, v.number("sigma"), Optional.of((LearnedSigma) parts.get(2).net()));
        };
        var kl = new KlTerm(v.choice("elbo", KlEstimator.class), v.number("beta"), v.integer("kl-warmup"),
                v.number("free-bits"));
        var adam = new AdamSettings(v.number("rate"), v.number("beta1"), v.number("beta2"), clip, 0);
        return new VaeStep(new VaeStep.Networks(parts.get(0).net(), parts.get(1).net(), latent),
                new VaeStep.Objective(kl, likelihood, adam), p.target(pixels), p.where(), p.seed());
    }
}
