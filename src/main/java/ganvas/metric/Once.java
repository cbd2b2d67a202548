package ganvas.metric;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Values that several metrics compute from the same images: computed for the first metric and kept for the others.
 * There is one value per Java class.
 */
public final class Once {
    private final Map<Class<?>, Object> made = new HashMap<>();

    public <T> T get(Class<T> what, Supplier<T> make) {
        Object found = made.get(what);
        if (found == null) made.put(what, found = make.get());
        return what.cast(found);
    }

    /** A supplier that calls {@code make} at most once. */
    public static <T> Supplier<T> lazily(Supplier<T> make) {
        var once = new Once();
        record Made(Object value) {}
        @SuppressWarnings("unchecked") Supplier<T> lazy = () -> (T) once.get(Made.class,
                () -> new Made(make.get())).value;
        return lazy;
    }
}
