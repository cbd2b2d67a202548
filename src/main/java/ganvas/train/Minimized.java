package ganvas.train;

import ganvas.torch.Adam;
import ganvas.torch.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The result of an optimizer's step. Its tensors carry no gradients. */
public final class Minimized {
    private final List<List<String>> names;
    private final Adam.Descent descent;

    /** @param names names of each shard's terms after its loss */
    Minimized(List<List<String>> names, Adam.Descent descent) {
        this.names = names;
        this.descent = descent;
    }

    /** The loss of the whole batch before the step, a scalar. */
    public Tensor loss() {
        return descent.given().stream().map(List::getFirst).reduce(Tensor::add).orElseThrow();
    }

    /**
     * The sum of the shards' terms of this name; empty if no shard has one. If only one shard has it, the tensor is
     * returned as it is.
     */
    public Optional<Tensor> term(String name) {
        var found = new ArrayList<Tensor>();
        for (int i = 0; i < names.size(); i++) {
            int at = names.get(i).indexOf(name);
            if (at >= 0) found.add(descent.given().get(i).get(1 + at));
        }
        return found.stream().reduce(Tensor::add);
    }

    /** As {@link #term}, for a term that at least one shard must have. */
    public Tensor get(String name) {
        return term(name).orElseThrow(() -> new IllegalArgumentException("no shard has a term '" + name + "'"));
    }

    /**
     * The L2 norm of the gradient over all parameters before clipping. An error if the optimizer does not measure it.
     */
    public Tensor gradientNorm() {
        return descent.norm()
                .orElseThrow(() -> new IllegalStateException("this optimizer does not measure the gradient's norm"));
    }
}
