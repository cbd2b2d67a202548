package ganvas.result;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;

/** Looks for what a record that was read from JSON lacks. */
final class Complete {
    private static final ClassValue<RecordComponent[]> PARTS = new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
            RecordComponent[] parts = type.getRecordComponents();
            for (RecordComponent part : parts) part.getAccessor().setAccessible(true);
            return parts;
        }
    };

    private Complete() {}

    /** The path of the first part that is not there, such as {@code arms[0].name}; null if all are. */
    static String missing(Object value, String path) {
        switch (value) {
            case null -> {
                return path.isEmpty() ? "everything" : path;
            }
            case Record r -> {
                for (RecordComponent part : PARTS.get(r.getClass())) {
                    String missing = missing(part, r, path.isEmpty() ? part.getName() : path + "." + part.getName());
                    if (missing != null) return missing;
                }
            }
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    String missing = missing(list.get(i), path + "[" + i + "]");
                    if (missing != null) return missing;
                }
            }
            case Map<?, ?> map -> {
                for (var e : map.entrySet()) {
                    String missing = missing(e.getValue(), path + "." + e.getKey());
                    if (missing != null) return missing;
                }
            }
            case Object[] array -> {
                return missing(java.util.Arrays.asList(array), path);
            }
            default -> {}
        }
        return null;
    }

    private static String missing(RecordComponent part, Record of, String path) {
        Object value = read(part, of);
        MayBeNull may = part.getAnnotation(MayBeNull.class);
        if (value == null) return may == null || may.elements() ? path : null;
        boolean anything = part.getGenericType().getTypeName().endsWith("java.lang.Object>");      // Map<String, Object>
        return anything || may != null && may.elements() ? null : missing(value, path);
    }

    private static Object read(RecordComponent part, Record of) {
        try {
            return part.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);                // an accessor of a record neither hides nor throws
        }
    }
}
