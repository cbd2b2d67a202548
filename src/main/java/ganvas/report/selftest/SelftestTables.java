package ganvas.report.selftest;

import static j2html.TagCreator.b;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import ganvas.report.Prose;
import ganvas.result.Selftest;
import ganvas.result.Selftest.Agreement;
import ganvas.result.Selftest.Check;
import ganvas.result.Selftest.Measured;
import ganvas.result.Selftest.Sample;
import ganvas.result.Selftest.Score;
import ganvas.result.Selftest.Sweep;
import ganvas.words.MetricCatalogue;
import ganvas.words.MetricInfo;
import ganvas.words.Numbers;
import ganvas.words.Words;
import j2html.tags.DomContent;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of the self-test's page. */
record SelftestTables(Selftest t) {
    /** The score of a class's share, up to the class. */
    private static final String SHARE = MetricCatalogue.installed().all().stream().filter(MetricInfo::isByClass)
            .map(MetricInfo::name).findFirst().orElse("") + "/";

    DomContent golden() {
        List<Agreement> values = t.golden().stream().filter(a -> !isNetwork(a)).toList();
        return section(h2("The field's own programs"),
                p("torch-fidelity, pytorch-fid, SciPy and the definitions of prdc measured these arrays; "
                        + "so does Ganvas.")
                        .withClass("lead"),
                wide(table(headings("", "Expected", "Found", "Relative difference", "Tolerance"),
                        tbody(each(values.stream().map(this::value))))),
                each(values.stream().map(Agreement::note).filter(n -> !n.isEmpty()).distinct()
                        .map(note -> Prose.small(values.stream()
                                .filter(a -> note.equals(a.note())).map(a -> Words.capital(a.what()))
                                .collect(Collectors.joining("; ")) + ": " + note + "."))),
                h3("The Inception network"),
                p("Weights and pictures are filled by a formula, so that any program can make them; the numbers are "
                        + "the largest relative difference of each entry, beside its tolerance. Pictures are of three "
                        + "kinds: colour of 32 × 32 and 45 × 45 pixels, grey of 28 × 28.")
                        .withClass("lead"),
                each(protocols().entrySet().stream().map(e -> network(e.getKey(), e.getValue())))).withId("golden");
    }

    private static boolean isNetwork(Agreement a) {
        return a.key().chars().filter(c -> c == '/').count() == 3;
    }

    private Map<String, List<Agreement>> protocols() {
        var byProtocol = new LinkedHashMap<String, List<Agreement>>();
        t.golden().stream().filter(SelftestTables::isNetwork)
                .forEach(a -> byProtocol.computeIfAbsent(a.key().split("/")[1].replace('_', '-'),
                        _ -> new ArrayList<>()).add(a));
        return byProtocol;
    }

    private DomContent value(Agreement a) {
        return tr(th(mark(a), span(Words.capital(a.what()))).attr("scope", "row"),
                td(digits(a.expected())), td(digits(a.found())), td(tiny(a.difference())), td(tiny(a.tolerance())));
    }

    private DomContent network(String protocol, List<Agreement> entries) {
        List<String> sets = entries.stream().map(a -> a.key().split("/")[2]).distinct().toList();
        List<String> rows = entries.stream().map(Agreement::what).distinct().toList();
        return wide(table(
                headings(Stream.of(List.of("Protocol " + protocol), sets, List.of("Tolerance")).flatMap(List::stream)
                        .toArray(String[]::new)),
                tbody(each(rows.stream().map(what -> {
                    List<Agreement> row = entries.stream().filter(a -> a.what().equals(what)).toList();
                    return tr(th(Words.capital(what)).attr("scope", "row"),
                            each(row.stream().map(a -> td(mark(a), span(" " + tiny(a.difference())))
                                    .withTitle("%s beside %s, the furthest apart of %d".formatted(digits(a.found()),
                                            digits(a.expected()), a.numbers())))),
                            td(tiny(row.getFirst().tolerance())));
                })))));
    }

    private DomContent mark(Agreement a) {
        return CheckList.mark(new Check("", "", "", "", a.agrees() ? Selftest.PASSES : Selftest.FAILS));
    }

