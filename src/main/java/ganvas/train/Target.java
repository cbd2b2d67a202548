package ganvas.train;

import ganvas.data.Pixels;
import ganvas.torch.Tensor;

/**
 * The images that a model draws.
 *
 * @param pixels size, channels and range of the images that the networks see
 * @param height height of the dataset's images
 * @param width  width of the dataset's images
 */
public record Target(Pixels pixels, int height, int width) {
    /** Images that the networks see in the dataset's own size. */
    public static Target unresized(Pixels pixels) {
        return new Target(pixels, pixels.rows(), pixels.columns());
    }

    /** Whether the networks see images of another size than the dataset's. */
    public boolean resizes() {
        return pixels.rows() != height || pixels.columns() != width;
    }

    /** uint8 [N, C, height, width] → the same, through the size of the networks' images. */
    public Tensor thereAndBack(Tensor stored) {
        return toStored(toNetwork(stored));
    }

    /** uint8 [N, C, height, width] → float32 [N, C, rows, columns] in the networks' range. */
    public Tensor toNetwork(Tensor stored) {
        return pixels.toNetwork(stored);
    }

    /** float32 [N, C, rows, columns] in the networks' range → uint8 [N, C, height, width]. */
    public Tensor toStored(Tensor x) {
        return pixels.toStored(x, height, width);
    }

    /**
     * float32 [N, C, rows, columns] in the networks' range → float32 [N, C, height, width] in [0, 1], without rounding,
     * so gradients pass.
     */
    public Tensor toUnit(Tensor x) {
        return pixels.toUnit(x, height, width);
    }
}
