package ganvas.result;

import ganvas.file.Required;

/**
 * What the judge reads in reconstructions of test images.
 *
 * @param counts rows: the true class; columns: the class read; where the dataset was narrowed to some classes, the
 *         last is that of all others
 */
public record Confusion(@Required int[][] counts) {
    public Confusion {
        for (int[] row : counts == null ? new int[0][] : counts) {
            if (row == null || row.length < counts.length || row.length != counts[0].length) {
                throw new IllegalArgumentException(
                        "expected rows of one length in counts, and no more rows than columns");
            }
            for (int count : row)
                if (count < 0) throw new IllegalArgumentException("expected counts of at least 0, found " + count);
        }
    }

    /**
     * How much more often classes {@code a} and {@code b} are read as each other than other pairs are: the share of
     * their images that are read as the other, minus the mean of that share over all other pairs. In [−1, 1]; NaN of
     * two classes, where there is no other.
     */
    public double excess(int a, int b) {
        double others = 0;
        int pairs = 0;
        for (int i = 0; i < counts.length; i++) {
            for (int j = i + 1; j < counts.length; j++) {
                if (i == Math.min(a, b) && j == Math.max(a, b)) continue;
                others += rate(i, j);
                pairs++;
            }
        }
        return rate(a, b) - others / pairs;
    }

    /** Share of the images of two classes that are read as the other of the two. */
    private double rate(int a, int b) {
        return (double) (counts[a][b] + counts[b][a]) / Math.max(1, total(a) + total(b));
    }

    private int total(int trueClass) {
        return java.util.Arrays.stream(counts[trueClass]).sum();
    }
}
