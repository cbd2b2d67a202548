package ganvas.metric.judge;

import ganvas.data.Dataset;
import ganvas.file.Gallery;
import ganvas.problem.DidYouMean;
import ganvas.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The list of judges that come with the program, one line each. Reading it loads no native code. */
public final class Judges {
    private Judges() {}

    /** Largest number of classes that an error names. */
    private static final int MOST_NAMED = 12;

    /**
     * A judge that comes with the program.
     *
     * @param dataset on whose pictures it was trained; its weights are the resource of that name
     * @param input   channels x height x width
     * @param sha256  of the weights
     */
    public record Bundled(String dataset, String input, String sha256) {}

    public static final List<Bundled> ALL = List.of(
            new Bundled("mnist", "1 x 28 x 28", "ec16cef1e96fd5ab7d4f676c93f711f55b124ac61ac51a51b66da707750cde02"),
            new Bundled("lfw", "3 x 45 x 45", "cd65485d57cf9c5ab16478ba92805a74df7c42ff6745884f42778cdb258646bb"),
            new Bundled("cifar10", "3 x 32 x 32", "424762393d3ae51ea1651f599107c2a8dbd5210431153034c98f63f533f727fb"));

    /** The judge of {@code dataset}; an error if there is none. */
    public static Bundled get(String dataset) {
        return ALL.stream().filter(b -> b.dataset.equals(dataset)).findFirst().orElseThrow(() -> Problem.input(
                "expected a dataset whose judge comes with the program (%s); found '%s'%s", names(), dataset,
                DidYouMean.hint(dataset, names())));
    }

    private static List<String> names() {
        return ALL.stream().map(Bundled::dataset).toList();
    }

    /**
     * Whether a judge of this dataset comes with the program and reads pictures of its size. The dataset may be
     * narrowed to some classes.
     */
    public static boolean know(Dataset data) {
        return ALL.stream().anyMatch(b -> b.dataset.equals(dataset(data)) && b.input.equals(size(data)));
    }

    /**
     * The dataset whose judge reads pictures of this size; {@code mnist} if there is none.
     *
     * @param pictures with 3 channels or with 1, where both are possible
     */
    public static String reading(IntFunction<Gallery> pictures) {
        return IntStream.of(3, 1).mapToObj(pictures)
                .map(p -> "%d x %d x %d".formatted(p.channels(), p.height(), p.width()))
                .flatMap(size -> ALL.stream().filter(b -> b.input.equals(size))).map(Bundled::dataset).findFirst()
                .orElse("mnist");
    }

    /**
     * Whether {@code judge} was trained on this dataset and knows its classes. A different dataset of the same size and
     * number of classes does not fit; one that was narrowed to some of the classes does.
     */
    public static boolean fits(Judge judge, Dataset data) {
        return judge.dataset().equals(dataset(data)) && judge.input().equals(size(data))
                && (!judge.tellsClasses() || judge.classes().containsAll(data.classes()));
    }

    /** An error unless {@code judge} was trained on this dataset. It is called before training starts. */
    public static void check(Judge judge, Dataset data) {
        if (fits(judge, data)) return;
        String classes = judge.tellsClasses() ? " in the classes " + String.join(", ", judge.classes()) : "";
        throw refusal(data, "%s, %s (channels x height x width)%s".formatted(judge.dataset(), judge.input(), classes),
                "the judge was trained on");
    }

    /** Why no judge measures this dataset, and how to get one: a sentence without a full stop. */
    public static String whyNone(Dataset data) {
        return "no judge knows %s. %s 'ganvas evaluate --features inception' measures with the Inception network"
                .formatted(data.name(), making(data));
    }

    static Problem unknown(Dataset data) {
        String known = String.join(" or ", ALL.stream().map(b -> b.dataset + ", " + b.input).toList());
        return refusal(data, known + " (channels x height x width)", "a judge was trained on");
    }

    /**
     * @param wanted what was expected
     * @param which  explains what was expected
     */
    static Problem refusal(Dataset data, String wanted, String which) {
        return Problem.input(
                "dataset %s: expected images of %s, which %s; found those of %s, %s in %d classes. "
                        + "%s Without one 'ganvas train' trains on them, and 'ganvas evaluate --features inception' "
                        + "measures them.",
                data.name(), wanted, which, dataset(data), size(data),
                data.classes().size(), making(data));
    }

    /** The error that {@code judge}, from {@code file}, was made for other pictures. */
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

    /** How to get a judge of {@code data}: a sentence. */
    private static String making(Dataset data) {
        boolean folder = data.classes().size() < 2 && dataset(data).equals("folder");
        return (folder
                ? "A judge learns classes, sub-folders as a rule: 'ganvas judge train folder/classes=folders:DIR --to "
                        + "FILE'"
                : "'ganvas judge train %s --to FILE'".formatted(data.name())) + " makes one, which --judge takes.";
    }

    /** The dataset's name without classes, settings and location. */
    static String dataset(Dataset data) {
        return data.name().split("[/:]")[0];
    }

    static String size(Dataset data) {
        return data.channels() + " x " + data.height() + " x " + data.width();
    }
}
