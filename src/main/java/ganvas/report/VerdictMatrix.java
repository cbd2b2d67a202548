package ganvas.report;

import static j2html.TagCreator.a;
import static j2html.TagCreator.b;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.span;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import ganvas.claim.Decision;
import ganvas.result.Summary.ClaimResult;
import ganvas.verdict.Overview;
import ganvas.verdict.Overview.Paper;
import j2html.tags.DomContent;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Papers by verdicts: a row for each paper, a mark for each of its claims.
 *
 * @param report the link to a paper's own page; empty if there is none
 */
record VerdictMatrix(Overview overview, Function<Paper, Optional<String>> report) {
    private static final List<String> VERDICTS = List.of(Decision.HOLDS, Decision.FAILS, Decision.UNDECIDED);

    DomContent table() {
        return div(j2html.TagCreator.table(
                thead(tr(th("Paper").attr("scope", "col"),
                        each(VERDICTS.stream().map(v -> th(v).attr("scope", "col"))), th("Runs").attr("scope", "col"))),
                tbody(each(overview.papers().stream().map(this::row)))).withClass("matrix")).withClass("wide")
                .attr("tabindex", "0");
    }

    private DomContent row(Paper p) {
        String below = "#" + StudiesPage.anchor(overview, p);
        DomContent name = a(p.name()).withHref(report.apply(p).orElse(below));
        String runs = !p.hasRun() ? "not run" : Overview.seeds(p.length().seeds())
                + (p.length().isSmoke() ? ", smoke" : p.length().isPapers() ? ", full" : ", short");
        return tr(th(name).attr("scope", "row"), each(VERDICTS.stream().map(v -> td(marks(p, v)))),
                td(a(runs).withHref(below)).withClass("small"));
    }

    /** The number of claims with this verdict, and a mark with a link for each. */
    private DomContent marks(Paper p, String verdict) {
        List<ClaimResult> claims = p.hasRun() ? p.claims().stream().filter(c -> c.verdict().equals(verdict)).toList()
                : List.of();
        if (claims.isEmpty()) return span("–").withClass("small");
        return each(b(String.valueOf(claims.size())), span(each(claims.stream().map(c -> mark(p, c))))
                .withClass("marks"));
    }

    private DomContent mark(Paper p, ClaimResult c) {
        String to = report.apply(p).map(page -> page + "#claim-" + ClaimTable.anchor(c))
                .orElse("#" + StudiesPage.anchor(overview, p));
        return a(ClaimTable.sign(c.verdict())).withHref(to).withClasses("mark", c.verdict()).withTitle(c.says())
                .attr("aria-label", c.verdict() + ": " + c.says());
    }
}
