package ganvas.torch;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** So many threads for each test of a class, as many as before after it. */
public final class Threads implements BeforeEachCallback, AfterEachCallback {
    private final int count;
    private int before;

    public Threads(int count) {
        this.count = count;
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        before = Engine.threads();
        Engine.threads(count);
    }

    @Override
    public void afterEach(ExtensionContext test) {
        Engine.threads(before);
    }
}
