package ganvas.report;

import static j2html.TagCreator.span;

import ganvas.report.Comparison.ArmRuns;
import ganvas.report.chart.ClassHistogramChart;
import ganvas.result.Summary.Score;
import ganvas.words.MetricCatalogue;
import j2html.tags.DomContent;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The distribution of an arm's samples over the classes. */
record ClassSharesChart(Comparison c, ArmRuns arm) {
    /** All classes that a narrowed dataset leaves out. */
    private static final String OTHERS = "other";

    DomContent bars() {
        List<Double> shares = shares(arm);
        if (shares.isEmpty()) return span("— " + arm.whyMissing()).withClass("small");
        double highest = c.arms().stream().flatMap(a -> shares(a).stream()).max(Comparator.naturalOrder()).orElse(1.0);
        return new ClassHistogramChart(shares, highest, equal(), c::className).bars();
    }

    /** Share of each class in a uniform distribution. A class outside the dataset has none. */
    private double equal() {
        return 1.0 / byClass(arm).keySet().stream().filter(k -> !k.equals(OTHERS)).count();
    }

    /**
     * Shares by class index, then that of all other classes if the dataset was narrowed; empty unless every class has a
     * share.
     */
    private static List<Double> shares(ArmRuns arm) {
        Map<String, Score> found = byClass(arm);
        List<String> order = IntStream.range(0, found.size())
                .mapToObj(k -> k == found.size() - 1 && found.containsKey(OTHERS) ? OTHERS : String.valueOf(k))
                .toList();
        return found.keySet().containsAll(order) ? order.stream().map(k -> found.get(k).mean()).toList() : List.of();
    }

    /** The shares by the last part of their names. */
    private static Map<String, Score> byClass(ArmRuns arm) {
        var found = new LinkedHashMap<String, Score>();
        arm.summary().scores().forEach((name, score) -> {
            if (MetricCatalogue.installed().isByClass(name)) found.put(name.substring(name.indexOf('/') + 1), score);
        });
        return found;
    }
}
