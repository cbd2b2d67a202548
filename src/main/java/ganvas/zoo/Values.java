package ganvas.zoo;

import java.util.Map;

/** Settings by name, checked when they were resolved. */
record Values(Map<String, Object> map) {
    long integer(String name) {
        return (Long) map.get(name);
    }

    double number(String name) {
        return (Double) map.get(name);
    }
}
