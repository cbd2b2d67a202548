package ganvas.nn.biggan;

import ganvas.nn.BatchNorm;
import ganvas.nn.Chain;
import ganvas.nn.Embedding;
import ganvas.nn.Layer;
import ganvas.nn.Pass;
import ganvas.nn.Reshape;
import ganvas.nn.SelfAttention;
import ganvas.nn.Tanh;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The generator: latents → 4 × 4 → residual blocks → image, [N, z] → [N, C, size, size] in (−1, 1). A block upsamples
 * or keeps the size. See {@link BigGanPlan}.
 *
 * @param shared a vector for each class, which all blocks get; empty for a network that is told no classes
 * @param slices lengths of the slices of z: the first for the linear layer, one more for each residual block; empty
 *         where all get the whole of z
 */
public record BigGanGenerator(Optional<Embedding> shared, Layer input, Reshape maps, List<Layer> blocks, BatchNorm norm,
        Layer act, Layer output, Tanh tanh, List<Long> slices) implements Chain {
    @Override
    public Tensor apply(Tensor z, Pass pass) {
        List<Tensor> given = given(z, pass);  // inputs [N, …] of the linear layer, then of each block
        Tensor x = maps.apply(input.apply(given.getFirst(), pass), pass);             // [N, width, 4, 4]
        int block = 0;
        for (Layer layer : blocks) {
            if (!(layer instanceof SelfAttention)) block++;
            x = through(layer, x, pass.withCondition(given.get(block)));
        }
        return tanh.apply(output.apply(act.apply(norm.apply(x, pass), pass), pass), pass);
    }

    private static Tensor through(Layer block, Tensor x, Pass pass) {
        return Scope.result(() -> block.apply(x, pass));
    }

    private List<Tensor> given(Tensor z, Pass pass) {
        if (shared.isEmpty()) return Collections.nCopies(1 + blocks.size(), z);
        Tensor labels = pass.labels()
                .orElseThrow(() -> new IllegalStateException("a class-conditional generator was run without classes"));
        Tensor y = shared.get().apply(labels, pass);                                      // [N, embedding]
        if (slices.isEmpty()) return Collections.nCopies(1 + blocks.size(), Tensor.cat(List.of(y, z), 1));
        var given = new ArrayList<Tensor>();
        long start = 0;
        for (long length : slices) {
            Tensor slice = z.narrow(1, start, length);
            given.add(given.isEmpty() ? slice : Tensor.cat(List.of(y, slice), 1));
            start += length;
        }
        return given;
    }
}
