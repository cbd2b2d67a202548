package ganvas.words;

import ganvas.result.Summary;
import java.util.List;
import java.util.Map;

/** Names in prose. */
public final class Words {
    private Words() {}

    private static final Map<String, String> PROPER_NAMES = Map.of("mnist", "MNIST", "fashion-mnist", "Fashion-MNIST",
            "cifar10", "CIFAR-10", "cifar100", "CIFAR-100", "cifar-10", "CIFAR-10", "lfw", "LFW");

    /** An arm as a heading: {@code GAN}, {@code VAE}, or its own name. */
    public static String title(String arm) {
        return arm.equals("gan") || arm.equals("vae") ? arm.toUpperCase(java.util.Locale.ROOT) : arm;
    }

    /** An arm in a sentence: {@code the GAN}. */
    public static String the(String arm) {
        return title(arm).equals(arm) ? arm : "the " + title(arm);
    }

    /** An arm at the beginning of a sentence: {@code The GAN}. An own name keeps its spelling. */
    public static String head(String arm) {
        String text = the(arm);
        return text.startsWith("the ") ? "T" + text.substring(1) : text;
    }

    /** A list such as {@code a, b and c}. */
    public static String list(List<String> parts) {
        int last = parts.size() - 1;
        return last < 1 ? String.join("", parts) : String.join(", ", parts.subList(0, last)) + " and "
                + parts.get(last);
    }

    /** A dataset as its authors write it, without the location of its files: {@code CIFAR-10 (frog, automobile)}. */
    public static String dataset(Summary.DatasetInfo dataset) {
        String[] parts = dataset.name().split(":", 2)[0].split("/", 2);
        if (!PROPER_NAMES.containsKey(parts[0])) return folder(dataset.name());
        String name = PROPER_NAMES.get(parts[0]);
        return parts.length == 1 ? name : "%s (%s)".formatted(name, parts[1].replace(",", ", "));
    }

    /** The last name of the place of one's own pictures; the whole name if it has no place. */
    private static String folder(String dataset) {
        int colon = dataset.indexOf(':');
        String place = colon < 0 ? "" : dataset.substring(colon + 1).replaceAll("[/\\\\]+$", "");
        String last = place.substring(Math.max(place.lastIndexOf('/'), place.lastIndexOf('\\')) + 1);
        return last.isEmpty() || last.matches("\\.+") ? dataset : last;
    }

    /** The noun for the dataset's images, such as {@code digits}. */
    public static String noun(Summary.DatasetInfo dataset) {
        return noun(dataset.name());
    }

    /** The noun for the images of the dataset of this name. */
    public static String noun(String dataset) {
        return switch (dataset.split("[/:]")[0]) {
            case "mnist" -> "digits";
            case "lfw" -> "faces";
            case "cifar10", "cifar-10", "cifar100" -> "photographs";
            default -> "images";
        };
    }

    /** A number in words, {@code one}, {@code two}, … {@code nine}, and from 10 on in digits. */
    public static String number(int n) {
        String[] small = {"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"};
        return n >= 0 && n < small.length ? small[n] : Numbers.count(n);
    }

    /** A label within a sentence: with a small first letter, unless it is an abbreviation. */
    public static String uncapital(String text) {
        boolean word = text.length() > 1 && Character.isLowerCase(text.charAt(1));
        return word ? Character.toLowerCase(text.charAt(0)) + text.substring(1) : text;
    }

    public static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
