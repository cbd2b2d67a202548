package ganvas.nn;

import ganvas.torch.Tensor;
import java.util.List;

/** Applies layers in sequence, for networks that are no plain chain, such as residual blocks. */
public final class Sequential {
    private Sequential() {}

    /** Passes {@code x} through all of {@code layers}: [N, …] → [N, …]. */
    public static Tensor apply(Tensor x, Pass pass, Layer... layers) {
        for (Layer layer : Fusion.fuse(List.of(layers))) x = layer.apply(x, pass);
        return x;
    }
}
