package ganvas.train;

import ganvas.nn.Pass;
import ganvas.torch.Tensor;

/**
 * A part of a batch: images {@code start} to {@code start + batch.size()} of {@code of} images. A step computes the
 * loss of one shard at a time.
 *
 * @param pass for networks in training; knows the images' classes
 */
public record Shard(Batch batch, long start, long of, Pass pass) {
    public Tensor images() {
        return batch.images();
    }

    /** This shard's rows of a tensor whose first dimension is the whole batch. */
    public Tensor rows(Tensor whole) {
        return batch.size() == of ? whole : whole.narrow(0, start, batch.size());
    }

    /**
     * The contribution of this shard to the mean over the whole batch; a scalar.
     *
     * @param mean mean over this shard, a scalar
     */
    public Tensor share(Tensor mean) {
        return batch.size() == of ? mean : mean.mul((double) batch.size() / of);
    }

    /** The contribution of this shard to the mean of {@code perImage} over the whole batch: [n] → a scalar. */
    public Tensor mean(Tensor perImage) {
        return perImage.sum().div(of);
    }
}
