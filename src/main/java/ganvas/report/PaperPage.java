package ganvas.report;

import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.header;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.ul;

import ganvas.study.Figure;
import ganvas.study.Study;
import ganvas.verdict.BudgetWords;
import ganvas.words.Words;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;

/** The page of a paper: the verdicts on its claims, its figures from our runs, their cost, and the method. */
record PaperPage(Comparison c) {
    String html() {
        Study.Paper paper = c.study().reproduced().orElseThrow();
        var sections = new ArrayList<DomContent>(List.of(
                header(span("Ganvas"), span(c.study().name()), span(Report.datasets(c)),
                        span(Words.capital(BudgetWords.words(c.study()))).withClass("budget"))
                        .withClasses("top", "small"),
                Report.verdict(c, p(span("“" + paper.title() + "”"), span(paper.citation()).withClass("small"),
                        iff(paper.question() != null,
                                span(Prose.sentence("It asks: " + paper.question())).withClass("small")))
                        .withClass("paper")),
                new ClaimTable(c).section()));
        c.parts().forEach(part -> sections.addAll(List.of(
                new Figures(part).section(),
                look(part),
                new RunTable(part).section(),
                new ScoreTable(part).section(),
                curves(part))));
        sections.addAll(List.of(
                notes("chosen", "Choices that the paper leaves open", paper.chosen(),
                        "The paper leaves nothing open that matters here."),
                notes("departs", "Departures from the paper", paper.departs(), "None that we know of."),
                new MethodSection(c).section(),
                Report.foot(c)));
        return Page.render("%s: what became of its claims".formatted(c.study().name()), sections);
    }

    /** Images of every model next to real ones, except those that a figure already shows. */
    private static DomContent look(Comparison c) {
        List<String> shown = figures(c).stream().filter(f -> f.kind() == Figure.Kind.LABELLED_GRID)
                .flatMap(f -> f.arms().stream()).toList();
        var look = new SamplesSection(c);
        var sides = new ArrayList<DomContent>();
        c.arms().stream().filter(a -> !shown.contains(a.arm().name())).forEach(a -> sides.add(look.side(a)));
        if (sides.isEmpty()) return each();
        sides.addFirst(look.real());
        return section(h2(c.heading("Real images, and samples of each model")),
                div(each(sides.stream())).withClasses("sides", sides.size() < 3 ? "few" : ""),
                Prose.small(look.notChosen(true))).withId(c.id("look"));
    }

    private static List<Figure> figures(Comparison c) {
        return c.study().figures() == null ? List.of() : c.study().figures();
    }

    private static DomContent curves(Comparison c) {
        var training = new TrainingSection(c, Curves.overEpochs(c));
        return section(h2(c.heading("Every curve")),
                details(summary("What each model reported during training, by epoch"), training.charts()))
                .withId(c.id("training"));
    }

    private static DomContent notes(String id, String title, List<String> sentences, String none) {
        boolean empty = sentences == null || sentences.isEmpty();
        return section(h2(title),
                empty ? p(none).withClass("lead")
                        : ul(each(sentences.stream().map(s -> li(Prose.sentence(s))))).withClass("notes"))
                .withId(id);
    }
}
