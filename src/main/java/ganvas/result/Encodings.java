package ganvas.result;

/**
 * Codes of test images in a latent space of two dimensions: {@code inside/encodings.json}.
 *
 * @param x     first coordinate of the mean code, one an image
 * @param y     second coordinate
 * @param label true class
 */
public record Encodings(float[] x, float[] y, int[] label) {}
