package ganvas.report;

import static j2html.TagCreator.each;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.header;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.ul;

import ganvas.file.AtomicFile;
import ganvas.study.Study;
import ganvas.words.Words;
import j2html.tags.DomContent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes {@code report.html}, the page to be shown to others, complete in one file. */
public final class Report {
    private static final int LARGEST = 3_000_000;
    /**
     * Largest reduction. If the page is too large, it is made again with a half, a quarter, an eighth of the pictures.
     */
    private static final int MOST_THRIFT = 8;

    private Report() {}

    /**
     * Makes {@code summary.json} and {@code report.html} from the present content of {@code out}; returns the page's
     * path.
     */
    public static Path write(Path out) {
        Comparison c = Comparison.read(out);
        String html = page(c);
        for (int thrift = 2; thrift <= MOST_THRIFT && html.getBytes(StandardCharsets.UTF_8).length > LARGEST;
                thrift *= 2) {
            html = page(c.with(thrift));
        }
        Path page = Study.report(out);
        AtomicFile.write(page, html);
        return page;
    }

    private static String page(Comparison c) {
        if (c.study().reproduced().isPresent()) return new PaperPage(c).html();
        var sections = new ArrayList<DomContent>(List.of(
                header(span("Ganvas"), span(datasets(c)),
                        each(c.arms().stream().map(
                                a -> span(span(a.title()).withClasses("hue", a.hue()), span(" " + a.arm().model())))))
                        .withClasses("top", "small"),
                verdict(c, title(c))));
        if (c.study().claims() != null && !c.study().claims().isEmpty()) sections.add(new ClaimTable(c).section());
        c.parts().forEach(part -> sections.addAll(List.of(
                new Figures(part).section(),
                new SamplesSection(part).section(),
                new ScoreTable(part).section(),
                new TrainingSection(part, Curves.OVER_IMAGES).section(),
                new LatentSection(part).section())));
        sections.addAll(List.of(new MethodSection(c).section(), foot(c)));
        return Page.render(
                !c.study().title().isEmpty() ? c.study().title() : "%s on %s"
                        .formatted(Words.list(c.arms().stream().map(Comparison.ArmRuns::title).toList()), datasets(c)),
                sections);
    }

    /** The title of a study of one's own. */
    private static DomContent title(Comparison c) {
        return iff(!c.study().title().isEmpty(), p(span(c.study().title()),
                span(c.study().name()).withClass("small")).withClass("paper"));
    }

    /** A phrase such as {@code CIFAR-10 and LFW}. */
    static String datasets(Comparison c) {
        return Words.list(c.summary().datasets().stream().map(Words::dataset).toList());
    }

    static DomContent verdict(Comparison c, DomContent... above) {
        List<String> verdict = c.summary().verdict();
        return section(each(java.util.Arrays.stream(above)), h1(Prose.inHues(verdict.getFirst(), c)),
                ul(each(verdict.stream().skip(1).map(line -> li(Prose.inHues(line, c))))).withClass("verdict"))
                .withId("verdict");
    }

    static DomContent foot(Comparison c) {
        return Page.foot(c.summary().ganvas(), "The numbers of this page are in summary.json beside it.");
    }
}
