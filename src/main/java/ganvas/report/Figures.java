package ganvas.report;

import static j2html.TagCreator.b;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;

import ganvas.report.Comparison.ArmRuns;
import ganvas.report.chart.Scatter;
import ganvas.result.Confusion;
import ganvas.result.LatentPlane;
import ganvas.result.RunFiles;
import ganvas.study.Figure;
import j2html.tags.DomContent;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The figures of the paper, in its order, drawn from our own runs. */
record Figures(Comparison c) {
    DomContent section() {
        List<Figure> figures = c.study().figures();
        if (figures == null || figures.isEmpty()) return each();
        var curves = Curves.overEpochs(c);
        var told = new HashSet<String>();
        boolean paper = c.study().reproduced().isPresent();
        String lead = ("Drawn from our runs, in the %s order. Charts run over %s; %s Pictures are those of the first "
                + "training seed.")
                .formatted(paper ? "paper's" : "study's", curves.across().isEmpty() ? "images shown" : "epochs",
                        new TrainingSection(c, curves).meaning().replaceAll("^T", "t").replaceAll("^O", "o"));
        return j2html.TagCreator
                .section(h2(c.heading(paper ? "The paper's figures" : "Figures")), p(lead).withClass("lead"),
                        each(figures.stream()
                                .map(f -> div(
                                        h3(span(f.title()),
                                                iff(!f.paper().isEmpty(),
                                                        span((paper && !f.paper().startsWith("not ") ? "paper: " : "")
                                                                + f.paper()).withClass("small"))),
                                        content(f, curves, told)).withClass("drawn"))))
                .withId(c.id("figures"));
    }

    private DomContent content(Figure f, Curves curves, Set<String> told) {
        List<ArmRuns> arms = f.arms().stream().map(c::arm).flatMap(Optional::stream).toList();
        if (arms.isEmpty()) return p("The study has none of the models of this figure.").withClass("absent");
        return switch (f.kind()) {
            case DISCRIMINATOR_ACCURACY, GAN_LOSSES, VAE_LOSSES, ELBO, SCORES_OVER_TRAINING ->
                    new CurveFigures(c, curves, told).draw(f.kind(), arms);
            case IMAGES_OVER_TRAINING -> each(arms.stream().map(new SamplesSection(c)::grown));
            case LABELLED_GRID -> each(div(each(arms.stream().map(new SamplesSection(c)::side))).withClass("sides"),
                    Prose.small(new SamplesSection(c).notChosen(false)));
            case RECONSTRUCTIONS ->
                    beside(arms, a -> new LatentSection(c).picture(a, "reconstructions.png"));
            case LATENT_PLANE -> beside(arms, a -> new LatentSection(c).picture(a, "plane.png"));
            case ENCODINGS -> beside(arms, a -> read(a, r -> r.folder().encodings(), LatentPlane.class,
                    e -> new Scatter(e, c::className).figure()));
            case CONFUSION -> beside(arms,
                    a -> read(a, r -> r.folder().confusion(), Confusion.class, m -> new ConfusionTable(c, m).figure()));
        };
    }

    /** A block for each arm, or a sentence that says why there is none. */
    private DomContent beside(List<ArmRuns> arms, Function<ArmRuns, Optional<DomContent>> picture) {
        return div(each(arms.stream().map(a -> {
            String why = a.isDone() ? "the run left nothing to draw it from" : a.whyMissing();
            return div(picture.apply(a).orElseGet(() -> figure(figcaption(b(a.title()).withClass("hue")),
                    p("Not drawn: %s.".formatted(why)).withClass("absent")).withClass(a.hue())));
        }))).withClass("inside");
    }

    /** Content of the file in the first run that has it. */
    private <T> Optional<DomContent> read(ArmRuns a, Function<RunFiles, Path> file, Class<T> type,
            Function<T, DomContent> draw) {
        return a.first(run -> RunFiles.readIf(file.apply(run), type).map(content -> {
            String seed = a.runs().size() > 1 ? "seed " + run.seed() : "";
            return figure(figcaption(b(a.title()).withClass("hue"), span(seed).withClass("small")),
                    draw.apply(content)).withClass(a.hue());
        }));
    }
}
