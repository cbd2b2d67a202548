package ganvas.report.chart;

import static j2html.TagCreator.each;
import static j2html.TagCreator.i;
import static j2html.TagCreator.span;

import ganvas.result.Summary.Score;
import ganvas.words.Numbers;
import j2html.tags.DomContent;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The one axis of a row of scores, with a mark for each arm: a dot at the mean, and a stroke over its interval. Two or
 * three training runs are drawn as the points that they are. Two dots are joined by a line.
 *
 * @param low      the least of all values and limits
 * @param high     the greatest
 * @param best     a value that gets a dotted line; NaN for none
 * @param decimals of the numbers at its ends
 */
public record MarkAxis(double low, double high, double best, int decimals) {
    private static final double ROOM = 0.04;
    /** Most training runs that are drawn as points; an interval over so few reaches far beyond them. */
    private static final int MOST_POINTS = 3;
    private static final int LANE = 9;

    /** @param hue the CSS class of the arm's colour */
    public record Mark(Score score, String name, String hue, boolean isCounted) {}

    /** A quantity without an interval. */
    public record Length(double value, String hue) {}

    /** An axis around the scores; with a single score there is nothing to compare, and it is empty. */
    public static MarkAxis around(List<Score> scores, int decimals) {
        boolean one = scores.stream().anyMatch(s -> s.better().equals("one"));
        double[] all = DoubleStream.concat(scores.stream().flatMapToDouble(MarkAxis::values),
                one ? DoubleStream.of(1) : DoubleStream.empty()).filter(Double::isFinite).toArray();
        double low = DoubleStream.of(all).min().orElse(0), high = DoubleStream.of(all).max().orElse(0);
        return new MarkAxis(low, scores.size() < 2 ? low : high, one ? 1 : Double.NaN, decimals);
    }

    /** The training runs, if they are so few that they are shown as points; otherwise empty. */
    public static List<Double> points(Score s) {
        List<Double> runs = s.perSeed().stream().filter(Objects::nonNull).toList();
        return runs.size() < 2 || runs.size() > MOST_POINTS ? List.of() : runs;
    }

    private static DoubleStream values(Score s) {
        List<Double> points = points(s);
        if (!points.isEmpty()) return points.stream().mapToDouble(v -> v);
        return Numbers.hasInterval(s) ? DoubleStream.of(s.mean(), s.low(), s.high()) : DoubleStream.of(s.mean());
    }

    /** The axis with all marks; each arm of more than two has a lane of its own. */
    public DomContent draw(List<Mark> marks) {
        if (!(high > low)) return span();
        boolean joined = marks.size() == 2;
        var axis = frame(joined ? 1 : marks.size());
        if (joined) {
            double a = at(marks.getFirst().score.mean()), b = at(marks.getLast().score.mean());
            axis.with(i().withClass("join").withStyle(stretch(Math.min(a, b), Math.max(a, b))));
        }
        axis.with(each(IntStream.range(0, marks.size()).boxed()
                .map(k -> mark(marks.get(k), joined ? 0 : k))));
        return span(axis, span(span(Numbers.fixed(low, decimals)), span(Numbers.fixed(high, decimals)))
                .withClass("ends")).withClass("axis").attr("aria-hidden", "true");
    }

    /** The axis with the mark of one arm, for a list of arms below each other. */
    public DomContent strip(Mark mark) {
        return high > low ? span(frame(1).with(mark(mark, 0))).withClass("axis").attr("aria-hidden", "true") : span();
    }

    private j2html.tags.specialized.SpanTag frame(int lanes) {
        var frame = span().withClass("lanes").withStyle("height:%dpx".formatted(LANE * lanes + 4));
        return Double.isNaN(best) ? frame
                : frame.with(i().withClass("best-at").withStyle("left:" + percent(at(best))));
    }

    private DomContent mark(Mark m, int lane) {
        var lines = span().withClasses("lane", m.hue, m.isCounted ? "" : "void")
                .withStyle("top:%dpx".formatted(LANE * lane + 2))
                .withTitle("%s %s".formatted(m.name, Numbers.fixed(m.score.mean(), decimals)));
        if (!Double.isFinite(m.score.mean())) return lines;
        List<Double> points = points(m.score);
        if (!points.isEmpty()) {
            lines.with(each(points.stream().filter(Double::isFinite)
                    .map(p -> i().withClass("run").withStyle("left:" + percent(at(p))))));
        } else if (Numbers.hasInterval(m.score)) {
            lines.with(i().withClass("ci").withStyle(stretch(at(m.score.low()), at(m.score.high()))));
        }
        return lines.with(i().withClass("dot").withStyle("left:" + percent(at(m.score.mean()))));
    }

    /** Bars from 0, one lane for each quantity. */
    public static DomContent lengths(List<Length> lengths) {
        double most = lengths.stream().mapToDouble(Length::value).max().orElse(0);
        if (!(most > 0)) return span();
        return span(span(each(IntStream.range(0, lengths.size()).boxed().map(k -> span(i().withClass("len")
                .withStyle("width:" + percent(lengths.get(k).value / most))).withClasses("lane", lengths.get(k).hue)
                .withStyle("top:%dpx".formatted(LANE * k + 2)))))
                .withClass("lanes").withStyle("height:%dpx".formatted(LANE * lengths.size() + 4)))
                .withClass("axis").attr("aria-hidden", "true");
    }

    private double at(double value) {
        return Math.clamp(ROOM + (1 - 2 * ROOM) * (value - low) / (high - low), 0, 1);
    }

    private static String stretch(double from, double to) {
        return "left:" + percent(from) + ";width:" + percent(to - from);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f%%", 100 * share);
    }
}
