package ganvas.train;

import ganvas.torch.Tensor;
import java.util.ArrayList;
import java.util.List;

/** A shard's loss, and further named tensors to read after the step. After the step they carry no gradients. */
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

    /** @param loss a scalar as in {@link #minimize(Tensor)}; it can also be read by {@code name} */
    public static LossTerms minimize(String name, Tensor loss) {
        return minimize(loss).with(name, loss);
    }

    /** Adds {@code term} to the loss, and makes it readable by {@code name}. */
    public LossTerms plus(String name, Tensor term) {
        loss = loss.add(term);
        return with(name, term);
    }

    /** Makes {@code value} readable from {@link Minimized} by {@code name}. */
    public LossTerms with(String name, Tensor value) {
        names.add(name);
        values.add(value);
        return this;
    }

    List<String> names() {
        return names;
    }

    /** All tensors, the loss first. */
    List<Tensor> tensors() {
        var all = new ArrayList<>(List.of(loss));
        all.addAll(values);
        return all;
    }
}
