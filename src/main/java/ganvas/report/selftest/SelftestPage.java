package ganvas.report.selftest;

import static j2html.TagCreator.b;
import static j2html.TagCreator.code;
import static j2html.TagCreator.dd;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.dt;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.header;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.ul;

import ganvas.file.AtomicFile;
import ganvas.report.Page;
import ganvas.report.Prose;
import ganvas.result.Selftest;
import ganvas.result.Selftest.Check;
import ganvas.words.Numbers;
import ganvas.words.Words;
import j2html.tags.DomContent;
import java.nio.file.Path;
import java.util.List;

/**
 * The page of {@code ganvas metrics selftest}: what must hold for the scores, what was found, and the verdict of each
 * check.
 */
public final class SelftestPage {
    private SelftestPage() {}

    public static Path write(Path file, Selftest t) {
        AtomicFile.write(file, Page.render("Self-test of the scores", List.of(
                header(span("Ganvas"), span("self-test of the scores"), span(Words.dataset(t.made().dataset())))
                        .withClasses("top", "small"),
                verdict(t), new SelftestTables(t).golden(), new SelftestTables(t).floor(),
                new SelftestCharts(t).harms(),
                new SelftestCharts(t).counts(), new SelftestTables(t).classes(), notRun(t), how(t),
                Page.foot(t.made().ganvas(), "Every number of this page is in selftest.json beside it."))));
        return file;
    }

    /** Number of passed checks, in a sentence. */
    public static String headline(Selftest t) {
        int all = t.counted(), failed = t.failures().size();
        if (failed == 0) return "All %s checks pass.".formatted(Numbers.count(all));
        return "%s of %s checks %s.".formatted(Words.capital(Words.number(failed)), Numbers.count(all),
                failed == 1 ? "fails" : "fail");
    }

    private static DomContent verdict(Selftest t) {
        long shown = t.checks().size() - t.counted();
        String lead = "Each score is measured on images for which the right answer is known: "
                + "arrays of the field's own programs, and real %s, halved, damaged, few, or of one class. The "
                + "expectations are part of the program; the verdicts come from the numbers, "
                + "with intervals of three standard errors.";
        return section(h1(headline(t)),
                iff(!t.failures().isEmpty(),
                        ul(each(t.failures().stream()
                                .map(f -> li(CheckList.mark(f), b(label(t, f)), span(" " + f.must() + ". Found: "
                                        + f.found() + ".")))))
                                .withClass("checks")),
                p(lead.formatted(Words.noun(t.made().dataset())) + (shown == 0 ? ""
                        : " %s more %s shown without an expectation (○)."
                                .formatted(Words.capital(Words.number((int) shown)),
                                        shown == 1 ? "finding is" : "findings are")))
                        .withClass("lead"))
                .withId("verdict");
    }

    private static String label(Selftest t, Check check) {
        String name = t.scores().stream().filter(s -> s.name().equals(check.score())).map(Selftest.Score::label)
                .findFirst().orElse(check.score());
        return switch (check.sweep()) {
            case Selftest.GOLDEN -> "Golden value " + check.score() + ":";
            case Selftest.FLOOR -> name + ", real against real,";
            case Selftest.COUNT -> name + ", number of pictures,";
            case Selftest.PARTS -> name + ":";
            case Selftest.CLASSES -> name + ", one class only,";
            default -> name + ", " + check.sweep() + ",";
        };
    }

    private static DomContent notRun(Selftest t) {
        return iff(!t.notRun().isEmpty(),
                section(h2("Not run"), ul(each(t.notRun().stream().map(n -> li(Prose.sentence(n))))).withClass("notes"))
                        .withId("not-run"));
    }

    private static DomContent how(Selftest t) {
        Selftest.Made m = t.made();
        return section(h2("Method"), dl(
                dt("How to repeat it"),
                dd(code("ganvas metrics selftest --dataset %s --images %d --threads %d".formatted(m.dataset().name(),
                        m.images(), m.threads())),
                        p("The same version on the same machine gives the same bytes.").withClass("small")),
                dt("Images"),
                dd(p(("%s of the %s validation images play the generated ones, against %s test images drawn at random "
                        + "(seed %d). Neither was trained on.")
                        .formatted(Numbers.count(m.images()), Numbers.count(m.dataset().validation()),
                                Numbers.count(m.reference()), m.seed()))),
                dt("Intervals"),
                dd(p("In the charts 95 %, over the pictures, from 100 resamples. A difference counts beyond three "
                        + "standard errors: of a hundred and more comparisons, fewer than one in 300 would go so far "
                        + "by chance.")),
                dt("Dataset"),
                dd(span(m.dataset().name() + ", SHA-256 "), span(m.dataset().sha256()).withClass("hash")),
                dt("Judge"), dd(span("SHA-256 "), span(m.judgeSha256()).withClass("hash")),
                dt("Program"),
                dd(span("Ganvas %s, commit %s, libtorch %s, %s, %s".formatted(m.ganvas(), m.commit(), m.libtorch(),
                        m.device(), m.threads() == 1 ? "one thread" : Words.number(m.threads()) + " threads"))))
                .withClass("how")).withId("how");
    }
}
