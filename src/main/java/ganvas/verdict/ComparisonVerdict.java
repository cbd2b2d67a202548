package ganvas.verdict;

import ganvas.claim.Doubt;
import ganvas.claim.Standings;
import ganvas.claim.Standings.Win;
import ganvas.result.RunOutcome;
import ganvas.result.Summary;
import ganvas.result.Summary.ArmSummary;
import ganvas.result.Summary.Score;
import ganvas.words.Numbers;
import ganvas.words.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The sentences of a summary: a headline, then the scores on which each arm is better, those that are undecided, the
 * cost of training, and the limits of the verdict.
 */
public final class ComparisonVerdict {
    private static final int MOST_ARMS = 2;
    private static final int MOST_SCORES = 3;
    /** Two runs give an interval, but one odd run of two still decides it. */
    private static final int SEEDS_FOR_FAMILIES = 3;

    /** Share of comparisons of like models that a 95 % interval decides. */
    private static final double BY_CHANCE = 0.05;

    private ComparisonVerdict() {}

    /**
     * The headline of at most 25 words, then three to five lines. For several datasets there is one headline over all,
     * followed by these sentences for each. Words between backticks are code.
     */
    public static List<String> sentences(Summary summary) {
        if (summary.datasets().size() == 1) return ofOne(summary);
        var lines = new ArrayList<>(List.of(Headline.over(summary.parts())));
        summary.parts().forEach(part -> lines.addAll(ofOne(part)));
        return List.copyOf(lines);
    }

    private static List<String> ofOne(Summary summary) {
        Standings standings = Standings.of(summary);
        var lines = new ArrayList<String>();
        lines.add(new Headline(summary, standings).sentence());
        standings.done().stream().filter(a -> !standings.winsOf(a).isEmpty())
                .sorted(Comparator.comparingInt(a -> standings.done().size() > MOST_ARMS ? -standings.winsOf(a).size()
                        : 0))
                .limit(MOST_ARMS).forEach(arm -> lines.add(better(summary, standings, arm)));
        summary.arms().forEach((arm, a) -> {
            if (a.status().equals(RunOutcome.DIVERGED)) lines.add(diverged(arm, a, "Its scores are not compared."));
        });
        standings.doubts().forEach((arm, doubt) -> lines.add(doubtful(summary, standings, arm, doubt)));
        if (!standings.undecided().isEmpty()) lines.add(undecided(summary, standings));
        if (summary.arms().values().stream().anyMatch(a -> a.seconds() > 0)) lines.add(cost(summary));
        if (!summary.findings().isEmpty()) lines.add(reach(summary, standings) + chance(standings));
        return List.copyOf(lines);
    }

    /** The same in about eight lines of plain text, at most {@code width} columns wide. */
    public static String terminal(Summary summary, int width) {
        int columns = Math.max(width, 40);
        if (!Terminal.isByScores(summary))
            return new Terminal(summary, Standings.of(summary.parts().getFirst()), columns).text();
        return summary.parts().stream().map(part -> new Terminal(part, Standings.of(part), columns).text())
                .collect(Collectors.joining("\n"));
    }

    private static String better(Summary summary, Standings standings, String arm) {
        List<Win> all = standings.winsOf(arm), named = standings.spread(arm, MOST_SCORES, summary);
        var parts = new ArrayList<String>();
        for (Win win : named) {
            Score best = Standings.score(summary, arm, win.score());
            Score other = Standings.score(summary, win.against(), win.score());
            int decimals = Numbers.decimals(List.of(best, other));
            parts.add("%s %s against %s (%s by %s)".formatted(inline(best.label()),
                    Numbers.fixed(best.mean(), decimals), Numbers.fixed(other.mean(), decimals),
                    best.better().equals("one") ? "nearer to 1" : best.better(), win.ahead()));
        }
        int scores = standings.looks(), more = all.size() - named.size();
        return "%s is better on %s of %s scores: %s%s.".formatted(Words.head(arm), Numbers.count(all.size()),
                Numbers.count(scores), String.join("; ", parts), more == 0 ? "" : "; %d more in the table"
                        .formatted(more));
    }

