package ganvas.metric.judge;

import ganvas.torch.Dtype;
import ganvas.torch.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The judge's opinion on N images, on the CPU.
 *
 * @param features float32 [N, F], none negative: the layer before the logits
 * @param logits   float32 [N, all of the judge's classes]
 * @param columns  of the logits: those of the K classes that are asked about; empty for all
 */
public record Opinion(Tensor features, Tensor logits, Optional<long[]> columns) {
    /**
     * float64 [N, K]. If not all classes are asked about it is [N, K + 1], where the last column is the sum over all
     * others. Rows sum to 1.
     */
    public Tensor probabilities() {
        Tensor all = logits.to(Dtype.FLOAT64).softmax(1);
        return columns.map(asked -> {
            Tensor some = all.indexSelect(1, Tensor.of(asked, asked.length));
            return Tensor.cat(List.of(some, some.sum(1).neg().add(1).clamp(0, 1).reshape(-1, 1)), 1);
        }).orElse(all);
    }

    /** float64 [N]: the largest probability of a class that is asked about. */
    public Tensor confidence() {
        Tensor p = probabilities();
        return columns.map(asked -> p.narrow(1, 0, asked.length)).orElse(p).max(1);
    }

    /** Index of the likeliest class by image; K if that is a class that is not asked about. */
    public long[] labels() {
        long[] read = logits.argmax(1).toLongs();
        return columns.map(asked -> Arrays.stream(read).map(label -> {
            int k = 0;
            while (k < asked.length && asked[k] != label) k++;
            return k;
        }).toArray()).orElse(read);
    }
}
