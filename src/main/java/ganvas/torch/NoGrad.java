package ganvas.torch;

import java.util.function.Supplier;
import org.bytedeco.pytorch.NoGradGuard;

/** While open, operations record no gradient. */
public final class NoGrad implements AutoCloseable {
    static {
        Engine.start();
    }

    private final NoGradGuard guard = new NoGradGuard();

    /** Runs {@code work} without recording gradients, and returns its result. */
    public static <T> T compute(Supplier<T> work) {
        try (var _ = new NoGrad()) {
            return work.get();
        }
    }

    @Override
    public void close() {
        guard.close();
    }
}
