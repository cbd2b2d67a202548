package ganvas.nn;

import ganvas.torch.Tensor;

/** x where it is positive, slope·x elsewhere. The shape stays. */
public record LeakyReLU(double slope) implements Layer {
    @Override
    public Tensor apply(Tensor x, Pass pass) {
        return x.leakyRelu(slope);
    }

    @Override
    public String detail() {
        return "slope " + slope;
    }

    @Override
    public long[] output(long... in) {
        return in;
    }
}
