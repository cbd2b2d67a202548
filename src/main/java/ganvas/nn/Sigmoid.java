package ganvas.nn;

import ganvas.torch.Tensor;

/** 1 / (1 + e⁻ˣ), in (0, 1). The shape stays. */
public record Sigmoid() implements Layer {
    @Override
    public Tensor apply(Tensor x, Pass pass) {
        return x.sigmoid();
    }

    @Override
    public long[] output(long... in) {
        return in;
    }
}
