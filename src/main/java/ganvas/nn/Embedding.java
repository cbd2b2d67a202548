package ganvas.nn;

import ganvas.torch.Tensor;

/**
 * A vector for each class, orthogonal at the start: int64 [N] → [N, size]. It stands beside the layers that images
 * pass, which is why the shape of these stays.
 *
 * @param u null for none; else the vectors are rows of a spectrally normalised matrix, see {@link SpectralNorm}
 */
public record Embedding(Parameter weight, Parameter u, long classes, long size) implements Layer {
    public static Embedding of(long classes, long size, boolean spectral) {
        return new Embedding(Parameter.weight(Parameter.Start.ORTHOGONAL, 1, classes, size),
                spectral ? SpectralNorm.start(classes) : null, classes, size);
    }

    @Override
    public Tensor apply(Tensor labels, Pass pass) {
        return (u == null ? weight.value() : SpectralNorm.normalised(weight, u, pass)).indexSelect(0, labels);
    }

    @Override
    public long[] output(long... in) {
        return in;
    }
}
