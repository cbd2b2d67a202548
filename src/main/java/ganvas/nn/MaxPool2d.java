package ganvas.nn;

import ganvas.torch.Tensor;

/** The largest of each size × size square: [N, C, H, W] → [N, C, H/size, W/size]. */
public record MaxPool2d(long size) implements Layer {
    @Override
    public Tensor apply(Tensor x, Pass pass) {
        return x.maxPool2d(size);
    }

    @Override
    public long[] output(long... in) {
        return new long[] {in[0], in[1] / size, in[2] / size};
    }
}
