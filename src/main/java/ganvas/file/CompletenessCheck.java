package ganvas.file;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Finds a {@link Required} component that is missing in a record read from JSON, or a null in a list or map. */
final class CompletenessCheck {
    /** A component, and whether it is {@link Required}. */
    private record Part(RecordComponent component, boolean required) {}

    private static final ClassValue<Part[]> PARTS = new ClassValue<>() {
        @Override
        protected Part[] computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents()).map(component -> {
                component.getAccessor().setAccessible(true);
                return new Part(component, component.isAnnotationPresent(Required.class));
            }).toArray(Part[]::new);
        }
    };

    private CompletenessCheck() {}

    /** The path of the first missing part, such as {@code arms[0].name}; null if there is none. */
    static String missing(Object value, String path) {
        switch (value) {
            case Record r -> {
                for (Part part : PARTS.get(r.getClass())) {
                    Object held = read(part.component, r);
                    String name = part.component.getName(), to = path.isEmpty() ? name : path + "." + name;
                    if (held == null && part.required) return to;
                    String missing = held == null || mayHaveHoles(part.component) ? null : missing(held, to);
                    if (missing != null) return missing;
                }
            }
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    String to = path + "[" + i + "]", missing = list.get(i) == null ? to : missing(list.get(i), to);
                    if (missing != null) return missing;
                }
            }
            case Map<?, ?> map -> {
                for (var e : map.entrySet()) {
                    String to = path + "." + e.getKey(),
                            missing = e.getValue() == null ? to : missing(e.getValue(), to);
                    if (missing != null) return missing;
                }
            }
            default -> {}
        }
        return null;
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
