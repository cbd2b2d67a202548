package ganvas.result;

/**
 * What the judge reads in reconstructions of test images: {@code inside/confusion.json}.
 *
 * @param counts rows by true class, columns by the class that the judge reads in the reconstruction
 */
public record Confusion(int[][] counts) {}
