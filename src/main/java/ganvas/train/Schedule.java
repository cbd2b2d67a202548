package ganvas.train;

/**
 * The schedule of a run. It depends only on the images shown, so a resumed run does everything at the same moments.
 *
 * @param total length of the run in images
 * @param epoch images in an epoch
 */
public record Schedule(long total, long epoch) {
    /** Images between two lines of the log: 20 lines in an epoch or 200 in a run, whichever gives more lines. */
    private long logEvery() {
        return Math.max(1, Math.min(epoch / 20, total / 200));
    }

    /** Images between two snapshots: an epoch, or an eighth of a run of fewer than eight epochs. */
    private long snapshotEvery() {
        return Math.max(1, Math.min(epoch, total / 8));
    }

    boolean logDue(long before, long after) {
        return crosses(before, after, logEvery()) || snapshotDue(before, after);
    }

    boolean snapshotDue(long before, long after) {
        return crosses(before, after, snapshotEvery()) || after >= total;
    }

    private static boolean crosses(long before, long after, long every) {
        return before / every < after / every;
    }

    /**
     * Size of the next batch: full batches, then the rest. A rest of one image is avoided, because batch norm could not
     * normalise it. No batch is larger than an epoch.
     */
    int nextBatch(long shown, int batchSize) {
        long left = total - shown;
        if (left != batchSize + 1) return (int) Math.min(left, batchSize);
        return batchSize < epoch ? batchSize + 1 : Math.max(1, batchSize - 1);
    }
}
