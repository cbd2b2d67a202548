package ganvas.claim;

import ganvas.result.RunFiles;
import ganvas.result.Summary;
import ganvas.result.Summary.Score;
import ganvas.study.Study;
import ganvas.words.Protocols;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The numbers of a study's runs, in the form that checks need.
 *
 * @param runs by arm, in the order of the study's seeds
 * @param survivors whether runs that collapsed are left out
 */
public record Measures(Study study, Map<String, List<RunFiles>> runs, Summary summary, boolean survivors) {
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
     * Numbers of the seeds.
     *
     * @param columns by seed, in the order of the request; NaN where a run has no number
     * @param asked   number of seeds of the study
     */
    public record Sample(List<double[]> columns, int asked) implements Reading {
        /** The numbers of one column. */
        public double[] values(int column) {
            return SeedTest.known(columns.get(column));
        }

        /** The fewest numbers of a column. */
        public int seeds() {
            return IntStream.range(0, columns.size()).map(i -> values(i).length).min().orElse(0);
        }

        /** The mean of one column. */
        public double mean(int column) {
            return Arrays.stream(values(column)).average().orElseThrow();
        }

        /** The largest absolute value. */
        public double largest() {
            return columns.stream().flatMapToDouble(c -> Arrays.stream(SeedTest.known(c))).map(Math::abs).max()
                    .orElse(0);
        }

        /** For each seed that both columns have, the first minus the second. */
        double[] pairs(int first, int second) {
            return SeedTest.pairs(columns.get(first), columns.get(second));
        }
    }

    /** Values of one metric for several arms. */
    Reading read(ScoreMeaning metric, List<String> arms) {
        for (String arm : arms) if (!runs.containsKey(arm)) return new Obstacle.NoArm(arm);
        Reading reading = read(arms.stream().map(arm -> column(metric, arm)).toList());
        if (reading instanceof Obstacle.NoValue none && metric.isScore())
            return elsewhere(metric, none.arm()).<Reading>map(o -> o).orElse(reading);
        if (reading instanceof Obstacle || !metric.isScore()) return reading;
        for (String arm : arms) {
            Collapse collapse = Collapse.of(runs.get(arm));
            if (collapse.isMixed() && !survivors) return new Obstacle.SomeCollapsed(arm, collapse);
            Optional<Doubt> doubt = Doubt.about(summary.arms().get(arm)).filter(d -> d.touches(metric.name()));
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

    /** Values of one metric for an arm, and of another metric for others. */
    Reading read(ScoreMeaning metric, String arm, ScoreMeaning ofOthers, List<String> others) {
        Reading first = read(metric, List.of(arm)), second = read(ofOthers, others);
        if (first instanceof Obstacle || second instanceof Obstacle) return first instanceof Obstacle ? first : second;
        return new Sample(Stream.concat(((Sample) first).columns.stream(), ((Sample) second).columns.stream()).toList(),
                ((Sample) first).asked);
    }

    /** Values of one metric of every run that ended, however few or strange they are. */
    Reading ofEach(ScoreMeaning metric, List<String> arms) {
        for (String arm : arms) {
            if (!runs.containsKey(arm)) return new Obstacle.NoArm(arm);
            Column column = column(metric, arm);
            if (IntStream.range(0, runs.get(arm).size()).noneMatch(k -> ended(column, k)))
                return new Obstacle.NoRunYet();
            if (IntStream.range(0, runs.get(arm).size()).allMatch(k -> value(column, k).isEmpty()))
                return new Obstacle.NoValue(arm, column.quantity);
        }
        return sample(arms.stream().map(arm -> column(metric, arm)).toList());
    }

    private Column column(ScoreMeaning metric, String arm) {
        return new Column(arm, new Quantity.Measured(metric), metric.countsDiverged(),
                metric.isScore() ? perSeed(arm, metric.name()) : k -> ofRun(metric, arm, k));
    }

    /** The number of a run. That of parameters is the paper's own, if this budget has smaller networks. */
    private OptionalDouble ofRun(ScoreMeaning metric, String arm, int k) {
        long full = study.arm(arm).fullParameters();
        return metric.isFact() && full > 0 ? OptionalDouble.of(full) : metric.value(runs.get(arm).get(k));
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
            Optional<Obstacle> obstacle = obstacle(c);
            if (obstacle.isPresent()) return obstacle.get();
        }
        return sample(columns);
    }

    private Optional<Obstacle> obstacle(Column c) {
        List<RunFiles> all = runs.get(c.arm);
        if (!c.countsDiverged && all.stream().anyMatch(RunFiles::hasDiverged))
            return Optional.of(new Obstacle.Diverged(c.arm));
        int ended = (int) IntStream.range(0, all.size()).filter(k -> ended(c, k)).count();
        if (ended < FEWEST_SEEDS) return Optional.of(new Obstacle.TooFewRuns(c.arm, ended, all.size()));
        Collapse collapse = Collapse.of(all);
        if (survivors && collapse.runs() - collapse.collapsed() < FEWEST_SEEDS)
            return Optional.of(new Obstacle.TooFewSurvivors(c.arm, collapse));
        int known = (int) IntStream.range(0, all.size()).filter(k -> value(c, k).isPresent()).count();
        if (known == 0) return Optional.of(new Obstacle.NoValue(c.arm, c.quantity));
        return known < FEWEST_SEEDS ? Optional.of(new Obstacle.TooFewValues(c.arm, c.quantity, known, all.size()))
                : Optional.empty();
    }

    private Sample sample(List<Column> columns) {
        int asked = runs.get(columns.getFirst().arm).size();
        return new Sample(columns.stream().map(
                c -> IntStream.range(0, asked).mapToDouble(k -> value(c, k).orElse(Double.NaN)).toArray()).toList(),
                asked);
    }

    private boolean ended(Column c, int k) {
        RunFiles run = runs.get(c.arm).get(k);
        return run.isDone() || c.countsDiverged && run.hasDiverged();
    }

    /** The number of a run; empty if there is none, or if the run has not ended or is left out. */
    private OptionalDouble value(Column c, int k) {
        if (!ended(c, k) || survivors && Collapse.has(runs.get(c.arm).get(k))) return OptionalDouble.empty();
        OptionalDouble value = c.of.apply(k);
        return value.isPresent() && Double.isFinite(value.getAsDouble()) ? value : OptionalDouble.empty();
    }
}
