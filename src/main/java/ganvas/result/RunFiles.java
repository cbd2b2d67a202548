package ganvas.result;

import ganvas.file.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The content of one run's folder. If a file is missing, its field is null, or its list is empty. */
public record RunFiles(long seed, RunFolder folder, Settings settings, Provenance provenance, ModelCard model,
        List<StatLine> stats, List<ScoreLine> scores, RunOutcome outcome) {
    public static RunFiles read(RunFolder folder, long seed) {
        return new RunFiles(seed, folder, readIf(folder.settings(), Settings.class),
                readIf(folder.provenance(), Provenance.class), readIf(folder.model(), ModelCard.class),
                folder.readStats(), folder.readScores(), readIf(folder.outcome(), RunOutcome.class));
    }

    /** The content of a file; null if it is missing. */
    public static <T> T readIf(Path file, Class<T> type) {
        return Files.isRegularFile(file) ? Json.read(file, type) : null;
    }

    /** The confusion table; null if there is none. */
    public Confusion confusion() {
        return readIf(folder.confusion(), Confusion.class);
    }

    /** Images shown so far. */
    public long images() {
        return outcome != null ? outcome.images() : stats.isEmpty() ? 0 : stats.getLast().images();
    }

    /** Training time so far. */
    public double seconds() {
        return outcome != null ? outcome.seconds() : stats.isEmpty() ? 0 : stats.getLast().seconds();
    }

    public double imagesPerSecond() {
        return outcome != null ? outcome.imagesPerSecond() : stats.isEmpty() ? 0 : stats.getLast().imagesPerSecond();
    }

    public boolean isDone() {
        return outcome != null && outcome.status().equals(RunOutcome.DONE);
    }

    public boolean hasDiverged() {
        return outcome != null && outcome.status().equals(RunOutcome.DIVERGED);
    }
}
