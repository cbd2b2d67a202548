package ganvas.report;

import static j2html.TagCreator.b;
import static j2html.TagCreator.details;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.p;
import static j2html.TagCreator.s;
import static j2html.TagCreator.span;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import ganvas.claim.Doubt;
import ganvas.claim.Findings;
import ganvas.report.Comparison.ArmRuns;
import ganvas.report.chart.MarkAxis;
import ganvas.report.chart.MarkAxis.Mark;
import ganvas.result.Capability;
import ganvas.result.Summary.Finding;
import ganvas.result.Summary.Score;
import ganvas.verdict.DoubtWords;
import ganvas.words.MetricCatalogue;
import ganvas.words.Numbers;
import ganvas.words.Words;
import j2html.tags.DomContent;
import j2html.tags.specialized.TableTag;
import j2html.tags.specialized.TdTag;
import j2html.tags.specialized.ThTag;
import j2html.tags.specialized.TrTag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The table of scores: a row for each score under the question that it answers, a column for each arm, and one axis
 * with the marks of all. Scores that some arm cannot have are folded away below.
 */
record ScoreTable(Comparison c) {
    private static final MetricCatalogue METRICS = MetricCatalogue.installed();
    private static final Map<String, String> QUESTIONS = questions();
    /** Most arms that have columns; more stand below each other in each row. */
    private static final int MOST_COLUMNS = 4;

    private static Map<String, String> questions() {
        var q = new LinkedHashMap<String, String>();
        q.put("good", "Is it good?");
        q.put("varied", "Is it varied?");
        q.put("sharp", "Is it sharp?");
        q.put("reconstructs", "Does it reconstruct?");
        q.put("codes", "What do its codes hold?");
        q.put("new", "Is it new, or copied?");
        return q;
    }

    DomContent section() {
        List<String> names = scoreNames();
        List<String> special = names.stream().filter(n -> !lacking(n).isEmpty()).toList();
        var groups = groups(names.stream().filter(n -> !special.contains(n)).toList());
        groups.add(group("What did it cost?", new CostRows(c, isList()).rows()));
        return j2html.TagCreator.section(h2(c.heading("Scores")), p(meaning(names)).withClass("lead"), table(groups),
                iff(!special.isEmpty(), details(summary(heading(special)), table(groups(special)))),
                new ScoreExport(c, names).below(), new Recipes(c).below(names)).withId(c.id("scores"));
    }

    private List<DomContent> groups(List<String> names) {
        var groups = new ArrayList<DomContent>();
        var asked = new LinkedHashSet<>(QUESTIONS.keySet());
        names.forEach(n -> asked.add(any(n).question()));
        for (String question : asked) {
            List<String> rows = names.stream().filter(n -> any(n).question().equals(question)).toList();
            if (!rows.isEmpty()) groups.add(group(QUESTIONS.getOrDefault(question, "Is it " + question + "?"),
                    rows(rows)));
        }
        return groups;
    }

    /** Arms that cannot have the score, whatever is measured. */
    private List<ArmRuns> lacking(String score) {
        Optional<Capability> needed = METRICS.of(score).flatMap(m -> m.definition().of());
        return c.arms().stream().filter(a -> needed.isPresent() && !a.can(needed.get())).toList();
    }

    /** A line such as {@code 10 scores that the GAN cannot have}. */
    private String heading(List<String> special) {
        List<String> without = special.stream().flatMap(n -> lacking(n).stream()).distinct()
                .map(a -> Words.the(a.arm().name())).toList();
        return "%s score%s that %s cannot have".formatted(Words.capital(Words.number(special.size())),
                special.size() == 1 ? "" : "s", Words.list(without));
    }

    private TableTag table(List<DomContent> groups) {
        var heads = c.arms().stream().<DomContent>map(a -> columnHead(b(a.title()).withClass("hue"),
                span(a.arm().model()).withClass("small")).withClass(a.hue()));
        return j2html.TagCreator.table().attr("role", "table")
                .withClass(isList() ? "scores list" : "scores").withStyle("--arms:" + c.arms().size())
                .with(thead(row(columnHead(), each(heads), columnHead())), each(groups.stream()));
    }

