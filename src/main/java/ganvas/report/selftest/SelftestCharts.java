package ganvas.report.selftest;

import static j2html.TagCreator.b;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;

import ganvas.report.PageImages;
import ganvas.report.chart.Chart;
import ganvas.report.chart.Chart.Line;
import ganvas.report.chart.Chart.Point;
import ganvas.result.Selftest;
import ganvas.result.Selftest.Check;
import ganvas.result.Selftest.Measured;
import ganvas.result.Selftest.Sample;
import ganvas.result.Selftest.Score;
import ganvas.result.Selftest.Sweep;
import ganvas.words.Numbers;
import ganvas.words.Words;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Charts of every score over doses of harm and over the number of pictures, with intervals. */
record SelftestCharts(Selftest t) {
    private static final Set<String> OTHERS = Set.of(Selftest.FLOOR, Selftest.COUNT, Selftest.PARTS, Selftest.CLASSES);
    private static final int STRIP_SCALE = 2;

    private List<Sweep> harmed() {
        return t.sweeps().stream().filter(s -> !OTHERS.contains(s.name())).toList();
    }

    DomContent harms() {
        List<Sweep> harms = harmed();
        return section(h2("Damage in growing doses"),
                p(("The same real %s with more and more %s. Charts run over the doses, 0 being none; strokes are 95 "
                        + "%% intervals. A step from one dose to the next is level where it stays within three "
                        + "standard errors.")
                        .formatted(Words.noun(t.made().dataset()),
                                Words.list(harms.stream().map(Sweep::name).toList())))
                        .withClass("lead"),
                div(each(harms.stream().map(SelftestCharts::strips))).withClass("harms"),
                div(each(t.scores().stream().map(s -> chart(s, harms)))).withClass("charts")).withId("harm");
    }

    private static DomContent strips(Sweep harm) {
        return figure(figcaption(b(Words.capital(harm.name())).withClass("hue"), span(harm.axis()).withClass("small")),
                each(harm.samples().stream().map(
                        s -> div(PageImages.image(s.strip(), STRIP_SCALE, "%s %s".formatted(harm.name(), s.name())),
                                span(s.name()).withClass("read")).withClass("dose"))))
                .withClasses("harm", harm.name());
    }

    private DomContent chart(Score score, List<Sweep> harms) {
        var lines = new ArrayList<Line>();
        for (Sweep harm : harms)
            lines.addAll(lines(harm, score, harm.name(), harm.name(), s -> harm.samples().indexOf(s)));
        int end = harms.stream().mapToInt(h -> h.samples().size() - 1).max().orElse(1);
        List<Check> checks = harms.stream().flatMap(h -> t.checks(h.name()).stream())
                .filter(c -> c.score().equals(score.name())).toList();
        return div(new Chart(score.label(), score.unit(), end, "dose", lines, List.of()).figure(),
                CheckList.list(checks, Check::sweep));
    }

    DomContent counts() {
        Sweep count = t.sweep(Selftest.COUNT);
        int all = count.samples().getLast().images();
        String parts = Words.list(count.samples().stream()
                .map(s -> "%s of %s".formatted(Words.number(all / s.images()), s.name())).toList());
        return section(h2("Number of images"),
                p(("The same %s real %s, cut in parts: %s. Values are means over the parts. Where a score moves here, "
                        + "compare it at equal numbers only. The spread over the smallest parts beside their "
                        + "intervals shows how wide these should be: 1.0 times is right, less is cautious, "
                        + "more is too narrow.")
                        .formatted(Numbers.count(all), Words.noun(t.made().dataset()), parts)).withClass("lead"),
                div(each(t.scores().stream().map(s -> {
                    List<Line> lines = lines(count, s, "mean", "other", Sample::at);
                    List<Check> checks = Stream
                            .concat(t.checks(Selftest.COUNT).stream(), t.checks(Selftest.PARTS).stream())
                            .filter(c -> c.score().equals(s.name())).toList();
                    return div(new Chart(s.label(), s.unit(), all, "pictures", lines, List.of()).figure(),
                            CheckList.list(checks, _ -> ""));
                }))).withClass("charts")).withId("count");
    }

    /** The values as a line, each interval as a stroke. */
    private static List<Line> lines(Sweep sweep, Score score, String name, String style, ToDoubleFunction<Sample> at) {
        var points = new ArrayList<Point>();
        var lines = new ArrayList<Line>();
        for (Sample s : sweep.samples()) {
            Measured m = s.scores().get(score.name());
            if (m == null) continue;
            double x = at.applyAsDouble(s);
            points.add(new Point(x, m.value()));
            if (Objects.nonNull(m.low()))
                lines.add(new Line("", style + " interval", List.of(new Point(x, m.low()), new Point(x, m.high()))));
        }
        if (!points.isEmpty()) lines.add(new Line(name, style, points));
        return lines;
    }
}
