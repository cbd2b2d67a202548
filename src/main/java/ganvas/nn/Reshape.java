package ganvas.nn;

import ganvas.torch.Tensor;

/** [N, C·H·W] → [N, C, H, W]. */
public record Reshape(long channels, long height, long width) implements Layer {
    @Override
    public Tensor apply(Tensor x, Pass pass) {
        return x.reshape(-1, channels, height, width);
    }

    @Override
    public long[] output(long... in) {
        return new long[] {channels, height, width};
    }
}