    private boolean isList() {
        return c.arms().size() > MOST_COLUMNS;
    }

    private String meaning(List<String> names) {
        if (names.isEmpty()) return "No score has been measured yet.";
        List<Score> all = c.summary().arms().values().stream().flatMap(a -> a.scores().values().stream()).toList();
        boolean single = all.stream().anyMatch(s -> s.interval().equals(Findings.SAMPLES));
        int seeds = c.study().seeds().size();
        String bars = "The stroke at each mark is the 95 % interval over samples of the one training run; another run "
                + "of the same model may fall outside it.";
        if (seeds > 1) {
            boolean some = all.stream().anyMatch(s -> s.perSeed().contains(null));
            String of = some ? "those that have it of " + Words.number(seeds) : Words.number(seeds);
            bars = all.stream().anyMatch(s -> !MarkAxis.points(s).isEmpty())
                    ? ("Each number is the mean of %s training runs; the runs themselves stand below it, "
                            + "and as points on the axis.")
                            .formatted(of)
                    : "Each number is the mean of %s training runs, its stroke the 95 %% interval over training runs."
                            .formatted(of);
            if (single) bars += " Where only one run is scored yet, its interval is over samples.";
        }
        return bars + " Each row has one axis, of its own scale. Bold: better by more than the interval of the "
                + "difference. Arrows point to better.";
    }

    private List<String> scoreNames() {
        return c.summary().arms().values().stream().flatMap(a -> a.scores().keySet().stream()).distinct().toList();
    }

    private Score any(String score) {
        return c.summary().arms().values().stream().map(a -> a.scores().get(score)).filter(Objects::nonNull).findFirst()
                .orElseThrow();
    }

    private DomContent group(String question, List<DomContent> rows) {
        var head = th(question).attr("scope", "rowgroup").attr("role", "rowheader").attr("colspan",
                c.arms().size() + 2);
        return tbody(row(head).withClass("question"), each(rows.stream()));
    }

    private List<DomContent> rows(List<String> names) {
        var rows = new ArrayList<DomContent>();
        for (String name : names) if (!METRICS.isByClass(name)) rows.add(score(name));
        Optional<String> share = names.stream().filter(METRICS::isByClass).findFirst();
        share.ifPresent(name -> rows.add(row(head(METRICS.of(name).map(m -> m.label().title()).orElse(name), "",
                "read by the judge; the line marks equal shares", ""),
                each(c.arms().stream().map(a -> cell(a, new ClassSharesChart(c, a).bars())))).withClass("tall")));
        return rows;
    }

    private DomContent score(String name) {
        Score like = any(name);
        List<Score> there = c.summary().arms().values().stream().map(a -> a.scores().get(name))
                .filter(Objects::nonNull).toList();
        List<Finding> findings = c.summary().findings().stream().filter(f -> f.score().equals(name)).toList();
        int decimals = Numbers.decimals(there);
        MarkAxis axis = MarkAxis.around(there, decimals);
        var cells = new ArrayList<DomContent>();
        var marks = new ArrayList<Mark>();
        for (ArmRuns a : c.arms()) {
            Score s = a.summary().scores().get(name);
            if (s == null) {
                cells.add(none(a, why(a, name)));
                continue;
            }
            var mark = new Mark(s, a.title(), a.hue(), !isDoubted(a, name));
            marks.add(mark);
            cells.add(cell(a, mark.isCounted() ? span(value(s, decimals)).withClass(wins(a, name, findings) ? "num best"
                    : "num") : s(value(s, decimals)).withClass("num void"),
                    span(mark.isCounted() ? below(s, decimals) : "not counted: " + doubt(a)).withClass("small"),
                    iff(isList(), axis.strip(mark))));
        }
        if (!isList()) cells.add(td(axis.draw(marks)).attr("role", "cell").withClass("marks"));
        return row(head(like.label(), arrow(like), join(isCount(like) ? "" : like.unit(), note(like, there, findings)),
                like.recipe()), each(cells.stream()));
    }

