package ganvas.report;

import static ganvas.report.ClaimTable.cell;
import static ganvas.report.ClaimTable.head;
import static ganvas.report.ClaimTable.row;
import static j2html.TagCreator.a;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.header;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.thead;

import ganvas.file.AtomicFile;
import ganvas.result.Build;
import ganvas.result.Summary.ClaimResult;
import ganvas.study.Study;
import ganvas.verdict.Overview;
import ganvas.verdict.Overview.Paper;
import ganvas.verdict.PaperVerdict;
import ganvas.words.Words;
import j2html.tags.DomContent;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every claim of several papers on one page, one line each, with a link to each paper's own page. */
public final class StudiesPage {
    private static final int MOST_CLAIM = 150, MOST_EVIDENCE = 240;

    private StudiesPage() {}

    /** @param studies folders of studies, some of which may not have run yet, or result files */
    public static Path write(Path file, List<Path> studies) {
        Overview overview = Overview.read(studies);
        var parts = new ArrayList<DomContent>();
        parts.add(header(span("Ganvas"), span("papers, claim by claim")).withClasses("top", "small"));
        parts.add(section(h1(headline(overview)), p(reservations(overview)).withClass("lead")).withId("verdict"));
        parts.add(new VerdictMatrix(overview, paper -> report(file, paper)).table());
        overview.papers().forEach(paper -> parts.add(paper(file, paper, anchor(overview, paper))));
        parts.add(Page.foot(Build.THIS.version(), "Each paper's own page shows the evidence."));
        AtomicFile.write(file, Page.render("Papers, claim by claim", parts));
        return file;
    }

    private static String headline(Overview overview) {
        List<ClaimResult> judged = judged(overview).stream().flatMap(p -> p.claims().stream()).toList();
        String papers = Words.capital(Words.number(overview.papers().size()))
                + (overview.papers().size() == 1 ? " paper, " : " papers, ");
        return judged.isEmpty() ? papers + "no claim judged yet."
                : "%s%s %s judged: %s.".formatted(papers, Words.number(judged.size()),
                        judged.size() == 1 ? "claim" : "claims",
                        PaperVerdict.counts(judged.stream().map(ClaimResult::verdict).toList()));
    }

    /** Papers that are judged. Those of a smoke test do not count. */
    private static List<Paper> judged(Overview overview) {
        return overview.papers().stream().filter(p -> p.hasRun() && !p.length().isSmoke()).toList();
    }

    private static String reservations(Overview overview) {
        int less = (int) judged(overview).stream().filter(p -> !p.length().isPapers()).count();
        boolean smoke = overview.papers().stream().anyMatch(p -> p.hasRun() && p.length().isSmoke());
        return "A claim holds or fails by intervals over training seeds; undecided is not a no." + (less == 0 ? ""
                : (" %s of the papers %s run on a short budget: what holds or fails there does so at that length, "
                        + "and need not at the paper's.")
                        .formatted(Words.capital(Words.number(less)), less == 1 ? "is" : "are"))
                + (smoke ? " Smoke tests are shown, and not counted." : "");
    }

    private static DomContent paper(Path file, Paper paper, String anchor) {
        Optional<String> report = report(file, paper);
        DomContent name = report.<DomContent>map(to -> a(paper.name()).withHref(to))
                .orElseGet(() -> span(paper.name()));
        var heads = new ArrayList<String>();
        paper.length().words().ifPresent(words -> heads.add(Words.capital(words) + "."));
        if (paper.hasRun()) heads.add(Words.capital(Overview.seeds(paper.length().seeds())) + ".");
        else heads.add("Not run.");
        String style = paper.hasRun() && !paper.length().isPapers() ? "budget" : "plain";
        DomContent rows = tbody(each(paper.claims().stream().map(c -> claim(c, paper, report))));
        return section(h2(name).withId(anchor), div(each(paper.heading().stream().flatMap(
                heading -> Stream.of(span("“" + heading.title() + "”"), span(heading.citation()).withClass("small")))),
                span(String.join(" ", heads)).withClasses("small", style)).withClass("paper"),
                iff(!paper.claims().isEmpty(),
                        table(thead(row(head("What the paper says"), head("Verdict"), head("What we measured"))), rows)
                                .attr("role", "table").withClasses("rows", "claims", "brief")));
    }

    /** The id of a paper's part of this page. */
    static String anchor(Overview overview, Paper paper) {
        return "paper-" + (1 + overview.papers().indexOf(paper));
    }

    private static DomContent claim(ClaimResult c, Paper paper, Optional<String> report) {
        String evidence = c.evidence().lines().findFirst().orElse("");
        int more = (int) c.evidence().lines().count() - 1;
        String says = "“" + Prose.cut(c.says(), MOST_CLAIM) + "”";
        DomContent sentence = report.<DomContent>map(to -> a(says).withHref(to + "#claim-" + ClaimTable.anchor(c)))
                .orElseGet(() -> span(says));
        return row(cell(p(sentence).withTitle(c.says()), span(ClaimTable.where(c)).withClass("small")),
                paper.hasRun() ? cell(ClaimTable.verdict(c.verdict())) : cell(span("not run").withClass("small")),
                paper.hasRun() ? cell(p(Prose.sentence(Prose.cut(evidence, MOST_EVIDENCE))).withTitle(c.evidence()),
                        span(more < 1 ? "" : "and %s more check%s".formatted(Words.number(more), more == 1 ? "" : "s"))
                                .withClass("small"))
                        : cell());
    }

    /** The link from this page to the paper's; empty if there is none. */
    private static Optional<String> report(Path file, Paper paper) {
        if (!Files.isDirectory(paper.source()) || !Files.isRegularFile(Study.report(paper.source())))
            return Optional.empty();
        Path from = file.toAbsolutePath().normalize().getParent(),
                to = Study.report(paper.source()).toAbsolutePath().normalize();
        try {
            String path = new URI(null, null, from.relativize(to).toString().replace('\\', '/'), null).getRawPath();
            // Without it a colon in a name would make a scheme.
            return Optional.of(path.startsWith("../") ? path : "./" + path);
        } catch (URISyntaxException | IllegalArgumentException e) {        // the latter: on another drive of Windows
            return Optional.empty();                                            // a name that no link can contain
        }
    }
}
