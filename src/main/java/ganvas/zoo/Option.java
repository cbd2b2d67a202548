package ganvas.zoo;

import ganvas.result.Problem;

/**
 * A setting of a model or of its training.
 *
 * @param value   the default; its type (Long or Double) is the setting's
 * @param low     smallest allowed, {@code high} largest
 * @param meaning for {@code describe}
 */
record Option(String name, Object value, double low, double high, String meaning) {
    static Option integer(String name, long value, double low, double high, String meaning) {
        return new Option(name, value, low, high, meaning);
    }

    static Option number(String name, double value, double low, double high, String meaning) {
        return new Option(name, value, low, high, meaning);
    }

    Object parse(String text) {
        Object parsed;
        try {
            parsed = value instanceof Long ? (Object) Long.valueOf(text.strip()) : (Object) Double.valueOf(text.strip());
        } catch (NumberFormatException e) {
            throw wrong(text);
        }
        double number = ((Number) parsed).doubleValue();
        if (!(number >= low && number <= high)) throw wrong(text);
        return parsed;
    }

    private Problem wrong(String text) {
        return value instanceof Long
                ? Problem.input("--set %s: expected a whole number from %.0f to %.0f; found '%s'", name, low, high, text)
                : Problem.input("--set %s: expected a number from %s to %s; found '%s'", name, low, high, text);
    }
}
