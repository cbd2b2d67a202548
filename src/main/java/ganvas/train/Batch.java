package ganvas.train;

import ganvas.torch.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Images and their classes. Generated images may be in several pieces, one for each shard that made them; see
 * {@link Sharding}.
 */
public final class Batch {
    private final List<Tensor> pieces;
    private final Optional<Tensor> labels;

    Batch(List<Tensor> pieces, Optional<Tensor> labels) {
        this.pieces = pieces;
        this.labels = labels;
    }

    /**
     * @param images [N, …]; images of a dataset are uint8 [N, C, H, W]
     * @param labels int64 [N]
     */
    public Batch(Tensor images, Tensor labels) {
        this(List.of(images), Optional.of(labels));
    }

    /** Images without classes. */
    public static Batch unlabelled(Tensor images) {
        return new Batch(List.of(images), Optional.empty());
    }

    /** [N, …]. */
    public Tensor images() {
        return pieces.size() == 1 ? pieces.getFirst() : Tensor.cat(pieces, 0);
    }

    /** int64 [N]. */
    public Optional<Tensor> labels() {
        return labels;
    }

    public long size() {
        return pieces.stream().mapToLong(piece -> piece.size(0)).sum();
    }

    /** The images after {@code change}, with the same classes. */
    public Batch map(UnaryOperator<Tensor> change) {
        return new Batch(List.of(change.apply(images())), labels);
    }

    /** This batch without gradients. */
    public Batch detach() {
        return new Batch(pieces.stream().map(Tensor::detach).toList(), labels);
    }

    /** This batch without classes. */
    public Batch withoutLabels() {
        return new Batch(pieces, Optional.empty());
    }

    /**
     * At most {@code count} minibatches of nearly equal size. None has fewer than two images, because batch norm needs
     * two.
     */
    public List<Batch> split(int count) {
        long n = size(), minibatches = Math.max(1, Math.min(count, n / 2));
        var split = new ArrayList<Batch>();
        for (long i = 0; i < minibatches; i++) {
            long start = i * n / minibatches;
            split.add(rows(start, (i + 1) * n / minibatches - start));
        }
        return split;
    }

    private Batch rows(long start, long count) {
        return new Batch(List.of(images().narrow(0, start, count)), labels.map(all -> all.narrow(0, start, count)));
    }

    /**
     * Cuts the batch into {@code count} shards of nearly equal size. If it already consists of so many pieces, these
     * are the shards.
     */
    List<Batch> shards(int count) {
        if (pieces.size() == count && count > 1) return IntStream.range(0, count).mapToObj(i -> piece(i)).toList();
        return count == 1 ? List.of(this) : IntStream.range(0, count).mapToObj(i -> {
            long start = i * size() / count;
            return rows(start, (i + 1) * size() / count - start);
        }).toList();
    }

    private Batch piece(int number) {
        long start = pieces.subList(0, number).stream().mapToLong(piece -> piece.size(0)).sum(),
                count = pieces.get(number).size(0);
        return new Batch(List.of(pieces.get(number)), labels.map(all -> all.narrow(0, start, count)));
    }
}
