package ganvas.torch;

import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;

/** Frees every tensor made inside it, except those {@linkplain Tensor#keep kept}. Each training step opens one. */
public final class Scope implements AutoCloseable {
    static {
        Engine.start();
    }

    private final PointerScope scope = new PointerScope();

    /**
     * Runs {@code work}, returns its result and frees everything else that it makes, except what a gradient needs. The
     * backward pass frees that step by step, so its gradients can reuse the memory.
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
