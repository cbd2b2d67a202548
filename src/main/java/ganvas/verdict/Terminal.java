package ganvas.verdict;

import ganvas.claim.Decision;
import ganvas.claim.Findings;
import ganvas.claim.Standings;
import ganvas.result.Summary;
import ganvas.result.Summary.ArmSummary;
import ganvas.result.Summary.Score;
import ganvas.words.MetricCatalogue;
import ganvas.words.Numbers;
import ganvas.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The comparison on a console: scores as rows, arms as columns, then the headline. */
record Terminal(Summary summary, Standings standings, int width) {
    private static final int LEAST_COLUMN = 12;

    String text() {
        return isByScores(summary) ? scoreTable() : claims();
    }

    /**
     * Whether it shows the scores of a dataset. Otherwise it shows a paper's claims, which may be over several
     * datasets.
     */
    static boolean isByScores(Summary summary) {
        return summary.claims().isEmpty();
    }

    /**
     * A paper's claims, whole: two may differ in their last words only. Those of one sentence are told apart by what is
     * measured; an undecided one says why.
     */
    private String claims() {
        var lines = new ArrayList<String>();
        int column = Decision.UNDECIDED.length() + 2,
                ids = summary.claims().stream().mapToInt(c -> c.id().length()).max().orElse(0) + 2;
        for (Summary.ClaimResult claim : summary.claims()) {
            String head = pad(claim.verdict(), column) + pad(claim.id(), ids);
            lines.addAll(hanging(head, claim.says() + measured(claim)));
            if (claim.verdict().equals(Decision.UNDECIDED)) lines.addAll(hanging(" ".repeat(column), "why: "
                    + claim.evidence().lines().findFirst().orElse("")));
        }
        summary.verdict().stream().limit(2).forEach(sentence -> lines.addAll(wrap(sentence)));
        return String.join("\n", lines) + "\n";
    }

    private String measured(Summary.ClaimResult claim) {
        boolean shared = summary.claims().stream().filter(c -> c.says().equals(claim.says())).count() > 1;
        return shared && claim.measure() != null && !claim.measure().isBlank() ? " (here: %s)".formatted(
                claim.measure().replaceAll("[.]$", "")) : "";
    }

    /** The text behind {@code head}, wrapped; further lines begin below the text, or near the left if it is narrow. */
    private List<String> hanging(String head, String text) {
        int indent = Math.min(head.length(), width / 2);
        var lines = new ArrayList<String>();
        var line = new StringBuilder(head);
        for (String word : text.split(" ")) {
            if (line.length() + word.length() > width && line.length() > indent) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder(" ".repeat(indent));
            }
            line.append(word).append(' ');
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }

    private String scoreTable() {
        var lines = new ArrayList<String>();
        List<String> all = List.copyOf(summary.arms().keySet());
        List<String> scores = scores();
        int label = 4;
        for (String s : scores) label = Math.max(label, Math.min(label(s).length(), width / 3));
        label = Math.max(label, "training time".length()) + 2;
        int column = Math.max(LEAST_COLUMN, all.stream().mapToInt(a -> Words.title(a).length() + 2).max().orElse(0));
        List<String> arms = all.subList(0, Math.clamp((width - label) / column, 1, all.size()));
        lines.add(row("", label, arms.stream().map(Words::title).toList(), column, ""));
        boolean marks = false;
        for (String score : scores) {
            boolean decided = standings.wins().stream().anyMatch(w -> w.score().equals(score));
            marks |= decided;
            lines.add(row(label(score), label, arms.stream().map(a -> cell(a, score)).toList(), column,
                    direction(score)));
        }
        lines.add(row("training time", label, each(arms, a -> a.seconds() > 0 ? Numbers.duration(a.seconds()) : "-"),
                column, ""));
        lines.addAll(wrap(new Headline(summary, standings).sentence()));
        if (arms.size() < all.size()) lines.add("not shown here: " + String.join(", ", all.subList(arms.size(),
                all.size())));
        if (marks) lines.add(marksMean());
        return String.join("\n", lines) + "\n";
    }

    private String marksMean() {
        int seeds = summary.arms().values().iterator().next().seeds().size();
        String text = seeds == 1 ? "* better; one run each, intervals over samples"
                : "* better, over %d training runs each".formatted(seeds);
        return text.substring(0, Math.min(width, text.length()));
    }

    /**
     * One or two scores per question; the rest is in the report. Of several scores that share a row, the first is
     * shown.
     */
    private List<String> scores() {
        var rows = new TreeMap<Integer, String>();
        summary.arms().values().stream().flatMap(a -> a.scores().entrySet().stream())
                .filter(e -> Findings.isDirected(e.getValue()))
                .map(Map.Entry::getKey).forEach(score -> rows.putIfAbsent(row(score), score));
        rows.remove(0);
        return List.copyOf(rows.values());
    }

    /** The row of a score; 0 for none. */
    private static int row(String score) {
        return MetricCatalogue.installed().of(score).map(m -> m.standing().row()).orElse(0);
    }

    private Score any(String score) {
        return summary.arms().values().stream().flatMap(a -> a.score(score).stream()).findFirst()
                .orElseThrow();
    }

    private String label(String score) {
        return any(score).label();
    }

    private String direction(String score) {
        return switch (any(score).better()) {
            case "lower" -> "lower is better";
            case "higher" -> "higher is better";
            default -> "1 is best";
        };
    }

    private String cell(String arm, String score) {
        boolean best = standings.wins().stream().anyMatch(w -> w.score().equals(score) && w.arm().equals(arm));
        List<Score> row = summary.arms().values().stream().flatMap(a -> a.score(score).stream()).toList();
        return summary.arms().get(arm).score(score)
                .map(s -> Numbers.fixed(s.mean(), Numbers.decimals(row)) + (best ? "*" : "")).orElse("-");
    }

    private List<String> each(List<String> arms, Function<ArmSummary, String> cell) {
        return arms.stream().map(a -> cell.apply(summary.arms().get(a))).toList();
    }

    /** One row. If the line would be too long, the note is dropped first. */
    private String row(String name, int label, List<String> cells, int column, String note) {
        var line = new StringBuilder(pad(name.length() > label - 1 ? name.substring(0, label - 1) : name, label));
        for (String cell : cells) {
            boolean star = cell.endsWith("*");
            String text = star ? cell.substring(0, cell.length() - 1) : cell;
            line.append(" ".repeat(Math.max(1, column - 1 - text.length()))).append(text).append(star ? '*' : ' ');
        }
        if (!note.isEmpty() && line.length() + 2 + note.length() <= width) line.append("  ").append(note);
        String text = line.toString().stripTrailing();
        return text.length() > width ? text.substring(0, width) : text;
    }

    private static String pad(String text, int length) {
        return text + " ".repeat(Math.max(0, length - text.length()));
    }

    private List<String> wrap(String sentence) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (String word : sentence.split(" ")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
