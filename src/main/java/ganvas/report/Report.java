package ganvas.report;

import static j2html.TagCreator.body;
import static j2html.TagCreator.document;
import static j2html.TagCreator.each;
import static j2html.TagCreator.footer;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.head;
import static j2html.TagCreator.header;
import static j2html.TagCreator.html;
import static j2html.TagCreator.li;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.style;
import static j2html.TagCreator.title;
import static j2html.TagCreator.ul;

import ganvas.claim.Words;
import ganvas.result.AtomicFile;
import ganvas.study.Study;
import j2html.tags.DomContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The page that people show each other: {@code report.html}, whole in one file. */
public final class Report {
    private Report() {}

    /** Makes {@code summary.json} and {@code report.html} of what is in {@code out} now; returns the page's path. */
    public static Path write(Path out) {
        Comparison c = Comparison.read(out);
        Path page = Study.report(out);
        AtomicFile.write(page, document(page(c)) + "\n");
        return page;
    }

    private static j2html.tags.specialized.HtmlTag page(Comparison c) {
        List<String> verdict = c.summary().verdict();
        return html(
                head(meta().withCharset("utf-8"), meta().withName("viewport")
                        .withContent("width=device-width, initial-scale=1"),
                        meta().withName("color-scheme").withContent("light dark"), meta().withName("generator")
                                .withContent("Ganvas"),
                        title("%s on %s".formatted(Words.list(c.arms().stream().map(Comparison.ArmRuns::title)
                                .toList()), Words.dataset(c.summary().dataset()))),
                        style(rawHtml(css()))),
                body(main(
                        header(span("Ganvas"), span(Words.dataset(c.summary().dataset())), each(c.arms().stream()
                                .map(a ->
                                span(span(a.title()).withClasses("hue", a.hue()), span(" " + a.arm().model())))))
                                        .withClasses("top", "small"),
                        section(h1(Prose.inHues(verdict.getFirst(), c)), lines(verdict, c)).withId("verdict"),
                        new Look(c).section(),
                        new ScoreTable(c).section(),
                        new Training(c).section(),
                        new Inside(c).section(),
                        new Method(c).section(),
                        footer("Made by Ganvas%s. The numbers of this page are in summary.json beside it.".formatted(
                                c.summary().ganvas() == null ? "" : " " + c.summary().ganvas())).withClass("small"))))
                                        .withLang("en");
    }

    private static DomContent lines(List<String> verdict, Comparison c) {
        return ul(each(verdict.stream().skip(1).map(line -> li(Prose.inHues(line, c))))).withClass("verdict");
    }

    private static String css() {
        try (var in = Report.class.getResourceAsStream("/ganvas/report/report.css")) {
            return new String(java.util.Objects.requireNonNull(in, "report.css").readAllBytes(),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