    DomContent floor() {
        Sweep floor = t.sweep(Selftest.FLOOR);
        List<Check> checks = t.checks(Selftest.FLOOR);
        return section(h2("Real images against real images"),
                p(("What no model can be expected to beat. On the left a random half of the test images against the "
                        + "other half, where theory says what some scores must be; on the right validation images "
                        + "against the same half. %s pictures each, intervals of 95 %%; those of the checks are of "
                        + "three standard errors and count the chance of both halves.")
                        .formatted(
                                Numbers.count(floor.samples().getLast().images())))
                        .withClass("lead"),
                wide(table(
                        headings(
                                Stream.concat(Stream.of(""), floor.samples().stream().map(s -> Words.capital(s.name())))
                                        .toArray(String[]::new)),
                        tbody(each(t.scores().stream()
                                .map(s -> tr(
                                        th(s.label() + (s.unit().isEmpty() ? "" : ", " + s.unit())).attr("scope",
                                                "row"),
                                        each(floor.samples().stream().map(x -> interval(x, s.name()))))))))),
                CheckList.list(checks, c -> label(c.score()))).withId("floor");
    }

    /** The table of classes; nothing if the dataset has no classes. */
    DomContent classes() {
        if (t.sweeps().stream().noneMatch(s -> s.name().equals(Selftest.CLASSES))) return text("");
        Sweep classes = t.sweep(Selftest.CLASSES);
        int images = classes.samples().getFirst().images();
        List<String> heads = Stream.concat(Stream.of(""),
                Stream.concat(t.scores().stream().map(Score::label), Stream.of("Share of the class"))).toList();
        return section(h2("One class only"),
                p(("As a model that draws one class well and no other: %s real pictures of each, against a reference "
                        + "of all classes. Variety must suffer, and quality must not.")
                        .formatted(Numbers.count(images))).withClass("lead"),
                wide(table(headings(heads.toArray(String[]::new)), tbody(each(classes.samples().stream().map(s -> tr(
                        th(s.at() < 0 ? "all classes" : "only " + s.name()).attr("scope", "row"),
                        each(t.scores().stream().map(score -> plain(s, score.name()))),
                        s.at() < 0 ? td("") : plain(s, SHARE + (int) s.at()))))))),
                CheckList.list(t.checks(Selftest.CLASSES), c -> label(c.score()))).withId("classes");
    }

    private String label(String score) {
        if (MetricCatalogue.installed().isByClass(score)) return "Share of " + score.substring(SHARE.length());
        return t.scores().stream().filter(s -> s.name().equals(score)).map(Score::label).findFirst().orElse(score);
    }

    private static DomContent interval(Sample s, String score) {
        Measured m = s.scores().get(score);
        if (m == null) return td("—");
        return td(b(Numbers.plain(m.value())),
                span(m.low() == null ? "" : " " + Numbers.range(m.low(), m.high())).withClass("small"));
    }

    private static DomContent plain(Sample s, String score) {
        Measured m = s.scores().get(score);
        if (m == null) return td("—");
        return td(Numbers.plain(m.value()))
                .withTitle(m.low() == null ? "no interval" : Numbers.range(m.low(), m.high()));
    }

    private static DomContent headings(String... names) {
        return thead(tr(each(Stream.of(names).map(n -> n.isEmpty() ? td() : th(n).attr("scope", "col")))));
    }

    /** A table that scrolls by itself if the page is too narrow for it. */
    private static DomContent wide(j2html.tags.specialized.TableTag table) {
        return div(table.withClass("numbers")).withClass("wide").attr("tabindex", "0");
    }

    /** The value with ten significant digits. */
    private static String digits(double value) {
        if (!Double.isFinite(value)) return Numbers.fixed(value, 0);
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(10)).stripTrailingZeros();
        return (rounded.signum() == 0 ? "0" : rounded.toPlainString()).replace("-", "−");
    }

    private static String tiny(double value) {
        if (value == 0) return "0";
        return Double.isFinite(value)
                ? String.format(java.util.Locale.ROOT, "%.0e", value).replaceAll("e([+-])0*(\\d)", "e$1$2")
                        .replace("-", "−").replace("+", "")
                : Numbers.fixed(value, 0);
    }
}
