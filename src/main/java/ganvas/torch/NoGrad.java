package ganvas.torch;

import org.bytedeco.pytorch.NoGradGuard;

/** While open, operations record no gradient. */
public final class NoGrad implements AutoCloseable {
    static {
        Engine.start();
    }

    private final NoGradGuard guard = new NoGradGuard();

    @Override
    public void close() {
        guard.close();
    }
}
