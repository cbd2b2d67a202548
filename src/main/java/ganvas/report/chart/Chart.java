package ganvas.report.chart;

import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.span;
import static j2html.TagCreator.tag;

import ganvas.words.Numbers;
import j2html.tags.ContainerTag;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A chart among small multiples, as SVG: lines over images shown or epochs, each with its name at its end.
 *
 * @param unit   of the vertical axis, or empty
 * @param end    of the horizontal axis
 * @param across unit of the horizontal axis, or empty
 */
public record Chart(String title, String unit, double end, String across, List<Line> lines, List<Mark> marks) {
    /** Charts share a vertical scale only if each fills this share of it; with less they are hard to read. */
    private static final double ROOM = 0.2;

    private static final double WIDTH = 346, HEIGHT = 196, LEFT = 36, RIGHT = 100, BOTTOM = 22, TOP = 8, ROW = 13;

    private static final int BINS = 150;

    /** Letters that fit the margin on the right, at 11 pixels. */
    private static final int MOST_LETTERS = 14;

    public Chart {
        if (!(end > 0)) end = 1;
    }

    public record Point(double x, double y) {}

    /**
     * A line.
     *
     * @param name at the line's end; empty for the thin line of one seed
     * @param style classes: a hue, then {@code thin}, {@code pale} or {@code dashed}
     */
    public record Line(String name, String style, List<Point> points) {}

    /** An event after {@code x} images. */
    public record Mark(double x, String word) {}

    private record Label(Line line, String value, double anchor, double y) {}

    public DomContent figure() {
        return figure(List.of(this));
    }

    /** The figure with a vertical scale that holds the values of all these charts. */
    private DomContent figure(List<Chart> together) {
        double top = TOP + ROW * markRows().stream().mapToInt(r -> r.row + 1).max().orElse(0);
        var y = Axis.around(
                together.stream().flatMap(c -> c.lines.stream()).flatMap(l -> l.points.stream()).mapToDouble(Point::y)
                        .toArray(),
                HEIGHT - BOTTOM, top);
        String note = Stream.of(Stream.of(unit).filter(u -> !u.isEmpty()), beyond(y), many()).flatMap(s -> s)
                .collect(Collectors.joining("; "));
        return j2html.TagCreator.figure(figcaption(span(title), span(note).withClass("small")), svg(y))
                .withClass("chart");
    }

    /** The charts on one vertical scale, unless that would flatten one of them. */
    public static List<DomContent> alike(List<Chart> charts) {
        return charts.stream().map(c -> c.figure(oneScale(charts) ? charts : List.of(c))).toList();
    }

    public static boolean oneScale(List<Chart> charts) {
        double all = reach(charts);
        return charts.stream().allMatch(c -> c.lines.isEmpty() || reach(List.of(c)) >= ROOM * all);
    }

    private static double reach(List<Chart> charts) {
        var y = Axis.around(charts.stream().flatMap(c -> c.lines.stream()).flatMap(l -> l.points.stream())
                .mapToDouble(Point::y).toArray(), 0, 1);
        return y.high() - y.low();
    }

    private ContainerTag<?> svg(Axis y) {
        List<MarkRow> rows = markRows();
        var x = new Axis(0, end, LEFT, WIDTH - RIGHT);
        var svg = tag("svg").attr("viewBox", "0 0 " + round(WIDTH) + " " + round(HEIGHT)).attr("role", "img")
                .attr("aria-label", words());
        List<Double> ticks = y.ticks(3);
        List<String> words = Axis.labels(ticks);
        for (int i = 0; i < ticks.size(); i++) {
            double at = y.at(ticks.get(i));
            svg.with(line(LEFT, at, WIDTH - RIGHT, at, "rule"), text(LEFT - 6, at + 3.5, words.get(i), "end"));
        }
        svg.with(line(LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM, "axis"));
        for (double t : x.ticks(3)) svg.with(text(x.at(t), HEIGHT - 5, Axis.label(t), t == 0 ? "start" : "middle"));
        if (!across.isEmpty()) svg.with(text(WIDTH - RIGHT + 11, HEIGHT - 5, across, "start"));
        for (MarkRow r : rows) {
            boolean left = x.at(r.mark.x) < (LEFT + WIDTH - RIGHT) / 2;
            svg.with(line(x.at(r.mark.x), TOP + ROW * r.row + 2, x.at(r.mark.x), HEIGHT - BOTTOM, "mark"),
                    text(x.at(r.mark.x) + (left ? 4 : -4), TOP + ROW * r.row + 9, r.mark.word, left ? "start" : "end")
                            .withClass("word"));
        }
        for (Line l : lines) svg.with(tag("path").attr("d", path(l, x, y)).withClass("line " + l.style));
        for (Label label : labels(y)) {
            Point end = last(label.line).orElseThrow();
            svg.with(line(x.at(end.x) + 3, label.anchor, WIDTH - RIGHT + 8, label.y, "leader"),
                    text(WIDTH - RIGHT + 11, label.y + 4, cut(label.line.name) + " ", "start").withClasses("name",
                            label.line.style)
                            .with(tag("tspan").withText(label.value).withClass("value")));
        }
        return svg;
    }

    private record MarkRow(Mark mark, int row) {}

    /** Rows of the marks. A word that would overlap its neighbour's goes one row lower. */
    private List<MarkRow> markRows() {
        var rows = new ArrayList<MarkRow>();
        var ends = new ArrayList<Double>();
        double scale = (WIDTH - RIGHT - LEFT) / end;
        for (Mark m : marks.stream().sorted(Comparator.comparingDouble(Mark::x)).toList()) {
            double width = 6.2 * m.word.length() + 8, at = LEFT + m.x * scale;
            boolean left = at < (LEFT + WIDTH - RIGHT) / 2;
            double from = left ? at : at - width, to = left ? at + width : at;
            int row = 0;
            while (row < ends.size() && ends.get(row) > from) row++;
            if (row == ends.size()) ends.add(to);
            else ends.set(row, to);
            rows.add(new MarkRow(m, row));
        }
        return rows;
    }

