package ganvas.report;

import static j2html.TagCreator.b;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;

import ganvas.report.Comparison.ArmRuns;
import ganvas.report.chart.Chart;
import ganvas.report.chart.Chart.Line;
import ganvas.report.chart.Chart.Mark;
import ganvas.words.Numbers;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Statistics of the training, as small multiples over one horizontal axis. */
record TrainingSection(Comparison c, Curves curves) {
    static final String NATS = "nats per image";
    static final String VALIDATION = "validation/", QUICK = "judge/";

    /**
     * One line of a chart.
     *
     * @param stat  the statistic
     * @param name  at the line's end
     * @param style added to the arm's hue
     */
    record Series(String stat, String name, String style) {}

    record Panel(String title, String unit, List<Series> series) {
        /** The chart with the series that the arm reported. */
        Chart of(ArmRuns a, Curves curves, double end, List<Mark> marks) {
            return new Chart(title, unit, end, curves.across(), series.stream().flatMap(s -> curves.lines(a, s.name,
                    s.style.startsWith("real") ? s.style : a.hue() + " " + s.style, s.stat).stream()).toList(), marks);
        }

        boolean isReported(ArmRuns a) {
            return series.stream().anyMatch(s -> Curves.stats(a).contains(s.stat));
        }
    }

    static final Panel ACCURACY = new Panel("Discriminator’s accuracy", "share told right",
            List.of(new Series("D/accuracy_real", "on real", "real"), new Series("D/accuracy_fake", "on fake", "")));
    private static final List<Panel> GAN = List.of(
            new Panel("Discriminator’s loss", "", List.of(new Series("D/loss_real", "on real", "real dashed"),
                    new Series("D/loss_fake", "on fake", ""))),
            ACCURACY, new Panel("Generator’s loss", "", List.of(new Series("G/loss", "loss", ""))));
    private static final List<Panel> VAE = List.of(trained("Reconstruction", NATS, "reconstruction"),
            trained("KL, code against prior", NATS, "KL"), trained("ELBO", NATS, "ELBO"));

    static Panel trained(String title, String unit, String stat) {
        return new Panel(title, unit, List.of(new Series(stat, "training", "pale"), new Series(VALIDATION + stat,
                "validation", "")));
    }

    DomContent section() {
        return j2html.TagCreator.section(h2(c.heading("Training")),
                p("Every chart runs over the images shown, left to right, on one horizontal scale. "
                        + meaning() + quick()).withClass("lead"),
                charts()).withId(c.id("training"));
    }

    /** Quick looks use fewer images than the table of scores. */
    String quick() {
        boolean quick = c.arms().stream().flatMap(a -> Curves.stats(a).stream()).anyMatch(s -> s.startsWith(QUICK));
        return quick ? " Scores on the way are of fewer images than those of the table, so they end at other numbers."
                : "";
    }

    String meaning() {
        return c.study().seeds().size() > 1 ? "Thin lines are single runs, the strong one is their mean."
                : "One run of each.";
    }

    DomContent charts() {
        var out = new ArrayList<DomContent>();
        for (ArmRuns a : c.arms()) out.add(arm(a));
        if (c.arms().stream().anyMatch(a -> a.runs().stream().anyMatch(r -> !r.stats().isEmpty()))) out.add(rest());
        return each(out.stream());
    }

    private static List<Panel> panels(ArmRuns a) {
        return Stream.concat(GAN.stream(), VAE.stream()).filter(p -> p.isReported(a)).toList();
    }

    private DomContent arm(ArmRuns a) {
        List<Mark> marks = curves.marks(a);
        List<DomContent> charts = panels(a).stream().map(p -> p.of(a, curves, curves.end(c.arms()), marks).figure())
                .toList();
        String why = a.summary().images() == 0 ? "nothing was trained yet" : "nothing was reported";
        return div(h3(b(a.title()).withClass("hue"), span(" " + a.arm().model()).withClass("small")),
                charts.isEmpty() ? p("No curves: %s.".formatted(why)).withClass("absent")
                        : div(each(charts.stream())).withClass("charts"),
                Curves.events(a)).withClasses("arm", a.hue());
    }

