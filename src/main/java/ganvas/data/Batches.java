package ganvas.data;

import ganvas.problem.Problem;
import ganvas.torch.Device;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * Batches as a function of the images shown so far. Shuffled epochs form one endless sequence, which is cut into
 * batches of equal size. So every image is shown exactly once in an epoch, and a resumed run sees the same batches as
 * an uninterrupted one.
 */
public final class Batches {
    private final Split data;
    private final int batchSize;
    private final long seed;
    private final Device device;
    private long epoch = -1;
    private Optional<Tensor> order = Optional.empty();

    public Batches(Split data, int batchSize, long seed, Device device) {
        this.data = data.to(device);
        this.batchSize = batchSize;
        this.seed = seed;
        this.device = device;
    }

    public int batchSize() {
        return batchSize;
    }

    /** Number of images in an epoch. */
    public long epochSize() {
        return data.size();
    }

    /** uint8 [count, C, H, W] on the device: the next {@code count} images after {@code shown}. */
    public Tensor at(long shown, int count) {
        return data.images().indexSelect(0, index(shown, count));
    }

    /** int64 [count]: the labels of {@link #at}. */
    public Tensor labelsAt(long shown, int count) {
        return data.labels().indexSelect(0, index(shown, count));
    }

    private Tensor index(long shown, long count) {
        long n = epochSize(), start = shown % n;
        if (count > n) throw Problem.input("batch: expected at most %,d, the images of an epoch; found %,d", n, count);
        if (start + count <= n) return order(shown / n).narrow(0, start, count);
        Tensor rest = order(shown / n).narrow(0, start, n - start).copy();   // order() replaces its tensor
        return Tensor.cat(List.of(rest, order(shown / n + 1).narrow(0, 0, count - (n - start))), 0);
    }

    private Tensor order(long wanted) {
        if (wanted == epoch) return order.orElseThrow();
        order.ifPresent(Tensor::free);
        try (var _ = new Scope()) {
            order = Optional.of(
                    Rng.named(seed, "order of epoch " + wanted).permutation(epochSize()).to(device).keep());
        }
        epoch = wanted;
        return order.orElseThrow();
    }
}
