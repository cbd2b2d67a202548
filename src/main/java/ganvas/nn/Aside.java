package ganvas.nn;

import ganvas.torch.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where one of several passes side by side leaves what batch norm's moving statistics are to take of its batch, for two cannot move them at once. They
 * take it when all passes are done, in any order that is the same each time: as if one pass had followed the other.
 */
public final class Aside {
    private final Map<Parameter, Tensor> shares = new LinkedHashMap<>();

    /** For one pass through {@code net}, which {@linkplain Net#allowsAside allows} it. */
    public static Aside of(Layer net) {
        var aside = new Aside();
        for (BatchNorm norm : Net.norms(net)) {
            aside.shares.put(norm.runningMean(), Tensor.zerosLike(norm.runningMean().value()));
            aside.shares.put(norm.runningVar(), Tensor.zerosLike(norm.runningVar().value()));
        }
        return aside;
    }

    /** In the place of a moving statistic's values: what moves from zero by the share of a batch is that share. */
    Tensor of(Parameter moving) {
        return shares.get(moving);
    }

    /** Moves the statistics. */
    public void take() {
        shares.forEach((moving, share) -> moving.value().copy_(moving.value().mul(1 - BatchNorm.MOMENTUM).add(share)));
    }
}
