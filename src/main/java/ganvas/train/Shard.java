package ganvas.train;

import ganvas.nn.Pass;
import ganvas.torch.Tensor;

/**
 * Images {@code start} to {@code start + batch.size()} of a batch of {@code of} images: what a step says the loss of.
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

    /** The part that a mean over this shard has in the mean over the whole batch; a scalar. */
    public Tensor share(Tensor mean) {
        return batch.size() == of ? mean : mean.mul((double) batch.size() / of);
    }

    /** The part that this shard has in the mean over the whole batch of a number for each image; [n] → a scalar. */
    public Tensor mean(Tensor perImage) {
        return perImage.sum().div(of);
    }
}
