package ganvas.study;

import ganvas.file.Required;
import java.util.List;

/**
 * A figure of a paper, drawn again from our runs.
 *
 * @param kind  content of the figure
 * @param paper its place in the paper, such as {@code figure 5}
 * @param title of the figure, a few words
 * @param arms  whose runs are drawn, in order
 */
public record Figure(@Required Kind kind, @Required String paper, @Required String title, @Required List<String> arms) {
    public enum Kind {
        /** D's accuracy on real and on generated images over training. */
        DISCRIMINATOR_ACCURACY("discriminator-accuracy"),
        /** G's and D's loss over training. */
        GAN_LOSSES("gan-losses"),
        /** The same latents, drawn again and again over training. */
        IMAGES_OVER_TRAINING("images-over-training"),
        /** Total loss, reconstruction, KL and validation loss over training. */
        VAE_LOSSES("vae-losses"),
        /** The evidence lower bound over training, on training and validation images. */
        ELBO("elbo"),
        /** Drawn images with the judge's label under each. */
        LABELLED_GRID("labelled-grid"),
        /** Real test images, with the reconstruction under each. */
        RECONSTRUCTIONS("reconstructions"),
        /** Classes that the judge reads in reconstructions of test digits, by true class. */
        CONFUSION("confusion"),
        /** Images that the decoder draws over the plane of a two-dimensional latent space. */
        LATENT_PLANE("latent-plane"),
        /** Codes of test images in a two-dimensional latent space, coloured by class. */
        ENCODINGS("encodings"),
        /** Judge's scores over training: FID, legible share, class entropy, sharpness. */
        SCORES_OVER_TRAINING("scores-over-training");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The name in a study file. */
        @com.fasterxml.jackson.annotation.JsonValue
        public String word() {
            return word;
        }
    }
}
