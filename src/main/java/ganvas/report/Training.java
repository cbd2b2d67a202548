package ganvas.report;

import static j2html.TagCreator.b;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.ul;

import ganvas.claim.Numbers;
import ganvas.claim.Words;
import ganvas.report.Chart.Line;
import ganvas.report.Chart.Mark;
import ganvas.report.Chart.Point;
import ganvas.report.Comparison.ArmRuns;
import ganvas.report.Comparison.Run;
import ganvas.result.StatLine;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** What was reported while training, as small multiples over the same images shown. */
record Training(Comparison c) {
    private static final String NATS = "nats per image";
    private static final String VALIDATION = "validation/";
    private static final int MOST_EVENTS = 12;

    /** One line of a chart: the statistic, its name at the line's end, its style over the arm's hue. */
    private record Series(String stat, String name, String style) {}

    private record Panel(String title, String unit, List<Series> series) {}

    private static final List<Panel> GAN = List.of(
            new Panel("Discriminator’s loss", "", List.of(new Series("D/loss_real", "on real", "real"),
                    new Series("D/loss_fake", "on fake", ""))),
            new Panel("Discriminator’s accuracy", "share told right", List.of(new Series("D/accuracy_real", "on real",
                    "real"), new Series("D/accuracy_fake", "on fake", ""))),
            new Panel("Generator’s loss", "", List.of(new Series("G/loss", "loss", ""))));
    private static final List<Panel> VAE = List.of(trained("Reconstruction", NATS, "reconstruction"),
            trained("KL, code against prior", NATS, "KL"), trained("ELBO", NATS, "ELBO"));

    private static Panel trained(String title, String unit, String stat) {
        return new Panel(title, unit, List.of(new Series(stat, "training", "pale"), new Series(VALIDATION + stat,
                "validation", "")));
    }

    DomContent section() {
        var out = new ArrayList<DomContent>();
        for (ArmRuns a : c.arms()) out.add(arm(a));
        if (c.arms().stream().anyMatch(a -> !stats(a).isEmpty() || a.runs().stream().anyMatch(r ->
                !r.stats().isEmpty()))) out.add(rest());
        return j2html.TagCreator.section(h2("Training"),
                p("Every chart runs over the images shown, left to right, on one scale. "
                        + (c.study().seeds().size() > 1
                        ? "Thin lines are single runs, the strong one is their mean." : "One run of each."))
                                .withClass("lead"),
                each(out.stream())).withId("training");
    }

    private static List<Panel> panels(ArmRuns a) {
        Set<String> there = stats(a);
        return (a.arm().family().equals("vae") ? VAE : GAN).stream()
                .filter(p -> p.series.stream().anyMatch(s -> there.contains(s.stat))).toList();
    }

    private static Set<String> stats(ArmRuns a) {
        var names = new LinkedHashSet<String>();
        for (Run r : a.runs()) for (StatLine l : r.stats()) if (l.values() != null) names.addAll(l.values().keySet());
        return names;
    }

    private DomContent arm(ArmRuns a) {
        List<Mark> marks = marks(a);
        List<DomContent> charts = panels(a).stream()
                .map(p -> new Chart(p.title, p.unit, images(), lines(a, p), marks).figure()).toList();
        String why = a.summary().images() == 0 ? "nothing was trained yet" : "nothing was reported";
        return div(h3(b(a.title()).withClass("hue"), span(" " + a.arm().model()).withClass("small")),
                charts.isEmpty() ? p("No curves: %s.".formatted(why)).withClass("absent")
                        : div(each(charts.stream())).withClass("charts"),
                events(a)).withClasses("arm", a.hue());
    }

    private static List<Line> lines(ArmRuns a, Panel panel) {
        return panel.series.stream().flatMap(s -> lines(a, s.name, s.style.equals("real") ? "real" : a.hue() + " " + s.style,
                l -> value(l, s.stat)).stream()).toList();
    }

    /** The pace, and what no panel has drawn: arms together in one chart each. */
    private DomContent rest() {
        var charts = new ArrayList<DomContent>();
        charts.add(new Chart("Images per second", "", images(), c.arms().stream()
                .flatMap(a -> lines(a, a.title(), style(a), StatLine::imagesPerSecond).stream()).toList(),
                        List.of()).figure());
        var left = new LinkedHashMap<String, List<ArmRuns>>();
        for (ArmRuns a : c.arms()) {
            for (String stat : undrawn(a)) left.computeIfAbsent(stat, _ -> new ArrayList<>()).add(a);
        }
        left.forEach((stat, arms) -> charts.add(new Chart(title(stat), stat.equals("loss") ? NATS : "", images(),
                arms.stream().flatMap(a -> both(a, stat, arms.size() == 1).stream()).toList(), List.of()).figure()));
        return div(h3("Pace, and what else was reported"), div(each(charts.stream())).withClass("charts"))
                .withClass("arm");
    }

    /** Statistics that no panel shows, without what marks them as validation. */
    private static Set<String> undrawn(ArmRuns a) {
        var drawn = new LinkedHashSet<String>();
        panels(a).forEach(p -> p.series.forEach(s -> drawn.add(s.stat)));
        Set<String> there = stats(a), undrawn = new LinkedHashSet<>();
        for (String stat : there) {
            if (!drawn.contains(stat) && !isSum(stat, a, there)) undrawn.add(stat.replace(VALIDATION, ""));
        }
        return undrawn;
    }

