package ganvas.report;

import static ganvas.report.ClaimTable.head;
import static ganvas.report.ClaimTable.row;
import static j2html.TagCreator.b;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.thead;

import ganvas.report.Comparison.ArmRuns;
import ganvas.words.Numbers;
import j2html.tags.DomContent;
import java.util.List;
import java.util.Optional;

/** Scores that the paper prints for its own runs. Their protocol differs from ours, so they have a separate table. */
record PrintedTable(Comparison c) {
    private static final List<String> SCORES = List.of("inception score", "FID"),
            ALL = List.of("epochs", "blocks", "inception score", "FID");

    /** The table; empty if the paper prints no scores. */
    DomContent below() {
        List<ArmRuns> printed = c.arms().stream().filter(a -> SCORES.stream().anyMatch(s -> value(a, s).isPresent()))
                .toList();
        if (printed.isEmpty()) return each();
        return each(h3("Scores that the paper prints about its own runs"),
                p("By its own protocol: the Inception network, images of its own runs at its own length. None of "
                        + "these numbers compares with one of ours; what can be compared is which of two is better.")
                        .withClass("small"),
                table(thead(row(head("Model"), each(ALL.stream().map(name -> head("Paper: " + name))))),
                        tbody(each(printed.stream().map(PrintedTable::model)))).attr("role", "table")
                        .withClasses("rows", "printed"));
    }

    private static DomContent model(ArmRuns a) {
        return row(td(b(a.title()).withClass("hue")).attr("role", "cell").withClass(a.hue()),
                each(ALL.stream()
                        .map(name -> td(span("Paper: " + name).withClasses("who", "small"),
                                span(value(a, name).map(Numbers::exact).orElse("—")))
                                .attr("role", "cell"))));
    }

    private static Optional<Double> value(ArmRuns a, String name) {
        return Optional.ofNullable(a.arm().printed().get(name));
    }
}
