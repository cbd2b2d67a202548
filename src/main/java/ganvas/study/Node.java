package ganvas.study;

import ganvas.problem.DidYouMean;
import ganvas.problem.Problem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A value of a study file and its place. A value of the wrong kind becomes a {@link Problem} that names the place:
 * {@code FILE:LINE:COLUMN: PATH: expected …, found …}.
 */
record Node(Place place, Content content) {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,3})?");
    private static final Pattern WORD = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Pattern DIGITS = Pattern.compile("\\d{1,18}");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final int MOST_SHOWN = 60;

    /** The content of a node. */
    sealed interface Content {}

    /** @param quoted whether the text is in quotes and therefore not a number */
    record Text(String text, boolean quoted) implements Content {}

    record Items(List<Node> nodes) implements Content {}

    record Mapping(Map<String, Entry> entries) implements Content {}

    /** An empty value, {@code ~} or {@code null}. */
    record Nothing() implements Content {}

    /** A key with its own place, and its value. */
    record Entry(Node key, Node value) {}

    /** The values of a mapping whose keys were checked. */
    record Keys(Node of, Map<String, Entry> entries) {
        boolean has(String key) {
            return entries.containsKey(key);
        }

        Node get(String key) {
            return entries.get(key).value;
        }

        Optional<Node> find(String key) {
            return Optional.ofNullable(entries.get(key)).map(Entry::value);
        }

        <T> T or(String key, T otherwise, Function<Node, T> read) {
            return has(key) ? read.apply(get(key)) : otherwise;
        }
    }

    // ---- errors

    Problem expected(String what) {
        return expected(what, "");
    }

    /** @param hint added after the sentence, such as {@link DidYouMean#hint} gives; or empty */
    Problem expected(String what, String hint) {
        return wrong("expected " + what + ", found " + found() + hint);
    }

    Problem wrong(String sentence) {
        return place.wrong(sentence);
    }

    String found() {
        return switch (content) {
            case Nothing _ -> "nothing";
            case Items items -> items.nodes.isEmpty() ? "an empty list" : "a list";
            case Mapping m ->
                    m.entries.isEmpty() ? "no keys" : "keys (" + shortened(String.join(", ", m.entries.keySet())) + ")";
            case Text t -> isNumber() ? t.text : "'" + shortened(t.text) + "'";
        };
    }

    private static String shortened(String text) {
        String line = BLANKS.matcher(text).replaceAll(" ");
        return line.length() <= MOST_SHOWN ? line : line.substring(0, MOST_SHOWN) + "…";
    }

    // ---- values

    boolean isNumber() {
        return content instanceof Text t && !t.quoted && NUMBER.matcher(t.text).matches();
    }

    boolean isList() {
        return content instanceof Items;
    }

    boolean hasKeys() {
        return content instanceof Mapping;
    }

    /** The text as it stands in the file; empty if the value is none. */
    String raw() {
        return content instanceof Text t ? t.text : "";
    }

    /** All keys, unchecked. */
    Map<String, Entry> map() {
        if (content instanceof Mapping m) return m.entries;
        throw expected("keys with values");
    }

    /** Keys with values. All keys must be known, and all required keys must be present. */
    Keys keys(List<String> required, List<String> optional) {
        var known = new ArrayList<>(required);
        known.addAll(optional);
        if (!hasKeys()) throw expected("keys with values (" + String.join(", ", known) + ")");
        Map<String, Entry> map = map();
        map.forEach((key, entry) -> {
            if (known.contains(key)) return;
            throw entry.key.wrong("expected " + one(known) + ", found the key '" + shortened(key) + "'"
                    + DidYouMean.hint(key, known));
        });
        for (String key : required) if (!map.containsKey(key)) throw expected("the key '" + key + "'");
        return new Keys(this, map);
    }

    /** The entries; at least one is required. */
    List<Node> list() {
        if (content instanceof Items items && !items.nodes.isEmpty()) return items.nodes;
        throw expected("a list with at least one entry");
    }

    /** The entries; at least one is required, and no two may be equal. */
    <T> List<T> distinct(Function<Node, T> read) {
        var seen = new HashSet<T>();
        return list().stream().map(n -> {
            T t = read.apply(n);
            if (!seen.add(t)) throw n.wrong("expected each entry once, found " + n.found() + " again");
            return t;
        }).toList();
    }

    /** Text on one line. */
    String text() {
        if (!raw().isBlank()) return BLANKS.matcher(raw().strip()).replaceAll(" ");
        throw expected("text");
    }

    /** A word of plain characters: it becomes the name of a folder. */
    String word() {
        if (WORD.matcher(raw()).matches()) return raw();
        throw expected("a plain word (small letters, digits and hyphens, at most 64)");
    }

    String oneOf(Collection<String> known) {
        if (known.contains(raw())) return raw();
        throw expected(one(known), DidYouMean.hint(raw(), known));
    }

    private static String one(Collection<String> known) {
        return known.size() == 1 ? "'" + known.iterator().next() + "'" : "one of " + String.join(", ", known);
    }

    double number(String what, DoublePredicate allowed) {
        if (!isNumber()) throw expected(what);
        double number = Double.parseDouble(raw());
        if (!Double.isFinite(number) || !allowed.test(number)) throw expected(what);
        return number;
    }

    long whole(String what, long low, long high) {
        if (!isNumber()) throw expected(what);
        String s = raw();
        try {  // BigDecimal reads 1e6 too; its tables take 1/30 of the start of 'study list'
            long number = DIGITS.matcher(s).matches() ? Long.parseLong(s) : new BigDecimal(s).longValueExact();
            if (number >= low && number <= high) return number;
        } catch (ArithmeticException e) {
            // A fraction, or more than a long can hold.
        }
        throw expected(what);
    }
}
