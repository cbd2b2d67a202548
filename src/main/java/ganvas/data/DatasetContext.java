package ganvas.data;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Around the opening of a dataset.
 *
 * @param cache where fetched and decoded datasets are kept; nothing is written elsewhere
 * @param say   takes lines for the user: what is going on where it lasts, and what was left out
 */
public record DatasetContext(Path cache, Consumer<String> say) {
    /** The system's cache, lines to standard error. */
    public static DatasetContext usual() {
        return new DatasetContext(Cache.folder(), System.err::println);
    }

    Path datasets() {
        return cache.resolve("datasets");
    }
}
