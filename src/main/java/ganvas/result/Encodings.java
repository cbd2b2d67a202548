package ganvas.result;

/**
 * Codes of test images in a two-dimensional latent space: one entry an image in each array.
 *
 * @param label the true class
 */
public record Encodings(float[] x, float[] y, int[] label) {
    public Encodings {
        if (x != null && y != null && label != null && (x.length != y.length || x.length != label.length)) {
            throw new IllegalArgumentException("expected as many x as y and labels, found %d, %d and %d".formatted(x.length, y.length, label.length));
        }
    }
}
