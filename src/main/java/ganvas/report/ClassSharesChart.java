package ganvas.report;

import static j2html.TagCreator.span;

import ganvas.report.Comparison.ArmRuns;
import ganvas.report.chart.ClassHistogramChart;
import ganvas.result.Summary.Score;
import j2html.tags.DomContent;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The distribution of an arm's samples over the classes. */
record ClassSharesChart(Comparison c, ArmRuns arm) {
    DomContent bars() {
        List<Double> shares = shares(arm);
        if (shares.isEmpty()) return span("— " + arm.whyMissing()).withClass("small");
        double highest = c.arms().stream().flatMap(a -> shares(a).stream()).max(Comparator.naturalOrder()).orElse(1.0);
        return new ClassHistogramChart(shares, highest, equal(), c::className).bars();
    }

    /** Share of each class in a uniform distribution. A class outside the dataset has none. */
    private double equal() {
        var names = arm.summary().scores().keySet();
        return 1.0 / names.stream().filter(k -> k.startsWith(ScoreTable.CLASS_SHARE) && !k.endsWith("/other")).count();
    }

    /**
     * Shares by class index, then that of all other classes if the dataset was narrowed; empty unless every class has a
     * share.
     */
    private static List<Double> shares(ArmRuns arm) {
        var scores = arm.summary().scores();
        long n = scores.keySet().stream().filter(k -> k.startsWith(ScoreTable.CLASS_SHARE)).count();
        boolean others = scores.containsKey(ScoreTable.CLASS_SHARE + "other");
        var found = IntStream.range(0, (int) n)
                .mapToObj(k -> scores.get(ScoreTable.CLASS_SHARE + (others && k == n - 1 ? "other" : k))).toList();
        return found.contains(null) ? List.of() : found.stream().map(Score::mean).toList();
    }
}
