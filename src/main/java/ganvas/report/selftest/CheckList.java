package ganvas.report.selftest;

import static j2html.TagCreator.b;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.ul;

import ganvas.result.Selftest;
import ganvas.result.Selftest.Check;
import ganvas.words.Words;
import j2html.tags.DomContent;
import java.util.List;
import java.util.function.Function;

/** Checks of a self-test with their verdicts. */
final class CheckList {
    private CheckList() {}

    /** A mark that says the verdict without a colour. */
    static DomContent mark(Check check) {
        String sign = switch (check.verdict()) {
            case Selftest.PASSES -> "✓";
            case Selftest.FAILS -> "✕";
            default -> "○";
        };
        return span(sign).withClasses("mark", check.verdict()).withTitle(check.verdict()).attr("role", "img")
                .attr("aria-label", check.verdict());
    }

    /** A list of checks. Checks that test the same of several things are shown under one sentence. */
    static DomContent list(List<Check> checks, Function<Check, String> what) {
        var said = checks.stream().map(Check::must).distinct().toList();
        return div(each(said.stream().map(must -> div(p(Words.capital(must) + "."),
                ul(each(checks.stream().filter(c -> c.must().equals(must))
                        .map(c -> li(mark(c), b(what.apply(c)),
                                span((what.apply(c).isEmpty() ? "" : ": ") + c.found())))))
                        .withClass("checks")))))
                .withClasses("asked", "small");
    }
}
