package ganvas.nn;

import ganvas.torch.Tensor;

/** Inverted dropout: in training each element is 0 with probability p, else divided by 1 − p. The shape stays. */
public record Dropout(double p) implements Layer {
    @Override
    public Tensor apply(Tensor x, Pass pass) {
        return drops(pass) ? x.dropout(p, pass.rng()) : x;
    }

    @Override
    public Traits traits() {
        return Traits.DRAWS;
    }

    boolean drops(Pass pass) {
        return pass.training() && p > 0;
    }

    @Override
    public String detail() {
        return "p " + p;
    }

    @Override
    public long[] output(long... in) {
        return in;
    }
}