    private static boolean isDoubted(ArmRuns a, String score) {
        return Doubt.about(a.summary()).filter(d -> d.touches(score)).isPresent();
    }

    private static String doubt(ArmRuns a) {
        return Doubt.about(a.summary()).map(DoubtWords::label).orElse("");
    }

    /** The runs, if they are few, or the interval. */
    private static String below(Score s, int decimals) {
        List<Double> points = MarkAxis.points(s);
        if (!points.isEmpty())
            return points.stream().map(v -> Numbers.fixed(v, decimals)).collect(Collectors.joining(" · "));
        if (!Numbers.hasInterval(s) || isCount(s) && s.low().equals(s.high())) return "";
        return Numbers.fixed(s.low(), decimals) + " to " + Numbers.fixed(s.high(), decimals);
    }

    /** Whether the score is a count out of a total that depends on the arm: {@code 2 of 4}. */
    private static boolean isCount(Score s) {
        return s.unit() != null && s.unit().startsWith("of ");
    }

    private static String value(Score s, int decimals) {
        if (!isCount(s)) return Numbers.fixed(s.mean(), decimals);
        return Numbers.fixed(s.mean(), s.mean() == Math.rint(s.mean()) ? 0 : 1) + " " + s.unit();
    }

    private String note(Score like, List<Score> there, List<Finding> findings) {
        if (findings.isEmpty()) {
            boolean refused = Findings.isDirected(like) && there.size() > 1
                    && c.arms().stream().allMatch(ArmRuns::isDone);
            return refused ? "not compared" : "";
        }
        return findings.stream().allMatch(f -> f.better().equals(Findings.UNDECIDED)) ? "undecided" : "";
    }

    /** A row. The style makes rows grids; the roles keep them a table for screen readers. */
    static TrTag row(DomContent... cells) {
        return tr(cells).attr("role", "row");
    }

    private static ThTag columnHead(DomContent... content) {
        return th(content).attr("scope", "col").attr("role", "columnheader");
    }

    private static String join(String unit, String note) {
        return unit == null || unit.isEmpty() ? note : note.isEmpty() ? unit : unit + ", " + note;
    }

    static String arrow(Score s) {
        return switch (s.better()) {
            case "lower" -> "↓";
            case "higher" -> "↑";
            case "one" -> "→ 1";
            default -> "";
        };
    }

    static DomContent head(String label, String arrow, String note, String recipe) {
        String words = arrow.equals("↓") ? "lower is better" : arrow.equals("↑") ? "higher is better"
                : "nearer to 1 is better";
        var direction = span(" " + arrow).withClass("arrow").withTitle(words).attr("role", "img").attr("aria-label",
                words);
        return th(span(label), iff(!arrow.isEmpty(), direction),
                iff(!note.isEmpty(), span(note).withClass("small note")))
                .attr("scope", "row").attr("role", "rowheader").withTitle(recipe == null ? "" : recipe);
    }

    /** Whether the arm is better than every arm that it can be compared with. */
    static boolean wins(ArmRuns a, String score, List<Finding> findings) {
        if (isDoubted(a, score)) return false;
        String name = a.arm().name();
        List<Finding> own = findings.stream().filter(f -> f.first().equals(name) || f.second().equals(name)).toList();
        return !own.isEmpty() && own.stream().allMatch(f -> f.better().equals(name));
    }

    static TdTag cell(ArmRuns a, DomContent... content) {
        return td().attr("role", "cell").with(span(a.title()).withClass("who"), each(java.util.Arrays.stream(content)))
                .withClass(a.hue());
    }

    /** The reason why an arm has no such score. */
    private static String why(ArmRuns a, String name) {
        if (!a.isDone()) return a.whyMissing();
        return METRICS.of(name).flatMap(m -> m.definition().of()).filter(needed -> !a.can(needed))
                .map(needed -> needed == Capability.ELBO ? "it defines no likelihood" : "it lacks " + needed.means())
                .map(why -> why.replace("it lacks an encoder", "it has no encoder")).orElseGet(a::whyMissing);
    }

    static DomContent none(ArmRuns a, String why) {
        return cell(a, span("—").withClass("num"), span(why).withClass("small"));
    }
}
