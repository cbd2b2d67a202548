package ganvas.claim;

import ganvas.result.RunFiles;
import ganvas.result.StatLine;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Runs of one arm that ended in mode collapse. Scores of collapsed runs and of others are two populations: a t interval
 * over both holds 69 % where one run in three collapses, and 27 % where one in ten does.
 *
 * @param collapsed runs that ended in mode collapse
 * @param runs      that ended
 */
public record Collapse(int collapsed, int runs) {
    /** A value below this share of the largest of its run is low. The event's own rule for a recovery is as high. */
    private static final double LOW = 0.75;

    public static Collapse of(List<RunFiles> runs) {
        List<RunFiles> ended = runs.stream().filter(RunFiles::isDone).toList();
        return new Collapse((int) ended.stream().filter(Collapse::has).count(), ended.size());
    }

    /** Whether some runs collapsed and others did not. */
    public boolean isMixed() {
        return collapsed > 0 && collapsed < runs;
    }

    /** The share of runs that collapsed, with its 95 % interval. */
    public Interval share() {
        return Interval.ofShare(0.95, collapsed, runs);
    }

    /**
     * Whether a run ended in mode collapse: it has the event, and the entropy of its labels or the variance of its
     * features, whichever was low then, is low at its last snapshot.
     */
    static boolean has(RunFiles run) {
        Optional<StatLine> event = run.stats().stream()
                .filter(l -> l.event() != null && l.event().kind().equals("mode-collapse")).reduce((_, last) -> last);
        return event.isPresent() && Stream.of("judge/entropy", "judge/variance")
                .anyMatch(key -> isLow(run, key, event.get().images()) && isLow(run, key, Long.MAX_VALUE));
    }

    /** Whether a value is low at its last line at or before {@code images}. */
    private static boolean isLow(RunFiles run, String key, long images) {
        List<StatLine> lines = ScoreMeaning.with(run, key, _ -> true);
        OptionalDouble largest = lines.stream().mapToDouble(l -> l.value(key).orElseThrow()).max();
        Optional<StatLine> last = lines.stream().filter(l -> l.images() <= images).reduce((_, later) -> later);
        return last.isPresent() && last.get().value(key).orElseThrow() < LOW * largest.orElseThrow();
    }
}
