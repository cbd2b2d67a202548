package ganvas.metric.judge;

import ganvas.data.Dataset;
import ganvas.file.Gallery;
import ganvas.problem.DidYouMean;
import ganvas.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The list of judges that come with the program: a line each. Reading it loads no native code. */
public final class Judges {
    private Judges() {}

    /** Classes that an error names. */
    private static final int MOST_NAMED = 12;

    /**
     * @param dataset whose pictures it was trained on; its weights are the resource of that name
     * @param input   channels x height x width
     * @param sha256  of the weights
     */
    public record Bundled(String dataset, String input, String sha256) {}

    public static final List<Bundled> ALL = List.of(
            new Bundled("mnist", "1 x 28 x 28", "ec16cef1e96fd5ab7d4f676c93f711f55b124ac61ac51a51b66da707750cde02"),
            new Bundled("lfw", "3 x 45 x 45", "cd65485d57cf9c5ab16478ba92805a74df7c42ff6745884f42778cdb258646bb"),
            new Bundled("cifar10", "3 x 32 x 32", "424762393d3ae51ea1651f599107c2a8dbd5210431153034c98f63f533f727fb"));

    /** The judge of {@code dataset}; an error where there is none. */
    public static Bundled get(String dataset) {
        return ALL.stream().filter(b -> b.dataset.equals(dataset)).findFirst().orElseThrow(() -> Problem.input(
                "expected a dataset whose judge comes with the program (%s); found '%s'%s", names(), dataset,
                DidYouMean.hint(dataset, names())));
    }

    private static List<String> names() {
        return ALL.stream().map(Bundled::dataset).toList();
    }

    /**
     * Whether a judge of this dataset comes with the program, whole or narrowed to some classes, and
     * reads pictures of its size.
     */
    public static boolean know(Dataset data) {
        return ALL.stream().anyMatch(b -> b.dataset.equals(dataset(data)) && b.input.equals(size(data)));
    }

    /**
     * The dataset of the judge that reads pictures of this size; {@code mnist} where none does.
     *
     * @param pictures with 3 channels and with 1, where they have a choice
     */
    public static String reading(IntFunction<Gallery> pictures) {
        return IntStream.of(3, 1).mapToObj(pictures)
                .map(p -> "%d x %d x %d".formatted(p.channels(), p.height(), p.width()))
                .flatMap(size -> ALL.stream().filter(b -> b.input.equals(size))).map(Bundled::dataset).findFirst()
                .orElse("mnist");
    }

    /**
     * Whether {@code judge} was trained on this dataset, and knows its classes: another one of its size and number of
     * classes is foreign to it, but one that was narrowed to some of its classes is not.
     */
    public static boolean fits(Judge judge, Dataset data) {
        return judge.dataset().equals(dataset(data)) && judge.input().equals(size(data))
                && (!judge.tellsClasses() || judge.classes().containsAll(data.classes()));
    }

    /**
     * An error unless {@code judge} was trained on this dataset; asked before anything is trained that it is to score.
     */
    public static void check(Judge judge, Dataset data) {
        if (fits(judge, data)) return;
        String classes = judge.tellsClasses() ? " in the classes " + String.join(", ", judge.classes()) : "";
        throw refusal(data, "%s, %s (channels x height x width)%s".formatted(judge.dataset(), judge.input(), classes),
                "the judge was trained on");
    }

    static Problem unknown(Dataset data) {
        String known = String.join(" or ", ALL.stream().map(b -> b.dataset + ", " + b.input).toList());
        return refusal(data, known + " (channels x height x width)", "a judge was trained on");
    }

    /** @param wanted what was expected, and {@code which} says of it */
    static Problem refusal(Dataset data, String wanted, String which) {
        return Problem.input(
                "dataset %s: expected images of %s, which %s; found those of %s, %s in %d classes. "
                        + "%s Without one 'ganvas train' trains on them, and 'ganvas evaluate --features inception' "
                        + "measures them.",
                data.name(), wanted, which, dataset(data), size(data),
                data.classes().size(), making(data));
    }

    /** {@code judge}, of {@code file}, was made for other pictures. */
    static Problem another(Judge judge, Path file, Dataset data) {
        return Problem.input(
                "--judge %s: expected a judge of %s, %s (channels x height x width)%s; found one of %s, %s%s. %s", file,
                dataset(data), size(data), judge.tellsClasses() ? words(data.classes()) : "", judge.dataset(),
                judge.input(), words(judge.classes()), making(data));
    }

    private static String words(List<String> classes) {
        if (classes.isEmpty()) return "";
        return " in the classes " + String.join(", ", classes.subList(0, Math.min(MOST_NAMED, classes.size())))
                + (classes.size() > MOST_NAMED ? ", …" : "");
    }

    /** How one comes by a judge of {@code data}: a sentence. */
    private static String making(Dataset data) {
        boolean folder = data.classes().size() < 2 && dataset(data).equals("folder");
        return (folder
                ? "A judge learns classes, sub-folders as a rule: 'ganvas judge train folder/classes=folders:DIR --to "
                        + "FILE'"
                : "'ganvas judge train %s --to FILE'".formatted(data.name())) + " makes one, which --judge takes.";
    }

    /** Its name without classes, settings and place. */
    static String dataset(Dataset data) {
        return data.name().split("[/:]")[0];
    }

    static String size(Dataset data) {
        return data.channels() + " x " + data.height() + " x " + data.width();
    }
}
