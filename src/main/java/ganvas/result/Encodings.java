package ganvas.result;

/**
 * Codes of test images in a two-dimensional latent space: one entry an image in each array.
 *
 * @param label the true class
 */
public record Encodings(float[] x, float[] y, int[] label) {}
