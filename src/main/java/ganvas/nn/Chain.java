package ganvas.nn;

import ganvas.torch.Tensor;
import java.util.List;

/** A network whose layers follow one another in the order of its record components. */
public interface Chain extends Layer {
    @Override
    default Tensor apply(Tensor x, Pass pass) {
        for (Layer layer : Fusion.fuse(this, this::layers)) x = layer.apply(x, pass);
        return x;
    }

    /**
     * Applies all layers but the last, which must be a {@link Sigmoid}. Losses compute the sigmoid and its logarithm
     * together: the same function, without its overflow.
     */
    default Tensor logits(Tensor x, Pass pass) {
        List<Layer> layers = Fusion.fuse(this, this::layers);
        if (!(layers.getLast() instanceof Sigmoid))
            throw new IllegalStateException(this + " does not end in a sigmoid");
        for (Layer layer : layers.subList(0, layers.size() - 1)) x = layer.apply(x, pass);
        return x;
    }

    @Override
    default long[] output(long... in) {
        for (Layer layer : layers()) in = layer.output(in);
        return in;
    }

    @Override
    default long multiplyAdds(long... in) {
        long total = 0;
        for (Layer layer : layers()) {
            total += layer.multiplyAdds(in);
            in = layer.output(in);
        }
        return total;
    }

    /** The record's components that are layers. Lists are unfolded. */
    default List<Layer> layers() {
        return Net.children(this).stream().map(Net.Child::layer).toList();
    }
}
