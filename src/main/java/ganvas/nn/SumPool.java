package ganvas.nn;

import ganvas.torch.Tensor;

/** The sum over height and width: [N, C, H, W] → [N, C]. */
public record SumPool() implements Layer {
    @Override
    public Tensor apply(Tensor x, Pass pass) {
        return x.sum(3).sum(2);
    }

    @Override
    public long[] output(long... in) {
        return new long[] {in[0]};
    }
}
