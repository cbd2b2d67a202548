package ganvas.report.chart;

import static j2html.TagCreator.i;
import static j2html.TagCreator.span;

import ganvas.result.Summary.Score;
import ganvas.words.Numbers;
import j2html.tags.DomContent;
import java.util.List;
import java.util.Locale;

/**
 * The scale of one row, the same for every arm, from the lowest to the highest limit of their intervals. An interval is
 * drawn as a stroke, the value as a tick.
 *
 * @param mark a value that gets a dotted line, or NaN
 */
public record Bar(double low, double high, double mark) {
    /** A scale around the scores; empty for a single score, which has nothing to be compared with. */
    public static Bar around(List<Score> scores) {
        boolean one = scores.stream().anyMatch(s -> s.better().equals("one"));
        double low = one ? 1 : Double.POSITIVE_INFINITY, high = one ? 1 : Double.NEGATIVE_INFINITY;
        for (Score s : scores) {
            low = Math.min(low, Numbers.hasInterval(s) ? Math.min(s.mean(), s.low()) : s.mean());
            high = Math.max(high, Numbers.hasInterval(s) ? Math.max(s.mean(), s.high()) : s.mean());
        }
        double room = 0.04 * (high - low);
        return scores.size() < 2 ? new Bar(0, 0, Double.NaN) : new Bar(low - room, high + room, one ? 1 : Double.NaN);
    }

    public DomContent of(Score s) {
        if (!(high > low) || !Double.isFinite(s.mean())) return span();
        double from = at(Numbers.hasInterval(s) ? s.low() : s.mean());
        double to = at(Numbers.hasInterval(s) ? s.high() : s.mean());
        var bar = span().withClass("bar").attr("aria-hidden", "true");
        if (!Double.isNaN(mark)) bar.with(i().withClass("tick").withStyle("left:" + percent(at(mark))));
        return bar.with(i().withClass("ci").withStyle("left:" + percent(from) + ";width:" + percent(to - from)),
                i().withClass("dot").withStyle("left:" + percent(at(s.mean()))));
    }

    /** A bar of this length, for quantities without an interval. */
    public static DomContent length(double share) {
        return span(i().withClass("len").withStyle("width:" + percent(share))).withClass("bar").attr("aria-hidden",
                "true");
    }

    private double at(double value) {
        return Math.clamp((value - low) / (high - low), 0, 1);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f%%", 100 * share);
    }
}
