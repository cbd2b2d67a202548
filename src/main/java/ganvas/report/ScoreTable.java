package ganvas.report;

import static j2html.TagCreator.b;
import static j2html.TagCreator.code;
import static j2html.TagCreator.dd;
import static j2html.TagCreator.details;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.dt;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import ganvas.claim.Findings;
import ganvas.claim.Numbers;
import ganvas.claim.Words;
import ganvas.report.Comparison.ArmRuns;
import ganvas.result.Summary.ArmSummary;
import ganvas.result.Summary.Finding;
import ganvas.result.Summary.Score;
import j2html.tags.DomContent;
import j2html.tags.specialized.TrTag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Arms as columns, scores as rows under the question they answer. */
record ScoreTable(Comparison c) {
    static final String CLASS_SHARE = "class-share/";
    private static final Map<String, String> QUESTIONS = questions();

    private static Map<String, String> questions() {
        var q = new LinkedHashMap<String, String>();
        q.put("good", "Is it good?");
        q.put("varied", "Is it varied?");
        q.put("sharp", "Is it sharp?");
        q.put("reconstructs", "Does it reconstruct?");
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
        return j2html.TagCreator.section(h2("Scores"), p(meaning(names)).withClass("lead"),
                table().attr("role", "table").with(thead(row(th("").attr("scope", "col").attr("role", "columnheader"),
                        each(c.arms().stream().map(a ->
                        th(b(a.title()).withClass("hue"), span(a.arm().model()).withClass("small")).attr("scope", "col")
                                .attr("role", "columnheader").withClass(a.hue()))))),
                        each(groups.stream())).withClass(c.arms().size() > 2 ? "scores many" : "scores")
                                .withStyle("--arms:" + c.arms().size()),
                recipes(names)).withId("scores");
    }

    private String meaning(List<String> names) {
        if (names.isEmpty()) return "No score has been measured yet.";
        boolean seeds = c.study().seeds().size() > 1;
        return (seeds ? "Each number is the mean of %s training runs, its bar the 95 %% interval over training runs."
                .formatted(Words.number(c.study().seeds().size()))
                : "Each bar marks the 95 % interval over samples of the one training run; another run of the same model "
                        + "may fall outside it.")
                + " Each row has a scale of its own. Bold: better by more than the interval of the difference. "
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
        return tbody(row(th(question).attr("scope", "rowgroup").attr("role", "rowheader").attr("colspan",
                c.arms().size() + 1)).withClass("question"), each(rows.stream()));
    }

    private List<DomContent> rows(List<String> names) {
        var rows = new ArrayList<DomContent>();
        for (String name : names) if (!name.startsWith(CLASS_SHARE)) rows.add(score(name));
        if (names.stream().anyMatch(n -> n.startsWith(CLASS_SHARE))) {
            rows.add(row(head("Share of each class", "", "read by the judge; the line marks equal shares", ""),
                    each(c.arms().stream().map(a -> cell(a, new Histogram(c, a).bars())))).withClass("tall"));
        }
        return rows;
    }

    private DomContent score(String name) {
        Score like = any(name);
        List<Score> there = c.summary().arms().values().stream().map(a -> a.scores().get(name)).filter(Objects::nonNull)
                .toList();
        Bar bar = Bar.around(there);
        List<Finding> findings = c.summary().findings().stream().filter(f -> f.score().equals(name)).toList();
        boolean undecided = !findings.isEmpty() && findings.stream().allMatch(f ->
                f.better().equals(Findings.UNDECIDED));
        boolean unlike = Findings.isDirected(like) && there.size() > 1 && findings.isEmpty() && c.arms()
                .stream().allMatch(ArmRuns::isDone);
        String note = undecided ? "undecided" : unlike ? "not compared" : "";
        return row(head(like.label(), arrow(like), join(like.unit(), note), like.recipe()), each(c.arms().stream()
                .map(a -> {
            Score s = a.summary().scores().get(name);
            return s == null ? absent(a, like) : cell(a, span(Numbers.value(s)).withClass(wins(a, findings) ? "num best"
                    : "num"),
                    bar.of(s), span(Numbers.range(s)).withClass("small"));
        })));
    }

    /** The style makes rows grids; the roles keep them a table for screen readers. */
    private static TrTag row(DomContent... cells) {
        return tr(cells).attr("role", "row");
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

    private static String arrowInWords(String arrow) {
        return arrow.equals("↓") ? "lower is better" : arrow.equals("↑") ? "higher is better" : "nearer to 1 is better";
    }

    private static DomContent head(String label, String arrow, String note, String recipe) {
        return th(span(label), iff(!arrow.isEmpty(), span(" " + arrow).withClass("arrow").withTitle(arrowInWords(arrow))
                .attr("aria-label", arrowInWords(arrow)).attr("role", "img")),
                iff(!note.isEmpty(), span(note).withClass("small note"))).attr("scope", "row").attr("role", "rowheader")
                        .withTitle(recipe == null ? "" : recipe);
    }

    /** Better than every arm it can be compared with. */
    private static boolean wins(ArmRuns a, List<Finding> findings) {
        String name = a.arm().name();
        List<Finding> own = findings.stream().filter(f -> f.first().equals(name) || f.second().equals(name)).toList();
        return !own.isEmpty() && own.stream().allMatch(f -> f.better().equals(name));
    }

    private static DomContent cell(ArmRuns a, DomContent... content) {
        return td().attr("role", "cell").with(span(a.title()).withClass("who"), each(java.util.Arrays.stream(content)))
                .withClass(a.hue());
    }

    private static DomContent absent(ArmRuns a, Score like) {
        boolean noLikelihood = a.isDone() && a.arm().family().equals("gan") && like.question().equals("reconstructs");
        return cell(a, span("—").withClass("num"), span(noLikelihood ? "not defined: no likelihood" : a.whyMissing())
                .withClass("small"));
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
            return v > 0 ? cell(a, span(text.apply(v)).withClass("num"), Bar.length(v / most)) : cell(a, span("—")
                    .withClass("num"), span("not known").withClass("small"));
        })));
    }

    private DomContent recipes(List<String> names) {
        var items = new ArrayList<DomContent>();
        for (String name : names) {
            if (name.startsWith(CLASS_SHARE) && !name.equals(CLASS_SHARE + "0")) continue;
            Score s = any(name);
            items.add(dt(span(name.startsWith(CLASS_SHARE) ? "Share of each class" : s.label()),
                    code(name.replaceAll("/\\d+$", ""))));
            items.add(dd(p(s.recipe() == null ? "" : s.recipe()), each(c.summary().findings().stream()
                    .filter(f -> f.score().equals(name)).map(f ->
                    p("%s minus %s: %s, 95 %% interval %s; %s (%s).".formatted(Words.title(f.first()),
                            Words.title(f.second()), Numbers.plain(f.difference()),
                            Numbers.range(f.low(), f.high()), f.better().equals(Findings.UNDECIDED) ? "undecided"
                                    : Words.title(f.better()) + " is better", f.test())))),
                    p(protocol(s)).withClass("small")));
        }
        return iff(!items.isEmpty(), details(summary("How each score is made, and every difference with its interval"),
                caution(), dl(each(items.stream())).withClass("recipes")));
    }

    private DomContent caution() {
        long scores = c.summary().findings().stream().map(Finding::score).distinct().count();
        return iff(scores > 1, p("Intervals are not widened for looking at %d scores at once.".formatted(scores))
                .withClass("lead"));
    }

    private static String protocol(Score s) {
        if (s.protocol() == null || s.protocol().isEmpty()) return "";
        return s.protocol().entrySet().stream().map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining(" · "));
    }
}
