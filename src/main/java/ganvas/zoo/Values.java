package ganvas.zoo;

import java.util.Arrays;
import java.util.Map;

/** Values of settings by name. They were checked when they were resolved. */
record Values(Map<String, Object> map) {
    long integer(String name) {
        return (Long) map.get(name);
    }

    double number(String name) {
        return (Double) map.get(name);
    }

    String word(String name) {
        return (String) map.get(name);
    }

    <E extends Enum<E>> E choice(String name, Class<E> of) {
        return Arrays.stream(of.getEnumConstants()).filter(e -> Option.word(e).equals(map.get(name))).findFirst()
                .orElseThrow();
    }
}
