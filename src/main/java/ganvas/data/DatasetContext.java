package ganvas.data;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The surroundings in which a dataset is opened.
 *
 * @param cache folder for fetched and decoded datasets; nothing is written elsewhere
 * @param say   takes lines for the user: the progress of long work, and pictures that were left out
 */
public record DatasetContext(Path cache, Consumer<String> say) {
    /** The usual context: the system's cache, and lines to standard error. */
    public static DatasetContext usual() {
        return new DatasetContext(Cache.folder(), System.err::println);
    }

    Path datasets() {
        return cache.resolve("datasets");
    }
}
