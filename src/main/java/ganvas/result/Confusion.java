package ganvas.result;

import ganvas.file.Required;

/**
 * Classes that the judge reads in reconstructions of test images.
 *
 * @param counts rows: the true class; columns: the class read. If the dataset was narrowed to some classes, the last
 *          column is that of all others
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
     * The confusion of classes {@code a} and {@code b} compared with other pairs: the share of their images that are
     * read as the other of the two, minus the mean of that share over all other pairs. In [−1, 1]; NaN if there are
     * only two classes, since there is no other pair.
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
