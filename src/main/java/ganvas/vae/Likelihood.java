package ganvas.vae;

import ganvas.nn.Chain;
import ganvas.nn.Pass;
import ganvas.torch.Device;
import ganvas.torch.Tensor;
import java.util.Optional;
import java.util.OptionalDouble;

/** The distribution of a pixel given the decoder's image. It defines the reconstruction term of the bound. */
public sealed interface Likelihood {
    Likelihood BERNOULLI = new Bernoulli();
    Likelihood SQUARED_ERROR = new SquaredError();

    /** Description for a score's protocol. Scores of likelihoods with the same description can be compared. */
    String words();

    /** The reconstruction term of a pixel, in words. */
    String term();

    /** Nats to add to those of a pixel value before the conversion to bits; empty where bits have no meaning. */
    OptionalDouble levelNats();

    /** The learned part of the likelihood, if any. */
    default Optional<LearnedSigma> learned() {
        return Optional.empty();
    }

    /** Gives the learned part its initial value. */
    default void allocate(Device device) {}

    /** The decoder's output at z [N, latent] that {@link #loss} expects: [N, C, H, W]. */
    default Tensor decoded(Chain decoder, Tensor z, Pass pass) {
        return decoder.apply(z, pass);
    }

    /** The reconstruction term of each pixel, for pictures in the networks' range. The shape stays. */
    Tensor loss(Tensor x, Tensor decoded);

    /** Cross-entropy of grey values in [0, 1], for a decoder that ends in a sigmoid. */
    record Bernoulli() implements Likelihood {
        @Override
        public String words() {
            return "Bernoulli on grey values in [0, 1]";
        }

        @Override
        public String term() {
            return "cross-entropy of grey values";
        }

        @Override
        public OptionalDouble levelNats() {
            return OptionalDouble.of(0);
        }

        @Override
        public Tensor decoded(Chain decoder, Tensor z, Pass pass) {
            return decoder.logits(z, pass);
        }

        /** Cross-entropy of logits l against x: softplus(l) − x·l. */
        @Override
        public Tensor loss(Tensor x, Tensor logits) {
            return logits.softplus().sub(x.mul(logits));
        }
    }

    /** (x − x̂)². Up to a constant this is −log of a Gaussian of variance ½ around the decoder's image. */
    record SquaredError(double low, double high) implements Likelihood {
        SquaredError() {
            this(-1, 1);
        }

        @Override
        public String words() {
            return "squared error of values in %s, a Gaussian's of variance 1/2 without its constant"
                    .formatted(range());
        }

        @Override
        public String term() {
            return "squared error of values in " + range();
        }

        private String range() {
            return low == 0 ? "[0, 1]" : "[−1, 1]";
        }

        @Override
        public OptionalDouble levelNats() {
            return OptionalDouble.empty();
        }

        @Override
        public Tensor loss(Tensor x, Tensor image) {
            return x.sub(image).square();
        }
    }

    /**
     * −log N(x; x̂, σ²) with all constants. x and x̂ are grey values in [0, 1], whatever the networks' range. So the
     * numbers of such models can be compared, whatever their σ.
     *
     * @param range   width of the networks' range
     * @param sigma   standard deviation of a grey value in [0, 1]
     * @param learned the learned σ, which starts at {@code sigma}; empty where σ is fixed
     */
    record Gaussian(double range, double sigma, Optional<LearnedSigma> learned) implements Likelihood {
        private static final double HALF_LOG_2_PI = Math.log(2 * Math.PI) / 2;
        /** One of 256 levels is 1/255 wide. */
        private static final double LOG_LEVELS = Math.log(255);

        @Override
        public void allocate(Device device) {
            learned.ifPresent(sigmas -> sigmas.allocate(sigma, device));
        }

        @Override
        public String words() {
            return "Gaussian of grey values in [0, 1], a density with its constants";
        }

        @Override
        public String term() {
            return "−log of a Gaussian density of grey values in [0, 1]";
        }

        @Override
        public OptionalDouble levelNats() {
            return OptionalDouble.of(LOG_LEVELS);
        }

        @Override
        public Tensor loss(Tensor x, Tensor image) {
            Tensor squares = x.sub(image).square();
            if (learned.isEmpty())
                return squares.mul(0.5 / Math.pow(range * sigma, 2)).add(Math.log(sigma) + HALF_LOG_2_PI);
            Tensor logSigma = learned.get().logSigma();
            return squares.mul(logSigma.mul(-2).exp().mul(0.5 / (range * range))).add(logSigma).add(HALF_LOG_2_PI);
        }
    }
}
