package ganvas.torch;

import org.bytedeco.javacpp.PointerScope;

/** Frees every tensor made inside it, except those {@linkplain Tensor#keep kept}. One per training step. */
public final class Scope implements AutoCloseable {
    static {
        Engine.start();
    }

    private final PointerScope scope = new PointerScope();

    @Override
    public void close() {
        scope.close();
    }
}
