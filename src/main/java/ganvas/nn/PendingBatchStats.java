package ganvas.nn;

import ganvas.torch.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Batch statistics of passes that run at the same time. They are added to the moving averages afterwards, in order, as
 * if one pass had followed the other.
 */
public final class PendingBatchStats implements BatchStats {
    private final Map<Parameter, Tensor> shares = new LinkedHashMap<>();

    private PendingBatchStats() {}

    /**
     * Statistics of one pass through {@code net}. Only batch norm may keep state in {@code net} (see
     * {@link Traits#remembers}).
     */
    public static PendingBatchStats of(Layer net) {
        var pending = new PendingBatchStats();
        Net.parameters(net).values().stream().filter(p -> !p.trainable())
                .forEach(p -> pending.shares.put(p, Tensor.zerosLike(p.value())));
        return pending;
    }

    /** A tensor that starts at zero. After batch norm has moved it, it holds exactly the batch's share. */
    @Override
    public Tensor of(Parameter statistic) {
        return shares.get(statistic);
    }

    /** Adds the shares to the moving statistics of the network. */
    public void apply() {
        shares.forEach((statistic, share) -> statistic.value()
                .copy_(statistic.value().mul(1 - BatchNorm.MOMENTUM).add(share)));
    }
}
