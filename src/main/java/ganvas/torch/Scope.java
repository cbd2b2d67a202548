package ganvas.torch;

import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;

/** Frees every tensor made inside it, except those {@linkplain Tensor#keep kept}. One per training step. */
public final class Scope implements AutoCloseable {
    static {
        Engine.start();
    }

    private final PointerScope scope = new PointerScope();

    /**
     * What {@code work} gives. What else it makes is freed as soon as it is done, but for what a gradient needs: that
     * is freed by the backward pass on its way, whose gradients then take its place.
     */
    public static Tensor result(Supplier<Tensor> work) {
        PointerScope outer = PointerScope.getInnerScope();
        if (outer == null) return work.get();
        Tensor result;
        try (var _ = new Scope()) {
            result = work.get();
            result.handle.retainReference();
        }
        outer.attach(result.handle);
        result.handle.releaseReference();
        return result;
    }

    @Override
    public void close() {
        scope.close();
    }
}
