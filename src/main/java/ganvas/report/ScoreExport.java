package ganvas.report;

import static j2html.TagCreator.details;
import static j2html.TagCreator.h4;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.pre;
import static j2html.TagCreator.summary;

import ganvas.report.Comparison.ArmRuns;
import ganvas.result.Summary.Finding;
import ganvas.result.Summary.Score;
import ganvas.words.Numbers;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** The table of scores to copy: as CSV with every digit, and as LaTeX with the digits of the page. */
record ScoreExport(Comparison c, List<String> names) {
    DomContent below() {
        return iff(!names.isEmpty(), details(summary("The table to copy: CSV and LaTeX"), h4("CSV"),
                pre(csv()).withClass("copy"), h4("LaTeX, with the package booktabs"), pre(latex()).withClass("copy"))
                .withClass("export"));
    }

    /** A line for each score and arm: name, label, unit, better direction, arm, mean, limits, every run. */
    String csv() {
        var lines = new ArrayList<String>();
        lines.add("score,label,unit,better,arm,mean,low,high,interval,runs");
        for (String name : names) for (ArmRuns a : c.arms()) {
            Score s = a.summary().scores().get(name);
            if (s == null) continue;
            lines.add(String.join(",", cell(name), cell(s.label()), cell(s.unit() == null ? "" : s.unit()),
                    cell(s.better()), cell(a.arm().name()), "" + s.mean(), limit(s.low()), limit(s.high()),
                    cell(s.interval()), cell(s.perSeed().stream().map(ScoreExport::limit)
                            .collect(Collectors.joining(" ")))));
        }
        return String.join("\n", lines) + "\n";
    }

    private static String limit(Double value) {
        return value == null ? "" : value.toString();
    }

    /** A field of text. One that a spreadsheet would take for a formula is marked as text. */
    private static String cell(String text) {
        String safe = text.matches("(?s)[=+@\\t\\r-].*") && !text.matches("[-+\\dE. ]+") ? "'" + text : text;
        return safe.matches("(?s).*[\",\\n\\r].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    /** A row for each score, a column for each arm; what is decided is bold. */
    String latex() {
        var lines = new ArrayList<String>();
        lines.add("\\begin{tabular}{l" + "r".repeat(c.arms().size()) + "}");
        lines.add("\\toprule");
        lines.add(" & " + c.arms().stream().map(a -> escaped(a.title())).collect(Collectors.joining(" & ")) + " \\\\");
        lines.add("\\midrule");
        for (String name : names) lines.add(row(name));
        lines.add("\\bottomrule");
        lines.add("\\end{tabular}");
        return String.join("\n", lines) + "\n";
    }

    private String row(String name) {
        List<Score> there = c.arms().stream().map(a -> a.summary().scores().get(name)).filter(Objects::nonNull)
                .toList();
        int decimals = Numbers.decimals(there);
        String arrow = switch (ScoreTable.arrow(there.getFirst())) {
            case "↓" -> " $\\downarrow$";
            case "↑" -> " $\\uparrow$";
            case "→ 1" -> " $\\to 1$";
            default -> "";
        };
        return escaped(there.getFirst().label()) + arrow + c.arms().stream().map(a -> " & "
                + Optional.ofNullable(a.summary().scores().get(name)).map(s -> value(s, decimals, leads(a, name)))
                        .orElse("--"))
                .collect(Collectors.joining()) + " \\\\";
    }

    private static String value(Score s, int decimals, boolean leads) {
        String mean = number(s.mean(), decimals);
        String bold = leads ? "$\\mathbf{" + mean + "}$" : "$" + mean + "$";
        return Numbers.hasInterval(s) && s.high() > s.low()
                ? bold + " {\\small[$" + number(s.low(), decimals) + "$, $" + number(s.high(), decimals) + "$]}"
                : bold;
    }

    private static String number(double value, int decimals) {
        return Numbers.fixed(value, decimals).replace("−", "-").replace(",", "{,}").replace("∞", "\\infty");
    }

    private boolean leads(ArmRuns a, String name) {
        List<Finding> findings = c.summary().findings().stream().filter(f -> f.score().equals(name)).toList();
        return ScoreTable.wins(a, name, findings);
    }

    private static String escaped(String text) {
        return text.replaceAll("\\p{Cntrl}", " ").replace("\\", "\\textbackslash ").replaceAll("([&%$#_{}])", "\\\\$1")
                .replace("~", "\\textasciitilde ").replace("^", "\\textasciicircum ").replace("×", "$\\times$");
    }
}
