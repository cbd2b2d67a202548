package ganvas.zoo;

import ganvas.problem.DidYouMean;
import ganvas.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * A setting of a model or of its training.
 *
 * @param kind    the values it takes
 * @param unset   the value if the user does not set it, given the values of the settings before this one
 * @param meaning explanation for {@code describe}
 */
record Option(String name, Kind kind, Function<Map<String, Object>, Object> unset, String meaning) {
    /** The values that a setting takes. */
    sealed interface Kind {
        /** The value that {@code text} means. Another text is an error that names the setting. */
        Object parse(String name, String text);
    }

    private record Whole(double low, double high) implements Kind {
        @Override
        public Object parse(String name, String text) {
            try {
                long value = Long.parseLong(text.strip());
                if (value >= low && value <= high) return value;
            } catch (NumberFormatException e) {
                // the error below
            }
            throw Problem.input("--set %s: expected a whole number from %.0f to %.0f; found '%s'", name, low, high,
                    text);
        }
    }

    private record Real(double low, double high) implements Kind {
        @Override
        public Object parse(String name, String text) {
            try {
                double value = Double.parseDouble(text.strip());
                if (value >= low && value <= high) return value;
            } catch (NumberFormatException e) {
                // the error below
            }
            throw Problem.input("--set %s: expected a number from %s to %s; found '%s'", name, low, high, text);
        }
    }

    private record Word(List<String> words) implements Kind {
        @Override
        public Object parse(String name, String text) {
            if (words.contains(text.strip())) return text.strip();
            throw Problem.input("--set %s: expected %s; found '%s'%s", name, String.join(" or ", words), text,
                    DidYouMean.hint(text, words));
        }
    }

    static Option integer(String name, long value, double low, double high, String meaning) {
        return new Option(name, new Whole(low, high), _ -> value, meaning);
    }

    static Option number(String name, double value, double low, double high, String meaning) {
        return new Option(name, new Real(low, high), _ -> value, meaning);
    }

    /** A number whose default is the value of the setting {@code follows}. */
    static Option following(String name, String follows, double low, double high, String meaning) {
        return new Option(name, new Real(low, high), earlier -> earlier.get(follows), meaning);
    }

    /** One of {@code words}. */
    static Option word(String name, String value, List<String> words, String meaning) {
        return new Option(name, new Word(words), _ -> value, meaning);
    }

    /** One of an enum's constants, written as words: {@code NON_SATURATING} is {@code non-saturating}. */
    static Option choice(String name, Enum<?> value, String meaning) {
        List<String> words = Arrays.stream(value.getDeclaringClass().getEnumConstants()).map(Option::word).toList();
        return word(name, word(value), words, String.join(" or ", words) + ": " + meaning);
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The same setting with another default. */
    Option as(String text) {
        Object value = parse(text);
        return new Option(name, kind, _ -> value, meaning);
    }

    /** The value if the user does not set it. @param earlier values of the settings before this one */
    Object unset(Map<String, Object> earlier) {
        return unset.apply(earlier);
    }

    Object parse(String text) {
        return kind.parse(name, text);
    }
}
