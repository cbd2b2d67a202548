package ganvas.metric.score;

import java.nio.file.Path;

/** A reader of this package, for tests outside of it. */
public final class StatisticsReader {
    private StatisticsReader() {}

    public static void read(Path file) {
        Statistics.read(file);
    }
}
