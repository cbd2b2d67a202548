package ganvas.claim;

import ganvas.result.RunFiles;
import ganvas.result.Summary;
import ganvas.result.Summary.Score;
import ganvas.words.Protocols;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The numbers of a study's runs, in the form that checks need.
 *
 * @param runs by arm, in the order of the study's seeds
 */
public record Measures(Map<String, List<RunFiles>> runs, Summary summary) {
    /** Fewest runs: with fewer, an interval over training runs is meaningless. */
    public static final int FEWEST_SEEDS = 3;

    /** The quantity that a number measures: a metric, or a line of {@code stats.jsonl}. */
    public sealed interface Quantity {
        record Measured(ScoreMeaning meaning) implements Quantity {}

        /** Two lines with a number for {@code key}: one near {@code from} images shown, one near {@code to}. */
        record Lines(String key, double from, double to) implements Quantity {}
    }

    /**
     * One number per run.
     *
     * @param of gives the number of the run with this index, if it has one
     */
    record Column(String arm, Quantity quantity, boolean countsDiverged, IntFunction<OptionalDouble> of) {}

    /** The requested numbers, or the reason why there are none. */
    public sealed interface Reading permits Sample, Obstacle {}

    /**
     * Columns over the seeds for which every column has a number.
     *
     * @param columns one array each, in the order of the request
     * @param asked   number of seeds of the study
     */
    public record Sample(List<double[]> columns, int asked) implements Reading {
        public int seeds() {
            return columns.getFirst().length;
        }

        /** The mean of one column. */
        public double mean(int column) {
            return Arrays.stream(columns.get(column)).average().orElseThrow();
        }

        /** The largest absolute value. */
        public double largest() {
            return columns.stream().flatMapToDouble(Arrays::stream).map(Math::abs).max().orElse(0);
        }

        /** For each seed the first column minus the second. */
        double[] differences(int first, int second) {
            return IntStream.range(0, seeds()).mapToDouble(k -> columns.get(first)[k] - columns.get(second)[k])
                    .toArray();
        }
    }

    /** Values of one metric for several arms. */
    Reading read(ScoreMeaning metric, List<String> arms) {
        for (String arm : arms) if (!runs.containsKey(arm)) return new Obstacle.NoArm(arm);
        Reading reading = read(arms.stream()
                .map(arm -> new Column(arm, new Quantity.Measured(metric), metric.countsDiverged(),
                        metric.isScore() ? perSeed(arm, metric.name()) : k -> metric.value(runs.get(arm).get(k))))
                .toList());
        if (reading instanceof Obstacle.NoValue none && metric.isScore())
            return elsewhere(metric, none.arm()).<Reading>map(o -> o).orElse(reading);
        if (reading instanceof Obstacle || !metric.isScore()) return reading;
        for (String arm : arms) {
            Optional<Doubt> doubt = Doubt.about(summary.arms().get(arm)).filter(_ -> Doubt.touches(metric.name()));
            if (doubt.isPresent()) return new Obstacle.OfNoise(arm, metric, doubt.get());
        }
        Score first = score(arms.getFirst(), metric.name()).orElseThrow();
        for (String arm : arms) {
            Score other = score(arm, metric.name()).orElseThrow();
            if (Protocols.differ(first.protocol(), other.protocol())) {
                return new Obstacle.UnlikeProtocols(first.label(), arms.getFirst(), arm, first.protocol(),
                        other.protocol());
            }
        }
        return reading;
    }

    /** The same metric of the arm on another number of images. */
    private Optional<Obstacle> elsewhere(ScoreMeaning metric, String arm) {
        return summary.arms().get(arm).scores().keySet().stream().filter(metric::isAlso)
                .map(s -> new ScoreMeaning(s).images()).filter(OptionalLong::isPresent).findFirst()
                .map(n -> new Obstacle.OtherNumber(arm, metric, n.getAsLong(), metric.images().orElseThrow()));
    }

    private Optional<Score> score(String arm, String name) {
        return summary.arms().get(arm).score(name);
    }

    /** The values of a score by run. */
    private IntFunction<OptionalDouble> perSeed(String arm, String name) {
        Optional<Score> score = score(arm, name);
        return k -> score.map(s -> s.ofSeed(k)).orElse(OptionalDouble.empty());
    }

    Reading read(List<Column> columns) {
        if (columns.stream().allMatch(c -> runs.get(c.arm).stream().allMatch(r -> r.images() == 0)))
            return new Obstacle.NoRunYet();
        for (Column c : columns) {
            List<RunFiles> all = runs.get(c.arm);
            if (!c.countsDiverged && all.stream().anyMatch(RunFiles::hasDiverged)) return new Obstacle.Diverged(c.arm);
            int ended = (int) IntStream.range(0, all.size()).filter(k -> ended(c, k)).count();
            if (ended < FEWEST_SEEDS) return new Obstacle.TooFewRuns(c.arm, ended, all.size());
            int known = (int) IntStream.range(0, all.size()).filter(k -> value(c, k).isPresent()).count();
            if (known == 0) return new Obstacle.NoValue(c.arm, c.quantity);
            if (known < FEWEST_SEEDS) return new Obstacle.TooFewValues(c.arm, c.quantity, known, all.size());
        }
        int asked = runs.get(columns.getFirst().arm).size();
        int[] shared = IntStream.range(0, asked).filter(k -> columns.stream().allMatch(c -> value(c, k).isPresent()))
                .toArray();
        if (shared.length < FEWEST_SEEDS) return new Obstacle.TooFewShared(shared.length);
        var values = new ArrayList<double[]>();
        for (Column c : columns)
            values.add(Arrays.stream(shared).mapToDouble(k -> value(c, k).orElseThrow()).toArray());
        return new Sample(values, asked);
    }

    private boolean ended(Column c, int k) {
        RunFiles run = runs.get(c.arm).get(k);
        return run.isDone() || c.countsDiverged && run.hasDiverged();
    }

    /** The number of a run; empty if there is none, or if the run has not ended. */
    private OptionalDouble value(Column c, int k) {
        if (!ended(c, k)) return OptionalDouble.empty();
        OptionalDouble value = c.of.apply(k);
        return value.isPresent() && Double.isFinite(value.getAsDouble()) ? value : OptionalDouble.empty();
    }
}
