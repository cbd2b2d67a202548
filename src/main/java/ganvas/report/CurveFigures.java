package ganvas.report;

import static j2html.TagCreator.b;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h4;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.p;

import ganvas.report.Comparison.ArmRuns;
import ganvas.report.TrainingSection.Panel;
import ganvas.report.TrainingSection.Series;
import ganvas.report.chart.Chart;
import ganvas.report.chart.Chart.Line;
import ganvas.study.Figure;
import ganvas.words.MetricCatalogue;
import ganvas.words.Words;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A paper's figures over training, as small multiples.
 *
 * @param told arms whose events an earlier figure has already reported in words
 */
record CurveFigures(Comparison c, Curves curves, Set<String> told) {
    /** Most lines in a chart that also shows single seeds. In a chart with more, they would hide the means. */
    private static final int MOST_WITH_SEEDS = 3;

    private static final Panel LOSSES = new Panel("Losses", "", List.of(new Series("G/loss", "generator", ""),
            new Series("D/loss", "discriminator", "dashed")));
    private static final List<Panel> VAE = List.of(TrainingSection.trained("Total loss", "", "loss"),
            TrainingSection.trained("Reconstruction", "", "reconstruction"), TrainingSection.trained("KL", "", "KL"));
    private static final Panel ELBO = TrainingSection.trained("ELBO", TrainingSection.NATS, "ELBO");

    /** One chart for each score, with all arms. */
    static List<Panel> scores() {
        return MetricCatalogue.installed().all().stream().filter(m -> !m.label().curve().isEmpty())
                .map(m -> new Panel(m.label().title() + (m.reading().unit().isEmpty() ? "" : ", " + m.reading().unit()),
                        "", List.of(new Series(TrainingSection.QUICK + m.label().curve(), "", ""))))
                .toList();
    }

    DomContent draw(Figure.Kind kind, List<ArmRuns> arms) {
        return switch (kind) {
            case DISCRIMINATOR_ACCURACY -> byArm(arms, TrainingSection.ACCURACY);
            case GAN_LOSSES -> byArm(arms, LOSSES);
            case ELBO -> byArm(arms, ELBO);
            case VAE_LOSSES -> rows(arms);
            default -> together(arms);
        };
    }

    /** One chart for each arm. */
    private DomContent byArm(List<ArmRuns> arms, Panel panel) {
        List<ArmRuns> there = arms.stream().filter(panel::isReported).toList();
        List<Chart> charts = there.stream().map(a -> {
            Chart chart = panel.of(a, curves, curves.end(arms), curves.marks(a));
            return new Chart(a.title(), panel.unit(), chart.end(), chart.across(), chart.lines(), chart.marks());
        }).toList();
        List<DomContent> drawn = Chart.alike(charts);
        return each(scale(charts),
                div(each(IntStream.range(0, there.size()).mapToObj(i -> div(drawn.get(i), events(there.get(i)))
                        .withClass(there.get(i).hue())))).withClass("charts"),
                missing(arms, there));
    }

    /** A row for each arm, a column for each term of the loss. Each term has one scale. */
    private DomContent rows(List<ArmRuns> arms) {
        List<ArmRuns> there = arms.stream().filter(a -> VAE.stream().anyMatch(p -> p.isReported(a))).toList();
        var byPanel = VAE.stream().map(panel -> Chart.alike(there.stream()
                .map(a -> panel.of(a, curves, curves.end(arms), curves.marks(a))).toList())).toList();
        var rows = new ArrayList<DomContent>();
        for (int i = 0; i < there.size(); i++) {
            int row = i;
            ArmRuns a = there.get(i);
            rows.add(div(h4(b(a.title()).withClass("hue")),
                    div(each(byPanel.stream().map(charts -> charts.get(row)))).withClass("charts"),
                    events(a)).withClasses("arm", a.hue()));
        }
        return each(each(rows.stream()), missing(arms, there));
    }

    private DomContent together(List<ArmRuns> arms) {
        List<ArmRuns> there = arms.stream().filter(a -> scores().stream().anyMatch(p -> p.isReported(a))).toList();
        List<Chart> charts = scores().stream().filter(p -> arms.stream().anyMatch(p::isReported))
                .map(p -> new Chart(p.title(), "",
                        curves.end(arms), curves.across(), arms.stream().flatMap(a -> lines(a, p, arms)).toList(),
                        List.of()))
                .toList();
        return each(
                iff(arms.size() > MOST_WITH_SEEDS && c.study().seeds().size() > 1,
                        p("Means over the seeds.").withClass("small")),
                div(each(charts.stream().map(Chart::figure))).withClass("charts"), missing(arms, there));
    }

    private Stream<Line> lines(ArmRuns a, Panel panel, List<ArmRuns> arms) {
        return curves.lines(a, a.title(), Comparison.style(a), panel.series().getFirst().stat()).stream()
                .filter(l -> arms.size() <= MOST_WITH_SEEDS || !l.name().isEmpty());
    }

    private static DomContent scale(List<Chart> charts) {
        if (charts.size() < 2) return each();
        return p(Chart.oneScale(charts) ? "All on one scale." : "Each on a scale of its own.").withClass("small");
    }

    private DomContent events(ArmRuns a) {
        return told.add(a.arm().name()) ? Curves.events(a) : each();
    }

    private static DomContent missing(List<ArmRuns> arms, List<ArmRuns> there) {
        List<String> without = arms.stream().filter(a -> !there.contains(a)).map(ArmRuns::title).toList();
        return iff(!without.isEmpty(), p("No such curves: %s.".formatted(Words.list(without)))
                .withClass(there.isEmpty() ? "absent" : "small"));
    }
}
