package ganvas.nn;

import ganvas.torch.Tensor;
import java.util.Optional;

/**
 * A vector for each class, orthogonal at the start: int64 [N] → [N, size]. Images do not pass through it, so
 * {@link #output} leaves their shape.
 *
 * @param u state of {@link SpectralNorm}, which then normalises the matrix whose rows are the vectors; empty
 *         where it is not normalised
 */
public record Embedding(Parameter weight, Optional<Parameter> u, long classes, long size) implements Layer {
    public static Embedding of(long classes, long size, boolean spectral) {
        return new Embedding(Parameter.weight(Parameter.Start.ORTHOGONAL, 1, classes, size),
                spectral ? Optional.of(SpectralNorm.start(classes)) : Optional.empty(), classes, size);
    }

    @Override
    public Tensor apply(Tensor labels, Pass pass) {
        return u.map(state -> SpectralNorm.normalised(weight, state, pass)).orElseGet(weight::value).indexSelect(0,
                labels);
    }

    @Override
    public long[] output(long... in) {
        return in;
    }
}
