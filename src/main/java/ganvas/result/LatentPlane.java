package ganvas.result;

import ganvas.file.Required;

/**
 * Codes of test images in a two-dimensional latent space. Each array has one entry per image.
 *
 * @param label the true class
 */
public record LatentPlane(@Required float[] x, @Required float[] y, @Required int[] label) {
    private static final int MOST_CLASSES = 10_000;

    public LatentPlane {
        if (x != null && y != null && label != null && (x.length != y.length || x.length != label.length)) {
            throw new IllegalArgumentException("expected as many x as y and labels, found %d, %d and %d"
                    .formatted(x.length, y.length, label.length));
        }
        for (int l : label == null ? new int[0] : label) {
            if (l < 0 || l >= MOST_CLASSES) throw new IllegalArgumentException(
                    "expected labels from 0 to %,d, found %,d".formatted(MOST_CLASSES - 1, l));
        }
    }
}
