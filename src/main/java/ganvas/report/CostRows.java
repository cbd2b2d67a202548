package ganvas.report;

import static j2html.TagCreator.each;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.span;
import static j2html.TagCreator.td;

import ganvas.report.Comparison.ArmRuns;
import ganvas.report.chart.MarkAxis;
import ganvas.report.chart.MarkAxis.Length;
import ganvas.result.Summary.ArmSummary;
import ganvas.words.Numbers;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/**
 * The rows of a score table that say what training cost.
 *
 * @param isList whether the arms stand below each other in each row, and not in columns
 */
record CostRows(Comparison c, boolean isList) {
    List<DomContent> rows() {
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
        var cells = new ArrayList<DomContent>();
        for (ArmRuns a : c.arms()) {
            double v = value.applyAsDouble(a.summary());
            cells.add(v > 0 ? ScoreTable.cell(a, span(text.apply(v)).withClass("num"), span().withClass("small"),
                    iff(isList, MarkAxis.lengths(List.of(new Length(v, a.hue()), new Length(most, "hidden")))))
                    : ScoreTable.none(a, "not known"));
        }
        if (!isList && c.arms().size() > 1) cells.add(td(MarkAxis.lengths(c.arms().stream()
                .map(a -> new Length(value.applyAsDouble(a.summary()), a.hue())).toList())).attr("role", "cell")
                .withClass("marks"));
        return ScoreTable.row(ScoreTable.head(label, "", note, ""), each(cells.stream()));
    }
}
