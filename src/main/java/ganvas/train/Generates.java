package ganvas.train;

import ganvas.torch.Tensor;
import java.util.Optional;
import java.util.stream.LongStream;

/** A model that draws images from latents. */
public interface Generates {
    /** Dimensions of the latent space. */
    long latent();

    /** Number of classes that the model is told; 0 if none. */
    default long classes() {
        return 0;
    }

    /**
     * Images from latents, without gradients and with batch norm's moving statistics.
     *
     * @param z      float32 [N, latent]
     * @param labels int64 [N] for a model that is told classes; else empty
     * @return uint8 [N, C, H, W] of the dataset's size
     */
    Tensor sample(Tensor z, Optional<Tensor> labels);

    /**
     * As {@link #sample}, but with gradients and without rounding.
     *
     * @param z      float32 [N, latent]
     * @param labels int64 [N] for a model that is told classes; else empty
     * @return float32 [N, C, H, W] of the dataset's size, in [0, 1]
     */
    Tensor draw(Tensor z, Optional<Tensor> labels);

    /** As {@link #sample(Tensor, Optional)}. If the model is told classes, image i has class i modulo their number. */
    default Tensor sample(Tensor z) {
        return sample(z, labelsInTurn(z));
    }

    /** As {@link #draw(Tensor, Optional)}. If the model is told classes, image i has class i modulo their number. */
    default Tensor draw(Tensor z) {
        return draw(z, labelsInTurn(z));
    }

    private Optional<Tensor> labelsInTurn(Tensor z) {
        long n = z.size(0), classes = classes();
        if (classes == 0) return Optional.empty();
        return Optional.of(Tensor.of(LongStream.range(0, n).map(i -> i % classes).toArray(), n).to(z.device()));
    }
}
