package ganvas.data;

import ganvas.result.Nearest;
import ganvas.result.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** The list of datasets: a line each. */
public final class Datasets {
    private Datasets() {}

    /**
     * @param train images to train on
     * @param open takes what stands behind the colon, or null
     */
    public record Entry(String name, String meaning, String forms, long train, Function<String, Images> open) {}

    public static final List<Entry> ALL = List.of(
            new Entry("mnist", "70,000 handwritten digits, 28 × 28 grey; comes with the program",
                    "mnist, or mnist:DIR for a folder with the four IDX files", 60_000 - Images.VALIDATION,
                    folder -> Mnist.read(folder == null ? null : Path.of(folder))));

    /** Opens {@code NAME} or {@code NAME:WHERE}. */
    public static Images open(String asked) {
        int colon = asked.indexOf(':');
        String name = colon < 0 ? asked : asked.substring(0, colon);
        String where = colon < 0 ? null : asked.substring(colon + 1);
        if (where != null && where.isEmpty()) throw Problem.input("--dataset %s: expected a folder behind the colon", asked);
        return ALL.stream().filter(e -> e.name.equals(name)).findFirst()
                .orElseThrow(() -> {
                    var names = ALL.stream().map(Entry::name).toList();
                    return Problem.input("--dataset: expected one of %s; found '%s'%s", names, asked, Nearest.hint(name, names));
                }).open.apply(where);
    }
}
