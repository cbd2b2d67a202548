package ganvas.train;

import ganvas.nn.Pass;
import ganvas.torch.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Real and generated images, or only one of them where their losses are computed separately.
 *
 * @param pass     for networks in training
 * @param together whether both share one pass, as in Brock et al. 2019; each weight is then read, and its gradient
 *         summed, once
 */
public record PairShard(Optional<Batch> real, Optional<Batch> fake, Pass pass, boolean together) {
    /** A discriminator's logits, [N, 1]. */
    public record Logits(Optional<Tensor> real, Optional<Tensor> fake) {}

    /** Passes the images through {@code network}. @param network images [N, C, H, W] and pass → logits [N, 1] */
    public Logits through(BiFunction<Tensor, Pass, Tensor> network) {
        if (together && real.isPresent() && fake.isPresent()) return together(real.get(), fake.get(), network);
        return new Logits(real.map(batch -> network.apply(batch.images(), pass.withLabels(batch.labels()))),
                fake.map(batch -> network.apply(batch.images(), pass.withLabels(batch.labels()))));
    }

    private Logits together(Batch a, Batch b, BiFunction<Tensor, Pass, Tensor> network) {
        Optional<Tensor> labels = a.labels().map(real -> Tensor.cat(List.of(real, b.labels().orElseThrow()), 0));
        Tensor both = network.apply(Tensor.cat(List.of(a.images(), b.images()), 0), pass.withLabels(labels));
        return new Logits(Optional.of(both.narrow(0, 0, a.size())), Optional.of(both.narrow(0, a.size(), b.size())));
    }
}