    /** Names at the lines' ends, pushed apart until none covers another. */
    private List<Label> labels(Axis y) {
        List<Label> wanted = lines.stream().filter(l -> !l.name.isEmpty() && last(l).isPresent()).map(l -> {
            double last = last(l).orElseThrow().y, end = Math.clamp(y.at(last), y.to(), y.from());
            String value = Numbers.plain(last);
            return new Label(l, l.name.length() + value.length() > MOST_LETTERS + 1 ? "" : value, end, end);
        }).sorted(Comparator.comparingDouble(Label::anchor)).toList();
        double[] at = wanted.stream().mapToDouble(Label::y).toArray();
        for (int i = 1; i < at.length; i++) at[i] = Math.max(at[i], at[i - 1] + ROW);
        double over = at.length == 0 ? 0 : Math.max(0, at[at.length - 1] - y.from() + 4);
        for (int i = at.length - 1; i >= 0 && over > 0; i--) {
            at[i] -= over;
            over = i == 0 ? 0 : Math.max(0, at[i - 1] + ROW - at[i]);
        }
        var labels = new ArrayList<Label>();
        for (int i = 0; i < at.length; i++) {
            labels.add(new Label(wanted.get(i).line, wanted.get(i).value, wanted.get(i).anchor, at[i]));
        }
        return labels;
    }

    private static String cut(String name) {
        return name.length() > MOST_LETTERS ? name.substring(0, MOST_LETTERS - 1) + "…" : name;
    }

    /** A sentence on the values outside the axis. */
    private Stream<String> beyond(Axis y) {
        double most = lines.stream().flatMap(l -> l.points.stream()).mapToDouble(Point::y)
                .filter(Double::isFinite).max().orElse(0);
        double least = lines.stream().flatMap(l -> l.points.stream()).mapToDouble(Point::y)
                .filter(Double::isFinite).min().orElse(0);
        var words = new ArrayList<String>();
        if (most > y.high()) words.add("cut off above, up to " + Numbers.plain(most));
        if (least < y.low()) words.add("cut off below, down to " + Numbers.plain(least));
        return words.stream();
    }

    /** The number of points of the longest line, if it is drawn with fewer. */
    private Stream<String> many() {
        int most = lines.stream().mapToInt(l -> l.points.size()).max().orElse(0);
        return most <= 2 * BINS ? Stream.of()
                : Stream.of("%,d points, in each of %d parts the least and the greatest".formatted(most, BINS));
    }

    private static Optional<Point> last(Line line) {
        return line.points.stream().filter(p -> Double.isFinite(p.y)).reduce((_, b) -> b);
    }

    /** Whether every line keeps the value of its first point. A line of one point is no reason for a chart either. */
    public boolean isConstant() {
        return !lines.isEmpty() && lines.stream().allMatch(l -> !l.points.isEmpty()
                && l.points.stream().allMatch(p -> p.y == l.points.getFirst().y));
    }

    /** The path of a line. It stops at a value that is not a number, and starts again after it. */
    private static String path(Line line, Axis x, Axis y) {
        var d = new StringBuilder();
        boolean down = false;
        for (Point p : thinned(line.points)) {
            if (!Double.isFinite(p.y)) {
                down = false;
                continue;
            }
            double at = Math.clamp(y.at(p.y), y.to() - 1, y.from() + 1);
            d.append(String.format(Locale.ROOT, "%s%.1f %.1f", down ? "L" : "M", x.at(p.x), at));
            down = true;
        }
        return d.toString();
    }

    /** The least and the greatest point of each of about 150 bins, in their order: fewer points, the same outline. */
    private static List<Point> thinned(List<Point> points) {
        if (points.size() <= 2 * BINS) return points;
        var kept = new ArrayList<Point>();
        for (int b = 0; b < BINS; b++) {
            List<Point> bin = points.subList((int) ((long) b * points.size() / BINS),
                    (int) ((b + 1L) * points.size() / BINS));
            Point low = bin.stream().min(Comparator.comparingDouble(Point::y)).orElseThrow();
            Point high = bin.stream().max(Comparator.comparingDouble(Point::y)).orElseThrow();
            kept.add(low.x <= high.x ? low : high);
            if (low != high) kept.add(low.x <= high.x ? high : low);
        }
        return kept;
    }

    private String words() {
        var parts = new ArrayList<String>();
        for (Line l : lines) {
            if (l.name.isEmpty()) continue;
            last(l).ifPresent(end -> parts.add("%s from %s to %s".formatted(l.name,
                    Numbers.plain(l.points.getFirst().y), Numbers.plain(end.y))));
        }
        String what = unit.isEmpty() ? title : title + " in " + unit;
        return what + ": " + (parts.isEmpty() ? "no values" : String.join("; ", parts));
    }

    private static ContainerTag<?> line(double x1, double y1, double x2, double y2, String style) {
        return tag("line").attr("x1", round(x1)).attr("y1", round(y1)).attr("x2", round(x2)).attr("y2", round(y2))
                .withClass(style);
    }

    private static ContainerTag<?> text(double x, double y, String text, String anchor) {
        return tag("text").attr("x", round(x)).attr("y", round(y)).attr("text-anchor", anchor).withText(text);
    }

    private static String round(double v) {
        return String.format(Locale.ROOT, "%.1f", v);
    }
}
