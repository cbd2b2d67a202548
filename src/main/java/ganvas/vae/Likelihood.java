package ganvas.vae;

import ganvas.nn.Chain;
import ganvas.nn.Pass;
import ganvas.torch.Tensor;

/** What the decoder says of a pixel, and so the reconstruction term of the bound. */
public enum Likelihood {
    /** Cross-entropy of grey values in [0, 1], of a decoder that ends in a sigmoid. */
    BERNOULLI("Bernoulli on grey values in [0, 1]", "cross-entropy of grey values") {
        @Override
        Tensor decoded(Chain decoder, Tensor z, Pass pass) {
            return decoder.logits(z, pass);
        }

        /** Of logits l against x: softplus(l) − x·l. */
        @Override
        Tensor loss(Tensor x, Tensor logits) {
            return logits.softplus().sub(x.mul(logits));
        }
    },
    /** (x − x̂)²: up to a constant −log of a Gaussian of variance ½ around the decoder's image. */
    SQUARED_ERROR("squared error of values in [−1, 1], a Gaussian's of variance 1/2 without its constant", "squared error of values in [−1, 1]") {
        @Override
        Tensor decoded(Chain decoder, Tensor z, Pass pass) {
            return decoder.apply(z, pass);
        }

        @Override
        Tensor loss(Tensor x, Tensor image) {
            return x.sub(image).square();
        }
    };

    private final String words;
    private final String term;

    Likelihood(String words, String term) {
        this.words = words;
        this.term = term;
    }

    /** For a score's protocol. */
    public String words() {
        return words;
    }

    /** The reconstruction term of a pixel, in words. */
    public String term() {
        return term;
    }

    /** What {@link #loss} takes of the decoder at [N, latent]: [N, C, H, W]. */
    abstract Tensor decoded(Chain decoder, Tensor z, Pass pass);

    /** The term of each pixel, of pictures in the network's range: the shape stays. */
    abstract Tensor loss(Tensor x, Tensor decoded);
}
