package ganvas.torch;

import java.lang.ref.Reference;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** A gradient that has gradients itself: a loss may ask how steep a network is. */
public final class Gradient {
    private Gradient() {}

    /**
     * ∂(sum of {@code outputs}) / ∂{@code input}, of the shape of {@code input}; recorded as other operations are.
     *
     * @param input {@linkplain Tensor#requiresGrad trainable}, and {@code outputs} were made from it
     */
    public static Tensor of(Tensor outputs, Tensor input) {
        TensorVector found = torch.grad(new TensorVector(outputs.handle), new TensorVector(input.handle),
                new TensorVector(torch.ones_like(outputs.handle)), new BoolOptional(true), true, false);
        // An element of a vector dies with the vector.
        var gradient = new Tensor(new org.bytedeco.pytorch.Tensor(found.get(0)));
        Reference.reachabilityFence(found);
        return gradient;
    }
}
