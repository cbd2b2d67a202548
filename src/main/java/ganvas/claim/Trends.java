package ganvas.claim;

import ganvas.claim.Decision.Moved;
import ganvas.claim.Decision.Open;
import ganvas.claim.Decision.Part;
import ganvas.claim.Measures.Column;
import ganvas.claim.Measures.Quantity;
import ganvas.claim.Measures.Sample;
import ganvas.result.RunFiles;
import ganvas.result.StatLine;
import ganvas.study.ClaimCheck;
import ganvas.study.Study;
import ganvas.study.StudyArm;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The change of a key of {@code stats.jsonl} between two points in the runs of an arm, paired over seeds. */
record Trends(Study study, Measures measures, Rules rules) {
    /** Both lines of a run. */
    private record Ends(StatLine from, StatLine to) {}

    Decision decide(ClaimCheck.Trend c) {
        if (!measures.runs().containsKey(c.arm())) return new Open(c, new Obstacle.NoArm(c.arm()));
        List<RunFiles> runs = measures.runs().get(c.arm());
        StudyArm arm = study.arm(c.arm());
        double scaled = scaling(arm), epoch = study.dataset(arm).train();
        double from = c.fromEpoch() * scaled * epoch, to = c.toEpoch() * scaled * epoch;
        List<Optional<Ends>> ends = runs.stream().map(r -> ends(r, c.metric(), from, to)).toList();
        var lines = new Quantity.Lines(c.metric(), from, to);
        return switch (measures.read(List.of(column(c, lines, ends, Ends::from), column(c, lines, ends, Ends::to)))) {
            case Obstacle obstacle -> new Open(c, obstacle);
            case Sample s -> {
                Ends first = ends.stream().flatMap(Optional::stream).findFirst().orElseThrow();
                yield new Moved(c, s, part(c, s), first.from.images(), first.to.images(), scaled);
            }
        };
    }

    private static Column column(ClaimCheck.Trend c, Quantity lines, List<Optional<Ends>> ends,
            Function<Ends, StatLine> end) {
        return new Column(c.arm(), lines, false,
                k -> ends.get(k).stream().mapToDouble(e -> end.apply(e).value(c.metric()).orElseThrow()).findFirst());
    }

    private Part part(ClaimCheck.Trend c, Sample s) {
        double[] changes = s.pairs(1, 0);
        var change = new Rules.Estimator(level -> RunScale.LINEAR.mean(level, changes), List.of(c.arm()),
                SeedTest.PAIRED);
        return c.tolerance().map(margin -> rules.equivalent(change, -margin, margin)).orElseGet(
                () -> c.goes().equals("up") ? rules.above(change, 0, false) : rules.below(change, 0, false));
    }

    /** Length of a run as a share of the paper's, at most 1. The epochs of the paper are scaled by it. */
    private double scaling(StudyArm arm) {
        return study.paperImages(arm.name()).filter(full -> full > arm.images())
                .map(full -> arm.images() / (double) full).orElse(1.0);
    }

    /**
     * The lines nearest to each point, if each is nearer to its own point than to the other. A short run has none.
     */
    private static Optional<Ends> ends(RunFiles run, String key, double from, double to) {
        List<StatLine> lines = ScoreMeaning.with(run, key, _ -> true);
        if (lines.isEmpty()) return Optional.empty();
        StatLine first = nearest(lines, from), last = nearest(lines, to);
        double half = Math.abs(to - from) / 2;
        return first != last && Math.abs(first.images() - from) < half && Math.abs(last.images() - to) < half
                ? Optional.of(new Ends(first, last)) : Optional.empty();
    }

    private static StatLine nearest(List<StatLine> lines, double images) {
        return lines.stream().min(Comparator.comparingDouble(l -> Math.abs(l.images() - images))).orElseThrow();
    }
}
