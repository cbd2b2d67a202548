package ganvas.nn;

import ganvas.torch.Tensor;
import java.util.List;

/** Layers that follow one another, for networks whose layers do not simply stand in a row, such as residual blocks. */
public final class Sequential {
    private Sequential() {}

    /** {@code x} through all of {@code layers}: [N, …] → [N, …]. */
    public static Tensor apply(Tensor x, Pass pass, Layer... layers) {
        for (Layer layer : Fusion.of(List.of(layers))) x = layer.apply(x, pass);
        return x;
    }
}