    /** A label within a list: the part after its comma is put in parentheses. */
    static String inline(String label) {
        int comma = label.indexOf(", ");
        String text = comma < 0 ? label : label.substring(0, comma) + " (" + label.substring(comma + 2) + ")";
        return Words.uncapital(text);
    }

    /** @param consequence a sentence */
    static String diverged(String arm, ArmSummary a, String consequence) {
        String why = a.ending().message().map(m -> ": " + m.replaceAll("\\.+$", "")).orElse("");
        return "%s diverged%s. %s".formatted(Words.head(arm), why, consequence);
    }

    /** A sentence on an arm whose pictures show nothing, and on the scores that are not counted for it. */
    private static String doubtful(Summary summary, Standings standings, String arm, Doubt doubt) {
        List<String> labels = standings.uncounted().stream().filter(w -> w.arm().equals(arm))
                .map(w -> inline(Standings.score(summary, arm, w.score()).label())).toList();
        String what = "Of %s %s".formatted(Words.the(arm), DoubtWords.reason(doubt).replaceFirst("its", "the"));
        return labels.isEmpty() ? what + "."
                : "%s: leading on %s is not counted for it.".formatted(what, Words.list(labels));
    }

    private static String undecided(Summary summary, Standings standings) {
        var labels = standings.undecided().stream().map(name -> summary.arms().values().stream()
                .flatMap(a -> a.score(name).stream()).findFirst().map(Score::label)
                .orElse(name))
                .map(ComparisonVerdict::inline).toList();
        return "Undecided: %s. %s".formatted(Words.list(labels), standings.done().size() > 2
                ? "No model leads all others by more than the 95 % interval."
                : "The 95 % interval of the difference covers zero.");
    }

    private static String cost(Summary summary) {
        var parts = new ArrayList<String>();
        for (Map.Entry<String, ArmSummary> e : summary.arms().entrySet()) {
            ArmSummary a = e.getValue();
            if (!(a.seconds() > 0)) continue;
            parts.add("%s trained for %s at %s images a second%s".formatted(Words.the(e.getKey()),
                    Numbers.duration(a.seconds()),
                    Numbers.count(Math.round(a.imagesPerSecond())),
                    a.parameters() > 0 ? " with " + Numbers.words(a.parameters()) + " parameters" : ""));
        }
        String text = String.join("; ", parts);
        return (text.startsWith("the ") ? "T" + text.substring(1) : text) + ".";
    }

    /** What chance does to so many comparisons; empty for one. */
    private static String chance(Standings standings) {
        int models = standings.done().size(), comparisons = standings.looks() * models * (models - 1) / 2;
        return comparisons < 2 ? "" : " Of %s comparisons, chance alone would decide %s if all models were alike."
                .formatted(Numbers.count(comparisons), Numbers.compact(BY_CHANCE * comparisons));
    }

    private static String reach(Summary summary, Standings standings) {
        int seeds = summary.arms().get(standings.done().getFirst()).seeds().size();
        if (seeds == 1) {
            return ("One training run each: the verdict is about these %s runs, not about the families. "
                    + "Intervals are over samples; `--seeds %d` would show whether it holds for other runs.")
                    .formatted(Words.number(standings.done().size()), SEEDS_FOR_FAMILIES);
        }
        if (seeds < SEEDS_FOR_FAMILIES) {
            return ("Two training runs each: intervals are over training runs, but two are too few for a verdict on "
                    + "the families; `--seeds %d` or more are enough.").formatted(SEEDS_FOR_FAMILIES);
        }
        return ("Intervals are over %s training runs each, so this holds for these models with these settings on this "
                + "data, not for every model of their families.").formatted(Words.number(seeds));
    }
}
