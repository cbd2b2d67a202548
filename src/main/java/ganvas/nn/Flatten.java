package ganvas.nn;

import ganvas.torch.Tensor;

/** [N, C, H, W] → [N, C·H·W]. */
public record Flatten() implements Layer {
    @Override
    public Tensor apply(Tensor x, Pass pass) {
        return x.flatten();
    }

    @Override
    public long[] output(long... in) {
        long n = 1;
        for (long s : in) n *= s;
        return new long[] {n};
    }
}