    /** The speed, and the statistics that no panel shows: one chart each, with all arms together. */
    private DomContent rest() {
        var charts = new ArrayList<DomContent>();
        charts.add(chart("Images per second", "", c.arms().stream()
                .flatMap(a -> curves.lines(a, a.title(), Comparison.style(a),
                        l -> Optional.of(l.imagesPerSecond()))
                        .stream())
                .toList()));
        var left = new LinkedHashMap<String, List<ArmRuns>>();
        for (ArmRuns a : c.arms()) {
            for (String stat : undrawn(a)) left.computeIfAbsent(stat, _ -> new ArrayList<>()).add(a);
        }
        left.forEach((stat, arms) -> charts.add(chart(title(stat), stat.equals("loss") ? NATS : "",
                arms.stream().flatMap(a -> both(a, stat, arms.size() == 1).stream()).toList())));
        return div(h3("Speed and other statistics"), div(each(charts.stream())).withClass("charts"))
                .withClass("arm");
    }

    private DomContent chart(String title, String unit, List<Line> lines) {
        var chart = new Chart(title, unit, curves.end(c.arms()), curves.across(), lines, List.of());
        return chart.isConstant() ? constant(title, unit, lines) : chart.figure();
    }

    /** A value that never changes needs no chart. */
    private static DomContent constant(String title, String unit, List<Line> lines) {
        String values = lines.stream().filter(l -> !l.name().isEmpty() && !l.points().isEmpty())
                .map(l -> "%s: %s".formatted(l.name(), Numbers.plain(l.points().getFirst().y())))
                .distinct().collect(Collectors.joining("; "));
        return p(b(title), span(" %s, all the time%s".formatted(values, unit.isEmpty() ? "" : ", in " + unit)))
                .withClass("small");
    }

    /** Statistics that no panel shows, without the suffix that marks them as validation. */
    private static Set<String> undrawn(ArmRuns a) {
        var drawn = new LinkedHashSet<String>();
        panels(a).forEach(p -> p.series.forEach(s -> drawn.add(s.stat)));
        Set<String> there = Curves.stats(a), undrawn = new LinkedHashSet<>();
        for (String stat : there) {
            if (!drawn.contains(stat) && !isSum(stat, a, there)) undrawn.add(stat.replace(VALIDATION, ""));
        }
        return undrawn;
    }

    private List<Line> both(ArmRuns a, String stat, boolean alone) {
        if (!Curves.stats(a).contains(VALIDATION + stat))
            return curves.lines(a, a.title(), Comparison.style(a), stat);
        var lines = new ArrayList<>(
                curves.lines(a, alone ? "training" : "", Comparison.style(a) + " pale", stat));
        lines.addAll(
                curves.lines(a, alone ? "validation" : a.title(), Comparison.style(a), VALIDATION + stat));
        return lines;
    }

    private static String title(String stat) {
        return switch (stat) {
            case "G/gradient_norm" -> "Generator’s gradient, norm";
            case "loss" -> "Loss";
            case "D/accuracy_gap" -> "Discriminator’s accuracy, training less validation";
            case "active_dimensions" -> "Active latent dimensions";
            case "judge/variance" -> "Variance of features (× real)";
            case "D/overfit" -> "Discriminator’s overfit: 0 none, 1 complete";
            default -> CurveFigures.scores().stream().filter(p -> p.series.getFirst().stat.equals(stat)).findFirst()
                    .map(Panel::title).orElse(stat);
        };
    }

    /** Whether a statistic only repeats its parts: D's whole loss, or a loss that is the negated ELBO. */
    private static boolean isSum(String stat, ArmRuns a, Set<String> there) {
        if (stat.equals("D/loss")) return there.contains("D/loss_real") && there.contains("D/loss_fake");
        String base = stat.replace(VALIDATION, "");
        if (!base.equals("loss") || !there.contains("ELBO")) return false;
        String prefix = stat.substring(0, stat.length() - base.length());
        return a.runs().stream().flatMap(r -> r.stats().stream()).filter(l -> l.values() != null).allMatch(l -> {
            Double loss = l.values().get(stat), elbo = l.values().get(prefix + "ELBO");
            return loss == null || elbo == null || Math.abs(Math.abs(loss) - Math.abs(elbo)) <= 1e-3 * Math.abs(loss);
        });
    }
}
