package ganvas.report;

import static j2html.TagCreator.a;
import static j2html.TagCreator.b;
import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;
import static j2html.TagCreator.ul;

import ganvas.claim.Decision;
import ganvas.result.Summary.CheckResult;
import ganvas.result.Summary.ClaimResult;
import ganvas.verdict.BudgetWords;
import ganvas.words.Words;
import j2html.tags.DomContent;
import j2html.tags.specialized.TrTag;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The paper's sentences, one row each: the verdict, the evidence, the metric and the test. */
record ClaimTable(Comparison c) {
    private static final int MOST_CHECKS_OPEN = 2;

    DomContent section() {
        List<ClaimResult> claims = c.summary().claims();
        if (claims.isEmpty()) {
            return j2html.TagCreator
                    .section(h2("Claims"), p("None that can be judged by the arms of this run.").withClass("absent"))
                    .withId("claims");
        }
        return j2html.TagCreator.section(h2("Claims"), p(meaning()).withClass("lead"),
                table(thead(row(head(c.study().reproduced().isEmpty() ? "What is claimed" : "What the paper says"),
                        head("Verdict"), head("What we measured"))), tbody(each(claims.stream().map(this::row))))
                        .attr("role", "table").withClasses("rows", "claims"),
                iff(claims.stream().mapToLong(r -> r.checks().size()).sum() > 1,
                        Prose.small("Intervals are not widened for the number of checks.")))
                .withId("claims");
    }

    private String meaning() {
        return "A claim holds if every check that stands for it holds, and fails if one fails. "
                + "A check is decided by an interval over training seeds, three or more; where the interval leaves "
                + "both ways open, it is undecided, which is not a no.";
    }

    private DomContent row(ClaimResult r) {
        return row(
                cell(p("“" + r.says() + "”"), a(where(r)).withHref("#claim-" + anchor(r)).withClass("small")),
                cell(verdict(r.verdict()), span(reservation(r)).withClass("small")),
                cell(each(r.evidence().lines().map(line -> p(Prose.inHues(line, c)))),
                        iff(r.measure() != null && !r.measure().isEmpty(),
                                p(span("Measure: "), Prose.sentence(String.valueOf(r.measure()))).withClass("small")),
                        tests(r.checks())))
                .withId("claim-" + anchor(r));
    }

    /** The id of a claim in the form that a link ends with. */
    static String anchor(ClaimResult r) {
        return String.valueOf(r.id()).replaceAll("[^\\w.-]", "-");
    }

    private String reservation(ClaimResult r) {
        return c.study().claims().stream().filter(claim -> claim.id().equals(r.id())).findFirst()
                .map(claim -> BudgetWords.reservation(c.study(), claim)).orElse("");
    }

    /**
     * The place of a claim, such as {@code section 3.1 · ID}. A sentence that says two things is judged as two claims,
     * which the id distinguishes.
     */
    static String where(ClaimResult r) {
        return Stream.of(r.where(), r.id()).filter(t -> t != null && !t.isEmpty()).collect(Collectors.joining(" · "));
    }

    /** The verdict in bold, with a mark that says the same without a colour. */
    static DomContent verdict(String verdict) {
        return span(span(sign(verdict)).withClasses("mark", verdict).attr("aria-hidden", "true"), b(verdict))
                .withClasses("word", verdict);
    }

    static String sign(String verdict) {
        return switch (verdict) {
            case Decision.HOLDS -> "✓";
            case Decision.FAILS -> "✕";
            default -> "○";
        };
    }

    private static DomContent tests(List<CheckResult> checks) {
        if (checks.isEmpty()) return each();
        var list = ul(each(checks.stream().map(r -> li(span(Words.capital(r.what()) + ": "), b(r.verdict()),
                Prose.sentence(" (" + r.test() + ")."))))).withClass("small");
        return checks.size() <= MOST_CHECKS_OPEN ? list
                : details(summary("%s checks, and how each was tested".formatted(
                        Words.capital(Words.number(checks.size())))).withClass("small"), list);
    }

    /** A row. The style makes rows grids; the roles keep them a table for screen readers. */
    static TrTag row(DomContent... cells) {
        return tr(cells).attr("role", "row");
    }

    static DomContent head(String text) {
        return th(text).attr("scope", "col").attr("role", "columnheader").withClass("small");
    }

    static DomContent cell(DomContent... content) {
        return td(div(content)).attr("role", "cell");
    }
}
