package ganvas.train;

/**
 * When things happen, as a function of images shown alone, so that a resumed run does them at the same moments.
 *
 * @param total length of the run in images
 * @param epoch images in an epoch
 */
public record Schedule(long total, long epoch) {
    /** 20 lines an epoch, 200 a run, whichever are more. */
    private long logEvery() {
        return Math.max(1, Math.min(epoch / 20, total / 200));
    }

    /** At every epoch; in a run of less than eight epochs at every eighth of the run. */
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
     * Size of the next batch: full ones, then the rest. A rest of one image would leave batch norm nothing to
     * normalise; no batch is more than an epoch.
     */
    int nextBatch(long shown, int batchSize) {
        long left = total - shown;
        if (left != batchSize + 1) return (int) Math.min(left, batchSize);
        return batchSize < epoch ? batchSize + 1 : Math.max(1, batchSize - 1);
    }
}
