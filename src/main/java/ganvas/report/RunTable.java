package ganvas.report;

import static ganvas.report.ClaimTable.head;
import static ganvas.report.ClaimTable.row;
import static j2html.TagCreator.b;
import static j2html.TagCreator.code;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.thead;

import ganvas.report.Comparison.ArmRuns;
import ganvas.result.ModelCard;
import ganvas.result.RunFiles;
import ganvas.verdict.BudgetWords;
import ganvas.words.Numbers;
import ganvas.words.Words;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Each model's size, length and time, next to the values that the paper prints. */
record RunTable(Comparison c) {
    DomContent section() {
        boolean printed = c.arms().stream().anyMatch(a -> !printed(a).isEmpty());
        String means = c.study().seeds().size() > 1 ? "Times and speeds are means of the runs. "
                : "One run of each model. ";
        String beside = printed
                ? "What the paper prints stands under ours. Its times were taken on its own hardware, "
                        + "not on this machine: ratios between models compare, minutes do not."
                : "The paper prints no numbers about its runs.";
        DomContent heads = row(head("Model"), head("Trainable parameters"), head("Epochs"), head("Training time"),
                head("Images a second"));
        return j2html.TagCreator.section(h2(c.heading("Runs")), p(means + beside).withClass("lead"), table(thead(heads),
                tbody(each(c.arms().stream().map(this::model)))).attr("role", "table").withClasses("rows", "runs"),
                new PrintedTable(c).below()).withId(c.id("runs"));
    }

    private DomContent model(ArmRuns a) {
        var s = a.summary();
        String set = a.arm().set() == null ? ""
                : new TreeMap<>(a.arm().set()).entrySet().stream().map(e -> e.getKey() + " = " + e.getValue())
                        .collect(Collectors.joining(", "));
        return row(
                td(div(b(a.title()).withClass("hue"), span(a.arm().model()).withClass("small"),
                        iff(!set.isEmpty(), code(set).withClass("small"))))
                        .attr("role", "cell").withClass(a.hue()),
                cell("Trainable parameters", parameters(a)),
                cell("Epochs", lines(List.of(epochs(a)), paper(a, "epochs", ""))),
                cell("Training time",
                        lines(List.of(s.seconds() > 0 ? Numbers.duration(s.seconds()) : "—"),
                                paper(a, "minutes", " min"))),
                cell("Images a second",
                        lines(List.of(s.imagesPerSecond() > 0 ? Numbers.count(Math.round(s.imagesPerSecond())) : "—"),
                                List.of())));
    }

    private static Map<String, Double> printed(ArmRuns a) {
        return a.arm().printed() == null ? Map.of() : a.arm().printed();
    }

    private static List<String> paper(ArmRuns a, String name, String unit) {
        Double value = printed(a).get(name);
        return value == null ? List.of() : List.of("paper: " + Numbers.exact(value) + unit);
    }

    private String epochs(ArmRuns a) {
        String full = BudgetWords.epochs(c.study().dataset(), a.arm().images());
        if (a.isDone()) return full;
        return "%s of %s, %s".formatted(BudgetWords.epochs(c.study().dataset(), a.summary().images()), full,
                a.whyMissing());
    }

    private static DomContent parameters(ArmRuns a) {
        Optional<ModelCard> card = a.first(RunFiles::model);
        if (card.isEmpty()) return lines(List.of("—"), List.of("not known: " + a.whyMissing()));
        var ours = new ArrayList<String>();
        var paper = new ArrayList<String>();
        for (ModelCard.Network n : card.get().networks()) {
            ours.add(n.name() + " " + Numbers.count(n.trainable()));
            Double value = printed(a).get(n.name() + " parameters");
            if (value == null) continue;
            String also = value == n.trainable() ? ", as ours"
                    : value == n.withMoving() ? ", as ours with moving statistics"
                    : n.trainable() == n.withMoving() ? ""
                    : ", ours %s with moving statistics".formatted(Numbers.count(n.withMoving()));
            paper.add("paper: " + n.name() + " " + Numbers.exact(value) + also);
        }
        return lines(ours, paper);
    }

    private static DomContent lines(List<String> ours, List<String> paper) {
        return each(each(ours.stream().map(t -> span(t).withClass("line"))),
                each(paper.stream().map(t -> span(Words.capital(t)).withClasses("line", "small"))));
    }

    private static DomContent cell(String name, DomContent content) {
        return td(span(name).withClasses("who", "small"), content).attr("role", "cell");
    }
}
