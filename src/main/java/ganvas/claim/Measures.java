package ganvas.claim;

import ganvas.result.RunFiles;
import ganvas.result.Summary;
import ganvas.result.Summary.Score;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The numbers of a study's runs, as checks ask for them.
 *
 * @param runs by arm, in the order of the study's seeds
 */
record Measures(Map<String, List<RunFiles>> runs, Summary summary) {
    /** With fewer runs an interval over training says next to nothing. */
    static final int FEWEST_SEEDS = 3;

    /**
     * One number a run.
     *
     * @param what    for people, such as {@code sharpness}
     * @param missing what to say where no run has it, without a full stop
     * @param of   the number of the run with this index, or null
     */
    record Column(String arm, String what, String missing, boolean countsDiverged, IntFunction<Double> of) {}

    /**
     * Columns over the seeds that all of them have.
     *
     * @param columns one array each, in the order asked for; empty where there is an obstacle
     * @param asked   seeds of the study
     * @param obstacle why nothing can be said, without a full stop; or null
     */
    record Sample(List<double[]> columns, int asked, String obstacle) {
        int seeds() {
            return columns.getFirst().length;
        }

        /** {@code three seeds}, {@code three of five seeds}. */
        String overSeeds() {
            return Words.number(seeds()) + (seeds() < asked ? " of " + Words.number(asked) : "") + " seeds";
        }
    }

    private static Sample no(String why, Object... parts) {
        return new Sample(List.of(), 0, why.formatted(parts));
    }

    /** One metric of several arms. */
    Sample of(Metric metric, List<String> arms) {
        for (String arm : arms) if (!runs.containsKey(arm)) return no("the study has no arm %s", arm);
        Sample sample = of(arms.stream().map(arm -> new Column(arm, metric.words(), metric.missing(arm), metric.countsDiverged(),
                metric.isScore() ? perSeed(arm, metric.name())::get : k -> metric.of(runs.get(arm).get(k)))).toList());
        if (sample.obstacle != null || !metric.isScore()) return sample;
        Score first = score(arms.getFirst(), metric.name());
        for (String arm : arms) {
            List<String> unlike = Findings.unlike(first.protocol(), score(arm, metric.name()).protocol());
            if (!unlike.isEmpty()) return no("%s of %s and %s is not compared, their protocols differ in %s", first.label(),
                    Words.the(arms.getFirst()), Words.the(arm), String.join(", ", unlike));
        }
        return sample;
    }

    Score score(String arm, String name) {
        return summary.arms().get(arm).scores().get(name);
    }

    private List<Double> perSeed(String arm, String name) {
        Score score = score(arm, name);
        return score == null ? Arrays.asList(new Double[runs.get(arm).size()]) : score.perSeed();
    }

    Sample of(List<Column> columns) {
        if (columns.stream().allMatch(c -> runs.get(c.arm).stream().allMatch(r -> r.images() == 0))) return no("no run yet");
        for (Column c : columns) {
            List<RunFiles> all = runs.get(c.arm);
            if (!c.countsDiverged && all.stream().anyMatch(RunFiles::hasDiverged)) return no("%s diverged", Words.the(c.arm));
            long ended = IntStream.range(0, all.size()).filter(k -> ended(c, k)).count();
            if (ended < FEWEST_SEEDS) return no(tooFew(c.arm, (int) ended, all.size()));
            long known = IntStream.range(0, all.size()).filter(k -> value(c, k) != null).count();
            if (known == 0) return new Sample(List.of(), 0, c.missing);
            if (known < FEWEST_SEEDS) return no("only %s of %s seeds of %s have a %s, and three are needed", Words.number((int) known),
                    Words.number(all.size()), Words.the(c.arm), c.what);
        }
        int asked = runs.get(columns.getFirst().arm).size();
        int[] shared = IntStream.range(0, asked).filter(k -> columns.stream().allMatch(c -> value(c, k) != null)).toArray();
        if (shared.length < FEWEST_SEEDS) return no("only %s seeds are shared by all, and three are needed", Words.number(shared.length));
        var values = new ArrayList<double[]>();
        for (Column c : columns) values.add(Arrays.stream(shared).mapToDouble(k -> value(c, k)).toArray());
        return new Sample(values, asked, null);
    }

    private static String tooFew(String arm, int ended, int asked) {
        String count = ended == 0 ? "none" : (ended == asked ? "only " : "") + Words.number(ended);
        return "%s%s of %s %s run to the end, and three are needed".formatted(count,
                ended < asked ? " of %s seeds".formatted(Words.number(asked)) : ended == 1 ? " seed" : " seeds", Words.the(arm),
                ended > 1 ? "have" : "has");
    }

    private boolean ended(Column c, int k) {
        RunFiles run = runs.get(c.arm).get(k);
        return run.isDone() || c.countsDiverged && run.hasDiverged();
    }

    /** Null, too, where the number is none: a run that has not ended says nothing yet. */
    private Double value(Column c, int k) {
        Double value = ended(c, k) ? c.of.apply(k) : null;
        return value == null || !Double.isFinite(value) ? null : value;
    }
}