    private List<Line> both(ArmRuns a, String stat, boolean alone) {
        if (!stats(a).contains(VALIDATION + stat)) return lines(a, a.title(), style(a), l -> value(l, stat));
        var lines = new ArrayList<>(lines(a, alone ? "training" : "", style(a) + " pale", l -> value(l, stat)));
        lines.addAll(lines(a, alone ? "validation" : a.title(), style(a), l -> value(l, VALIDATION + stat)));
        return lines;
    }

    private static Double value(StatLine line, String stat) {
        return line.values() == null ? null : line.values().get(stat);
    }

    /** Where arms share a chart, every second one of a family is dashed. */
    private String style(ArmRuns a) {
        long before = c.arms().stream().takeWhile(o -> o != a).filter(o -> o.hue().equals(a.hue())).count();
        return before % 2 == 1 ? a.hue() + " dashed" : a.hue();
    }

    private static String title(String stat) {
        return switch (stat) {
            case "G/gradient_norm" -> "Generator’s gradient, norm";
            case "loss" -> "Loss";
            default -> stat;
        };
    }

    /**
     * Whether a statistic only repeats what its parts show: D's whole loss, or a loss that is the ELBO with its sign
     * turned.
     */
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

    private double images() {
        double most = 0;
        for (ArmRuns a : c.arms()) most = Math.max(most, a.arm().images());
        for (ArmRuns a : c.arms()) for (Run r : a.runs()) for (StatLine l : r.stats()) most = Math.max(most,
                l.images());
        return most;
    }

    /** One seed: its line. Several: a thin line each, and their mean where all of them have a value. */
    private static List<Line> lines(ArmRuns a, String name, String style, Function<StatLine, Double> value) {
        var each = new ArrayList<List<Point>>();
        for (Run r : a.runs()) {
            List<Point> points = r.stats().stream().filter(l -> value.apply(l) != null).map(l -> new Point(l.images(),
                    value.apply(l))).toList();
            if (!points.isEmpty()) each.add(points);
        }
        if (each.isEmpty()) return List.of();
        if (each.size() == 1) return List.of(new Line(name, style, each.getFirst()));
        var lines = new ArrayList<Line>();
        Map<Double, List<Double>> at = new TreeMap<>();
        for (List<Point> points : each) {
            lines.add(new Line("", style + " thin", points));
            for (Point p : points) at.computeIfAbsent(p.x(), _ -> new ArrayList<>()).add(p.y());
        }
        var mean = at.entrySet().stream().filter(e -> e.getValue().size() == each.size())
                .map(e -> new Point(e.getKey(), e.getValue().stream().mapToDouble(v -> v).average().orElseThrow()))
                        .toList();
        lines.add(new Line(name, style, mean.isEmpty() ? each.getFirst() : mean));
        return lines;
    }

    private record Event(long images, long seed, String kind, String text) {}

    private static List<Event> eventsOf(ArmRuns a) {
        var events = new ArrayList<Event>();
        for (Run r : a.runs()) {
            for (StatLine l : r.stats()) {
                if (l.event() != null) events.add(new Event(l.images(), r.seed(), l.event().kind(), l.event().text()));
            }
            if (r.provenance() != null && r.provenance().resumed() != null) {
                for (long at : r.provenance().resumed()) events.add(new Event(at, r.seed(), "resume",
                        "stopped and started again from the checkpoint"));
            }
        }
        return events.stream().sorted(java.util.Comparator.comparingLong(Event::images)).toList();
    }

    /** A kind that comes again and again is marked once, where it first came, with how often. */
    private static List<Mark> marks(ArmRuns a) {
        var byKind = new LinkedHashMap<String, List<Event>>();
        for (Event e : eventsOf(a)) byKind.computeIfAbsent(e.kind(), _ -> new ArrayList<>()).add(e);
        return byKind.entrySet().stream().map(e -> new Mark(e.getValue().getFirst().images(),
                e.getKey() + (e.getValue().size() > 1 ? " ×" + e.getValue().size() : ""))).toList();
    }

    /** The same thing again and again, or in several seeds, is told once. */
    private static DomContent events(ArmRuns a) {
        var same = new LinkedHashMap<String, List<Event>>();
        for (Event e : eventsOf(a)) same.computeIfAbsent(e.kind + "\n" + e.text, _ -> new ArrayList<>()).add(e);
        int more = same.size() - MOST_EVENTS;
        return iff(!same.isEmpty(), ul(
                each(same.values().stream().limit(MOST_EVENTS).map(e -> li(b(e.getFirst().kind),
                        Prose.of(told(e, a))))),
                iff(more > 0, li("and %s more in stats.jsonl".formatted(Words.number(more))))).withClasses("events",
                        "small"));
    }

    private static String told(List<Event> events, ArmRuns a) {
        long first = events.getFirst().images, last = events.getLast().images;
        List<String> seeds = events.stream().map(e -> Long.toString(e.seed)).distinct().toList();
        String when = first == last ? "after %s images".formatted(Numbers.count(first))
                : "%s times from %s to %s images".formatted(Words.number(events.size()), Numbers.count(first),
                        Numbers.count(last));
        String where = a.runs().size() < 2 ? "" : (seeds.size() == 1 ? " in seed " : " in seeds ") + Words.list(seeds);
        return " %s%s: %s".formatted(when, where, events.getFirst().text);
    }
}
