package ganvas.report;

import static j2html.TagCreator.i;
import static j2html.TagCreator.span;

import ganvas.claim.Numbers;
import ganvas.result.Summary.Score;
import j2html.tags.DomContent;
import java.util.List;
import java.util.Locale;

/**
 * One row's scale, the same for every arm, and always with zero on it: an interval as a stroke, the value as a dot.
 *
 * @param mark a value that gets a tick, or NaN
 */
record Bar(double low, double high, double mark) {
    static Bar around(List<Score> scores) {
        boolean one = scores.stream().anyMatch(s -> s.better().equals("one"));
        double low = 0, high = one ? 1 : 0;
        for (Score s : scores) {
            low = Math.min(low, Math.min(s.mean(), Numbers.hasInterval(s) ? s.low() : s.mean()));
            high = Math.max(high, Math.max(s.mean(), Numbers.hasInterval(s) ? s.high() : s.mean()));
        }
        boolean share = low == 0 && high > 0.4 && high <= 1 && !one;
        return new Bar(low * 1.05, share ? 1 : high * 1.05, one ? 1 : Double.NaN);
    }

    DomContent of(Score s) {
        if (!Double.isFinite(s.mean())) return span().withClass("bar");
        double from = Numbers.hasInterval(s) ? at(s.low()) : at(s.mean()), to = Numbers.hasInterval(s) ? at(s.high()) : at(s.mean());
        var bar = span().withClass("bar").attr("aria-hidden", "true");
        if (!Double.isNaN(mark)) bar.with(i().withClass("tick").withStyle("left:" + percent(at(mark))));
        if (low < 0) bar.with(i().withClass("tick").withStyle("left:" + percent(at(0))));
        return bar.with(i().withClass("ci").withStyle("left:" + percent(from) + ";width:" + percent(to - from)),
                i().withClass("dot").withStyle("left:" + percent(at(s.mean()))));
    }

    /** A plain length, for quantities without an interval. */
    static DomContent length(double share) {
        return span(i().withClass("len").withStyle("width:" + percent(share))).withClass("bar").attr("aria-hidden", "true");
    }

    private double at(double value) {
        return high > low ? Math.clamp((value - low) / (high - low), 0, 1) : 0;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f%%", 100 * share);
    }
}
