package ganvas.zoo;

import ganvas.problem.DidYouMean;
import ganvas.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A setting of a model or of its training.
 *
 * @param value   default value; its type (Long, Double or String) is that of the setting. Null if it follows another
 *         setting
 * @param low     smallest number allowed
 * @param high    largest number allowed
 * @param words   words allowed, for a String
 * @param follows name of the setting whose value is the default, or null
 * @param meaning explanation for {@code describe}
 */
record Option(String name, Object value, double low, double high, List<String> words, String follows, String meaning) {
    static Option integer(String name, long value, double low, double high, String meaning) {
        return new Option(name, value, low, high, List.of(), null, meaning);
    }

    static Option number(String name, double value, double low, double high, String meaning) {
        return new Option(name, value, low, high, List.of(), null, meaning);
    }

    /** A number whose default is the value of the setting {@code follows}. */
    static Option following(String name, String follows, double low, double high, String meaning) {
        return new Option(name, null, low, high, List.of(), follows, meaning);
    }

    /** One of an enum's constants, written as words: {@code NON_SATURATING} is {@code non-saturating}. */
    static Option choice(String name, Enum<?> value, String meaning) {
        List<String> words = Arrays.stream(value.getDeclaringClass().getEnumConstants()).map(Option::word).toList();
        return new Option(name, word(value), 0, 0, words, null, String.join(" or ", words) + ": " + meaning);
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The same setting with another default. */
    Option as(String text) {
        return new Option(name, parse(text), low, high, words, null, meaning);
    }

    /** The value if the user does not set it. @param earlier values of the settings before this one */
    Object unset(Map<String, Object> earlier) {
        return follows == null ? value : earlier.get(follows);
    }

    Object parse(String text) {
        if (value instanceof String) {
            if (!words.contains(text.strip())) throw wrong(text);
            return text.strip();
        }
        Object parsed;
        try {
            parsed = value instanceof Long ? (Object) Long.valueOf(text.strip())
                    : (Object) Double.valueOf(text.strip());
        } catch (NumberFormatException e) {
            throw wrong(text);
        }
        double number = ((Number) parsed).doubleValue();
        if (!(number >= low && number <= high)) throw wrong(text);
        return parsed;
    }

    private Problem wrong(String text) {
        return switch (value) {
            case String _ -> Problem.input("--set %s: expected %s; found '%s'%s", name, String.join(" or ", words),
                    text, DidYouMean.hint(text, words));
            case Long _ -> Problem.input("--set %s: expected a whole number from %.0f to %.0f; found '%s'", name, low,
                    high, text);
            case null, default ->
                    Problem.input("--set %s: expected a number from %s to %s; found '%s'", name, low, high, text);
        };
    }
}
