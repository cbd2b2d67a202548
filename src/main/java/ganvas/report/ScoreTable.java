package ganvas.report;

import static j2html.TagCreator.b;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import ganvas.claim.Findings;
import ganvas.report.Comparison.ArmRuns;
import ganvas.report.chart.Bar;
import ganvas.result.Capability;
import ganvas.result.Summary.ArmSummary;
import ganvas.result.Summary.Finding;
import ganvas.result.Summary.Score;
import ganvas.words.Numbers;
import ganvas.words.Words;
import j2html.tags.DomContent;
import j2html.tags.specialized.ThTag;
import j2html.tags.specialized.TrTag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/** The table of scores: a column for each arm, a row for each score under the question that it answers. */
record ScoreTable(Comparison c) {
    static final String CLASS_SHARE = "class-share/";
    private static final Map<String, String> QUESTIONS = questions();
    /** Most arms whose column has room for a model's whole name. */
    private static final int CROWD = 6;

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
        var groups = new ArrayList<DomContent>();
        var names = scoreNames();
        var asked = new LinkedHashSet<>(QUESTIONS.keySet());
        names.forEach(n -> asked.add(any(n).question()));
        for (String question : asked) {
            List<String> rows = names.stream().filter(n -> any(n).question().equals(question)).toList();
            if (!rows.isEmpty()) groups.add(group(QUESTIONS.getOrDefault(question, "Is it " + question + "?"),
                    rows(rows)));
        }
        groups.add(group("What did it cost?", costs()));
        var heads = c.arms().stream().<DomContent>map(a -> columnHead(b(a.title()).withClass("hue"),
                span(a.arm().model()).withClass("small")).withClass(a.hue()));
        var table = table().attr("role", "table")
                .withClass(
                        c.arms().size() > CROWD ? "scores many crowd" : c.arms().size() > 2 ? "scores many" : "scores")
                .withStyle("--arms:" + c.arms().size())
                .with(thead(row(columnHead(), each(heads))), each(groups.stream()));
        return j2html.TagCreator.section(h2(c.heading("Scores")), p(meaning(names)).withClass("lead"), table,
                new Recipes(c).below(names)).withId(c.id("scores"));
    }

    private String meaning(List<String> names) {
        if (names.isEmpty()) return "No score has been measured yet.";
        int seeds = c.study().seeds().size();
        boolean single = c.summary().arms().values().stream().flatMap(a -> a.scores().values().stream())
                .anyMatch(s -> s.interval().equals(Findings.SAMPLES));
        String bars = "Each bar marks the 95 % interval over samples of the one training run; another run of the same "
                + "model may fall outside it.";
        if (seeds > 1) {
            boolean some = c.summary().arms().values().stream().flatMap(a -> a.scores().values().stream())
                    .anyMatch(s -> s.perSeed().contains(null));
            bars = "Each number is the mean of %s training runs, its bar the 95 %% interval over training runs."
                    .formatted(some ? "those that have it of " + Words.number(seeds) : Words.number(seeds));
            if (single) bars += " Where only one run is scored yet, its interval is over samples.";
        }
        return bars + " Each row has a scale of its own. Bold: better by more than the interval of the difference. "
                + "Arrows point to better.";
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
                c.arms().size() + 1);
        return tbody(row(head).withClass("question"), each(rows.stream()));
    }

    private List<DomContent> rows(List<String> names) {
        var rows = new ArrayList<DomContent>();
        for (String name : names) if (!name.startsWith(CLASS_SHARE)) rows.add(score(name));
        if (names.stream().anyMatch(n -> n.startsWith(CLASS_SHARE))) {
            rows.add(row(head("Share of each class", "", "read by the judge; the line marks equal shares", ""),
                    each(c.arms().stream().map(a -> cell(a, new ClassSharesChart(c, a).bars())))).withClass("tall"));
        }
        return rows;
    }

    private DomContent score(String name) {
        Score like = any(name);
        List<Score> there = c.summary().arms().values().stream().map(a -> a.scores().get(name))
                .filter(Objects::nonNull).toList();
        List<Finding> findings = c.summary().findings().stream().filter(f -> f.score().equals(name)).toList();
        Bar bar = Bar.around(there);
        return row(
                head(like.label(), arrow(like), join(isCount(like) ? "" : like.unit(), note(like, there, findings)),
                        like.recipe()),
                each(c.arms().stream().map(a -> {
                    Score s = a.summary().scores().get(name);
                    if (s == null) return absent(a, name, like);
                    String style = wins(a, findings) ? "num best" : "num";
                    return cell(a, span(value(s)).withClass(style), bar.of(s),
                            span(isCount(s) && s.low() != null && s.low().equals(s.high()) ? "" : Numbers.range(s))
                                    .withClass("small"));
                })));
    }

    /** Whether the score is a count out of a total that depends on the arm: {@code 2 of 4}. */
    private static boolean isCount(Score s) {
        return s.unit() != null && s.unit().startsWith("of ");
    }

    private static String value(Score s) {
        if (!isCount(s)) return Numbers.value(s);
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
    private static TrTag row(DomContent... cells) {
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

    private static DomContent head(String label, String arrow, String note, String recipe) {
        String words = arrow.equals("↓") ? "lower is better" : arrow.equals("↑") ? "higher is better"
                : "nearer to 1 is better";
        var direction = span(" " + arrow).withClass("arrow").withTitle(words).attr("role", "img").attr("aria-label",
                words);
        return th(span(label), iff(!arrow.isEmpty(), direction),
                iff(!note.isEmpty(), span(note).withClass("small note")))
                .attr("scope", "row").attr("role", "rowheader").withTitle(recipe == null ? "" : recipe);
    }

    /** Whether the arm is better than every arm that it can be compared with. */
    private static boolean wins(ArmRuns a, List<Finding> findings) {
        String name = a.arm().name();
        List<Finding> own = findings.stream().filter(f -> f.first().equals(name) || f.second().equals(name)).toList();
        return !own.isEmpty() && own.stream().allMatch(f -> f.better().equals(name));
    }

    private static DomContent cell(ArmRuns a, DomContent... content) {
        return td().attr("role", "cell").with(span(a.title()).withClass("who"), each(java.util.Arrays.stream(content)))
                .withClass(a.hue());
    }

    private static DomContent absent(ArmRuns a, String name, Score like) {
        if (!a.isDone()) return none(a, a.whyMissing());
        boolean ofCodes = like.question().equals("codes") || name.equals("reconstruction-mse");
        if (ofCodes) return none(a, a.can(Capability.ENCODES) ? a.whyMissing() : "it has no encoder");
        boolean likelihood = like.question().equals("reconstructs") && !name.equals("inversion-mse");
        return none(a, likelihood && !a.can(Capability.ELBO) ? "it defines no likelihood" : a.whyMissing());
    }

    private static DomContent none(ArmRuns a, String why) {
        return cell(a, span("—").withClass("num"), span(why).withClass("small"));
    }

    private List<DomContent> costs() {
        return List.of(
                cost("Parameters", "trainable", ArmSummary::parameters, v -> Numbers.words(Math.round(v))),
                cost("Parameters that draw", "of the generator or decoder", ArmSummary::generatorParameters,
                        v -> Numbers.words(Math.round(v))),
                cost("Multiply-adds", "to draw one image", ArmSummary::multiplyAdds, v -> Numbers.words(Math.round(v))),
                cost("Training time", c.study().seeds().size() > 1 ? "mean of the runs" : "", ArmSummary::seconds,
                        Numbers::duration),
                cost("Images per second", "while training", ArmSummary::imagesPerSecond,
                        v -> Numbers.count(Math.round(v))),
                cost("Peak memory", "while training", ArmSummary::peakMemoryBytes, v -> Numbers.bytes(Math.round(v))));
    }

    private DomContent cost(String label, String note, ToDoubleFunction<ArmSummary> value,
            DoubleFunction<String> text) {
        double most = c.arms().stream().mapToDouble(a -> value.applyAsDouble(a.summary())).max().orElse(0);
        return row(head(label, "", note, ""), each(c.arms().stream().map(a -> {
            double v = value.applyAsDouble(a.summary());
            return v > 0 ? cell(a, span(text.apply(v)).withClass("num"), Bar.length(v / most)) : none(a, "not known");
        })));
    }
}
