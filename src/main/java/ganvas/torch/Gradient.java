package ganvas.torch;

import java.lang.ref.Reference;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** A gradient that can be differentiated again. A loss can then contain it, as a gradient penalty does. */
public final class Gradient {
    private Gradient() {}

    /**
     * ∂(sum of {@code outputs}) / ∂{@code input}, in the shape of {@code input}. It is recorded like any other
     * operation.
     *
     * @param input a {@linkplain Tensor#requiresGrad trainable} tensor that {@code outputs} were computed from
     */
    public static Tensor compute(Tensor outputs, Tensor input) {
        TensorVector found = torch.grad(new TensorVector(outputs.handle), new TensorVector(input.handle),
                new TensorVector(torch.ones_like(outputs.handle)), new BoolOptional(true), true, false);
        // An element of a vector dies with the vector.
        var gradient = new Tensor(new org.bytedeco.pytorch.Tensor(found.get(0)));
        Reference.reachabilityFence(found);
        return gradient;
    }
}
