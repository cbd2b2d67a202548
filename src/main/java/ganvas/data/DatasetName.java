package ganvas.data;

import ganvas.file.UserPath;
import ganvas.problem.DidYouMean;
import ganvas.problem.Problem;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The name of a dataset as people write it: {@code NAME[/WHAT][:WHERE]}. The part before the colon decides what is
 * learned. WHERE only says where the files are. WHAT is a comma-separated list of classes and of settings KEY=VALUE.
 * The classes get the labels 0, 1, … in this order.
 *
 * @param text  the whole name, as it was typed
 * @param where place of the files, if the name has one
 */
public record DatasetName(String text, String name, List<String> classes, Map<String, String> settings,
        Optional<Path> where) {
    static DatasetName parse(String text) {
        String[] parts = text.split(":", 2), head = parts[0].split("/", 2);
        var classes = new ArrayList<String>();
        var settings = new LinkedHashMap<String, String>();
        for (String item : head.length < 2 ? new String[0] : head[1].split(",", -1)) {
            int equals = item.indexOf('=');
            if (item.isEmpty() || equals == 0) {
                throw Problem.input("--dataset %s: expected classes and settings such as frog,size=64 behind the slash",
                        text);
            }
            boolean twice = equals < 0 ? classes.contains(item) : settings.containsKey(item.substring(0, equals));
            if (twice) throw Problem.input("--dataset %s: '%s' is there twice", text,
                    equals < 0 ? item : item.substring(0, equals));
            if (equals < 0) classes.add(item);
            else settings.put(item.substring(0, equals), item.substring(equals + 1));
        }
        return new DatasetName(text, head[0], List.copyOf(classes), settings, where(text, parts));
    }

    private static Optional<Path> where(String text, String[] parts) {
        if (parts.length < 2) return Optional.empty();
        if (parts[1].isEmpty()) throw Problem.input("--dataset %s: expected a folder or a file behind the colon", text);
        try {
            return Optional.of(UserPath.of(parts[1]));
        } catch (InvalidPathException e) {
            throw Problem.input("--dataset %s: '%s' cannot be the name of a folder or a file", text, parts[1]);
        }
    }

    /** Refuses settings other than {@code known}. */
    void only(String... known) {
        for (String key : settings.keySet()) {
            if (List.of(known).contains(key)) continue;
            throw Problem.input("--dataset %s: %s has no setting '%s' (it has %s)%s", text, name, key,
                    known.length == 0 ? "none" : String.join(", ", known), DidYouMean.hint(key, List.of(known)));
        }
    }

    /**
     * The setting {@code key} as a whole number from {@code low} to {@code high}, or {@code fallback} if it is not set.
     */
    int number(String key, int fallback, int low, int high) {
        if (!settings.containsKey(key)) return fallback;
        String value = settings.get(key);
        if (value.matches("\\d{1,9}") && Integer.parseInt(value) >= low && Integer.parseInt(value) <= high)
            return Integer.parseInt(value);
        throw Problem.input("--dataset %s: expected %s from %d to %d; found '%s'", text, key, low, high, value);
    }

    /**
     * The setting {@code key} as a size: one number for a square, or WIDTHxHEIGHT, with sides from {@code low} to
     * {@code high}; a square of {@code fallback} if it is not set.
     */
    PictureSize size(String key, int fallback, int low, int high) {
        String value = settings.getOrDefault(key, String.valueOf(fallback));
        if (value.matches("\\d{1,9}([x×]\\d{1,9})?")) {
            String[] sides = value.split("[x×]");
            var size = new PictureSize(Integer.parseInt(sides[0]), Integer.parseInt(sides[sides.length - 1]));
            if (Math.min(size.width(), size.height()) >= low && Math.max(size.width(), size.height()) <= high)
                return size;
        }
        throw Problem.input("--dataset %s: expected %s from %d to %d; found '%s'. One number is the side of a square; "
                + "64x48 is 64 wide and 48 high", text, key, low, high, value);
    }

    /** The setting {@code key}, one of {@code choices}; the first of them if it is not set. */
    String choice(String key, String... choices) {
        String value = settings.getOrDefault(key, choices[0]);
        if (List.of(choices).contains(value)) return value;
        throw Problem.input("--dataset %s: expected %s to be one of %s; found '%s'%s", text, key,
                String.join(", ", choices), value, DidYouMean.hint(value, List.of(choices)));
    }
}
