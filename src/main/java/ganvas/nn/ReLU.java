package ganvas.nn;

import ganvas.torch.Tensor;

/** max(0, x). The shape stays. */
public record ReLU() implements Layer {
    @Override
    public Tensor apply(Tensor x, Pass pass) {
        return x.relu();
    }

    @Override
    public long[] output(long... in) {
        return in;
    }
}
