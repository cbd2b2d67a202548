package ganvas.file;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Finds a {@link Required} component that is missing in a record read from JSON, or a null in a list or map. */
final class CompletenessCheck {
    /** A component, and whether it is {@link Required}. */
    private record Part(RecordComponent component, boolean required, boolean mayHaveHoles) {}

    private static final ClassValue<Part[]> PARTS = new ClassValue<>() {
        @Override
        protected Part[] computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents()).map(component -> {
                component.getAccessor().setAccessible(true);
                return new Part(component, component.isAnnotationPresent(Required.class), mayHaveHoles(component));
            }).toArray(Part[]::new);
        }
    };

    private CompletenessCheck() {}

    /** The path of the first missing part, such as {@code arms[0].name}; empty if nothing is missing. */
    static Optional<String> missing(Object value, String path) {
        return switch (value) {
            case Record r -> first(Arrays.stream(PARTS.get(r.getClass())).map(part -> component(part, r, path)));
            case List<?> list -> first(IntStream.range(0, list.size())
                    .mapToObj(i -> element(list.get(i), path + "[" + i + "]")));
            case Map<?, ?> map -> first(map.entrySet().stream().filter(e -> !(e.getValue() instanceof Number))
                    .map(e -> element(e.getValue(), path + "." + e.getKey())));
            default -> Optional.empty();
        };
    }

    private static Optional<String> first(Stream<Optional<String>> missing) {
        return missing.flatMap(Optional::stream).findFirst();
    }

    private static Optional<String> component(Part part, Record of, String path) {
        Object held = read(part.component, of);
        String name = part.component.getName(), to = path.isEmpty() ? name : path + "." + name;
        if (held == null) return part.required ? Optional.of(to) : Optional.empty();
        return part.mayHaveHoles ? Optional.empty() : missing(held, to);
    }

    private static Optional<String> element(Object held, String path) {
        return held == null ? Optional.of(path) : missing(held, path);
    }

    /**
     * Whether nulls are allowed: values of any type may be null, and so may numbers by seed, if one was not measured.
     */
    private static boolean mayHaveHoles(RecordComponent part) {
        return part.getGenericType().getTypeName()
                .matches(".*java\\.lang\\.Object>|java\\.util\\.List<java\\.lang\\.Double>");
    }

    private static Object read(RecordComponent part, Record of) {
        try {
            return part.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);                // an accessor of a record neither hides nor throws
        }
    }
}
