package ganvas.report;

import static j2html.TagCreator.b;
import static j2html.TagCreator.each;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.li;
import static j2html.TagCreator.ul;

import ganvas.report.Comparison.ArmRuns;
import ganvas.report.chart.Chart.Line;
import ganvas.report.chart.Chart.Mark;
import ganvas.report.chart.Chart.Point;
import ganvas.result.Provenance;
import ganvas.result.RunFiles;
import ganvas.result.StatLine;
import ganvas.words.Numbers;
import ganvas.words.Words;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Statistics of the training, as lines and marks of charts.
 *
 * @param unit   images shown per unit of the horizontal axis
 * @param across that unit's name
 */
record Curves(double unit, String across) {
    static final Curves OVER_IMAGES = new Curves(1, "");
    private static final int MOST_EVENTS = 12;
    /** Kinds of events that have a mark in a chart: each may take a row of it. */
    private static final int MOST_MARKS = 6;
    private static final int LONGEST_MARK = 24, LONGEST_EVENT = 300;

    static Curves overEpochs(Comparison c) {
        long train = c.summary().dataset().train();
        return train > 0 ? new Curves(train, "epochs") : OVER_IMAGES;
    }

    /** The end of an axis that holds the runs of all these arms. */
    double end(List<ArmRuns> arms) {
        double most = 0;
        for (ArmRuns a : arms) {
            most = Math.max(most, a.arm().images());
            for (RunFiles r : a.runs()) for (StatLine l : r.stats()) most = Math.max(most, l.images());
        }
        return most / unit;
    }

    /** Names of all statistics that an arm reported. */
    static Set<String> stats(ArmRuns a) {
        var names = new LinkedHashSet<String>();
        for (RunFiles r : a.runs()) names.addAll(r.lines().names());
        return names;
    }

    List<Line> lines(ArmRuns a, String name, String style, String stat) {
        return lines(a, name, style,
                l -> Optional.ofNullable(l.values()).map(values -> values.get(stat)));
    }

    /**
     * Lines of a statistic. One seed has one line. Several seeds have a thin line each, and the mean where all of them
     * have a value.
     */
    List<Line> lines(ArmRuns a, String name, String style, Function<StatLine, Optional<Double>> value) {
        var each = new ArrayList<List<Point>>();
        for (RunFiles r : a.runs()) {
            List<Point> points = r.stats().stream().flatMap(l -> value.apply(l).stream()
                    .map(v -> new Point(l.images() / unit, v))).toList();
            if (!points.isEmpty()) each.add(points);
        }
        if (each.isEmpty()) return List.of();
        if (each.size() == 1) return List.of(new Line(name, style, each.getFirst()));
        var lines = new ArrayList<Line>();
        Map<Double, List<Double>> at = new TreeMap<>();
        for (List<Point> points : each) {
            lines.add(new Line("", style + " thin", points));
            for (Point p : points) at.computeIfAbsent(p.x(), _ -> new ArrayList<>()).add(p.y());
        }
        var mean = at.entrySet().stream().filter(e -> e.getValue().size() == each.size())
                .map(e -> new Point(e.getKey(), e.getValue().stream().mapToDouble(v -> v).average().orElseThrow()))
                .toList();
        lines.add(new Line(name, style, mean.isEmpty() ? each.getFirst() : mean));
        return lines;
    }

    private record Event(long images, long seed, String kind, String text) {}

    private static List<Event> eventsOf(ArmRuns a) {
        var events = new ArrayList<Event>();
        for (RunFiles r : a.runs()) {
            for (StatLine l : r.stats()) {
                if (l.event() != null) events.add(new Event(l.images(), r.seed(), l.event().kind(), l.event().text()));
            }
            r.provenance().map(Provenance::resumed).orElse(List.of()).forEach(at -> events
                    .add(new Event(at, r.seed(), "resume", "stopped and started again from the checkpoint")));
        }
        return events.stream().sorted(Comparator.comparingLong(Event::images)).toList();
    }

    /** Marks of events. A repeated kind is marked once, at its first event, with the number of events. */
    List<Mark> marks(ArmRuns a) {
        var byKind = new LinkedHashMap<String, List<Event>>();
        for (Event e : eventsOf(a)) byKind.computeIfAbsent(e.kind(), _ -> new ArrayList<>()).add(e);
        return byKind.entrySet().stream().limit(MOST_MARKS).map(e -> new Mark(e.getValue().getFirst().images() / unit,
                Prose.cut(e.getKey(), LONGEST_MARK).replace('-', ' ')
                        + (e.getValue().size() > 1 ? " ×" + e.getValue().size() : "")))
                .toList();
    }

    /** Events in words. An event that is repeated, or occurs in several seeds, is reported once. */
    static DomContent events(ArmRuns a) {
        var same = new LinkedHashMap<String, List<Event>>();
        for (Event e : eventsOf(a)) same.computeIfAbsent(e.kind + "\n" + e.text, _ -> new ArrayList<>()).add(e);
        int more = same.size() - MOST_EVENTS;
        return iff(!same.isEmpty(), ul(
                each(same.values().stream().limit(MOST_EVENTS).map(e -> li(
                        b(Prose.cut(e.getFirst().kind, LONGEST_MARK).replace('-', ' ')),
                        Prose.sentence(told(e, a))))),
                iff(more > 0, li("and %s more in stats.jsonl".formatted(Words.number(more))))).withClasses("events",
                        "small"));
    }

    private static String told(List<Event> events, ArmRuns a) {
        long first = events.getFirst().images, last = events.getLast().images;
        List<String> seeds = events.stream().map(e -> Long.toString(e.seed)).distinct().toList();
        String when = first == last ? "after %s images".formatted(Numbers.count(first))
                : "%s times from %s to %s images".formatted(Words.number(events.size()), Numbers.count(first),
                        Numbers.count(last));
        String where = a.runs().size() < 2 ? "" : (seeds.size() == 1 ? " in seed " : " in seeds ") + Words.list(seeds);
        return " %s%s: %s".formatted(when, where, Prose.cut(events.getFirst().text, LONGEST_EVENT));
    }
}
