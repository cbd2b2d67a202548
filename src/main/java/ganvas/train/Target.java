package ganvas.train;

import ganvas.data.Pixels;
import ganvas.torch.Tensor;

/**
 * What a model draws.
 *
 * @param pixels what the networks see
 * @param height of the dataset's images, as {@code width}
 */
public record Target(Pixels pixels, int height, int width) {
    /** Square images that the networks see as {@code pixels} says, in the size that the dataset has. */
    public static Target square(Pixels pixels) {
        return new Target(pixels, pixels.size(), pixels.size());
    }

    /** uint8 [N, C, height, width] → float32 [N, C, size, size] in the networks' range. */
    public Tensor toNetwork(Tensor stored) {
        return pixels.toNetwork(stored);
    }

    /** float32 [N, C, size, size] in the networks' range → uint8 [N, C, height, width]. */
    public Tensor toStored(Tensor x) {
        return pixels.toStored(x, height, width);
    }

    /**
     * float32 [N, C, size, size] in the networks' range → float32 [N, C, height, width] in [0, 1], not
     * rounded: gradients pass.
     */
    public Tensor toUnit(Tensor x) {
        return pixels.toUnit(x, height, width);
    }
}
