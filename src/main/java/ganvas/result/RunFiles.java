package ganvas.result;

import ganvas.file.Json;
import ganvas.file.RegularFile;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The content of one run's folder. What comes from a missing file is empty. */
public record RunFiles(long seed, RunFolder folder, Optional<Settings> settings, Optional<Provenance> provenance,
        Optional<ModelCard> model, Lines lines, Optional<RunOutcome> outcome) {
    /**
     * The lines of {@code stats.jsonl} and {@code scores.jsonl}.
     *
     * @param names of all statistics, in the order in which they first occur
     */
    public record Lines(List<StatLine> stats, List<ScoreLine> scores, Set<String> names) {
        static Lines of(List<StatLine> stats, List<ScoreLine> scores) {
            var names = new LinkedHashSet<String>();
            stats.forEach(line -> names.addAll(line.values().keySet()));
            return new Lines(stats, scores, names);
        }
    }

    public static RunFiles read(RunFolder folder, long seed) {
        return new RunFiles(seed, folder, readIf(folder.settings(), Settings.class),
                readIf(folder.provenance(), Provenance.class), readIf(folder.model(), ModelCard.class),
                Lines.of(folder.readStats(), folder.readScores()), readIf(folder.outcome(), RunOutcome.class));
    }

    /** The content of a file; empty if it is missing. */
    public static <T> Optional<T> readIf(Path file, Class<T> type) {
        return RegularFile.exists(file) ? Optional.of(Json.read(file, type)) : Optional.empty();
    }

    /** The confusion table; empty if there is none. */
    public Optional<Confusion> confusion() {
        return readIf(folder.confusion(), Confusion.class);
    }

    public List<StatLine> stats() {
        return lines.stats;
    }

    public List<ScoreLine> scores() {
        return lines.scores;
    }

    /** Images shown so far. */
    public long images() {
        return outcome.map(RunOutcome::images).orElseGet(() -> stats().isEmpty() ? 0 : stats().getLast().images());
    }

    /** Training time so far. */
    public double seconds() {
        return outcome.map(RunOutcome::seconds).orElseGet(() -> stats().isEmpty() ? 0 : stats().getLast().seconds());
    }

    public double imagesPerSecond() {
        return outcome.map(RunOutcome::imagesPerSecond)
                .orElseGet(() -> stats().isEmpty() ? 0 : stats().getLast().imagesPerSecond());
    }

    public boolean isDone() {
        return outcome.filter(o -> o.status().equals(RunOutcome.DONE)).isPresent();
    }

    public boolean hasDiverged() {
        return outcome.filter(o -> o.status().equals(RunOutcome.DIVERGED)).isPresent();
    }
}
