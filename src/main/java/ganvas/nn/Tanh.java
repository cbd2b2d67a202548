package ganvas.nn;

import ganvas.torch.Tensor;

/** tanh(x), in (−1, 1). The shape stays. */
public record Tanh() implements Layer {
    @Override
    public Tensor apply(Tensor x, Pass pass) {
        return x.tanh();
    }

    @Override
    public long[] output(long... in) {
        return in;
    }
}
