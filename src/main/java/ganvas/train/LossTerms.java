package ganvas.train;

import ganvas.torch.Tensor;
import java.util.ArrayList;
import java.util.List;

/** A shard's loss, and what else is to be known of it: tensors by name, without gradients once the step is made. */
public final class LossTerms {
    private Tensor loss;
    private final List<String> names = new ArrayList<>();
    private final List<Tensor> values = new ArrayList<>();

    private LossTerms(Tensor loss) {
        this.loss = loss;
    }

    /** @param loss a scalar: the shard's part of the batch's loss */
    public static LossTerms minimize(Tensor loss) {
        return new LossTerms(loss);
    }

    /** @param loss a scalar as in {@link #minimize(Tensor)}, to be read by {@code name} too */
    public static LossTerms minimize(String name, Tensor loss) {
        return minimize(loss).with(name, loss);
    }

    /** Adds {@code term} to the loss. */
    public LossTerms plus(String name, Tensor term) {
        loss = loss.add(term);
        return with(name, term);
    }

    /** To be read from {@link Minimized} by {@code name}. */
    public LossTerms with(String name, Tensor value) {
        names.add(name);
        values.add(value);
        return this;
    }

    List<String> names() {
        return names;
    }

    /** The loss first. */
    List<Tensor> tensors() {
        var all = new ArrayList<>(List.of(loss));
        all.addAll(values);
        return all;
    }
}
