package ganvas.verdict;

import ganvas.claim.Doubt;
import ganvas.claim.SeedMeans;
import ganvas.claim.Standings;
import ganvas.claim.Standings.Fastest;
import ganvas.claim.Standings.Win;
import ganvas.result.RunOutcome;
import ganvas.result.Summary;
import ganvas.result.Summary.ArmSummary;
import ganvas.result.Summary.Score;
import ganvas.words.MetricCatalogue;
import ganvas.words.Numbers;
import ganvas.words.WinWords;
import ganvas.words.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The first sentence of a verdict, of at most 25 words. A version with less detail is chosen if it would be longer. */
record Headline(Summary summary, Standings standings) {
    static final int MOST_WORDS = 25;

    /** Detail of a clause: everything, numbers only, no numbers. */
    private enum Detail { RICH, PLAIN, BARE }

    /** Form in which the faster arm is named: {@code 3.1 times faster}, {@code 3.1× faster}, not at all. */
    private enum Pace {
        LONG, SHORT, NONE
    }

    String sentence() {
        if (summary.arms().size() == 1) return alone();
        if (standings.done().size() < 2) {
            String fates = standstill();
            return isShort(fates) ? fates : "On %s fewer than two models can be compared.".formatted(dataset());
        }
        if (summary.findings().isEmpty()) {
            return "On %s, %s are trained, but no score compares them yet.".formatted(dataset(),
                    names(standings.done()));
        }
        if (standings.done().stream().allMatch(standings.doubts()::containsKey)) return nothing();
        if (standings.isSilent(summary)) return tooFew();
        return new Headline(summary, standings.forHeadline(summary)).told();
    }

    private String told() {
        List<String> candidates = new ArrayList<>();
        for (Detail detail : List.of(Detail.RICH, Detail.PLAIN)) {
            for (Pace pace : List.of(Pace.LONG, Pace.SHORT)) {
                for (String prefix : prefixes()) candidates.add(render(prefix, detail, pace));
            }
        }
        for (Pace pace : List.of(Pace.SHORT, Pace.NONE)) {
            candidates.add(render("On " + dataset() + ", ", Detail.PLAIN, pace));
        }
        for (Pace pace : Pace.values()) candidates.add(render(prefixes().getFirst(), Detail.BARE, pace));
        candidates.add(render("", Detail.BARE, Pace.NONE));
        return candidates.stream().filter(Headline::isShort).findFirst()
                .orElse("Which model is better depends on the score: see the table.");
    }

    /** Headline over the parts of a comparison on several datasets: the arm that leads on the most scores of each. */
    static String over(List<Summary> parts) {
        String each = String.join("; ", parts.stream().map(Headline::lead).toList()) + ".";
        if (isShort(each)) return "O" + each.substring(1);
        return "%s datasets, each with a verdict of its own: %s.".formatted(Words.capital(Words.number(parts.size())),
                Words.list(parts.stream().map(p -> Words.dataset(p.dataset())).toList()));
    }

    /** A phrase such as {@code on LFW vae leads on three of nine scores}. */
    private static String lead(Summary part) {
        Standings standings = Standings.of(part);
        String on = "on " + Words.dataset(part.dataset());
        int scores = standings.wins().size() + standings.undecided().size();
        if (standings.done().size() < 2 || scores == 0) return on + " nothing is compared yet";
        if (standings.isSilent(part)) return on + " two runs each decide nothing";
        String best = standings.done().stream().max(Comparator.comparingInt(a -> standings.winsOf(a).size()))
                .orElseThrow();
        int won = standings.winsOf(best).size();
        List<String> equal = standings.done().stream().filter(a -> standings.winsOf(a).size() == won).toList();
        if (won == 0) return on + " no model leads on any score";
        return "%s %s %s on %s of %s scores%s".formatted(on, names(equal), equal.size() == 1 ? "leads" : "lead",
                Words.number(won), Words.number(scores), equal.size() == 1 ? "" : " each");
    }

    /** The sentence if no arm draws pictures that show anything. */
    private String nothing() {
        List<Doubt.Kind> kinds = standings.doubts().values().stream().map(Doubt::kind).distinct().toList();
        String what = DoubtWords.verb(kinds.size() == 1 ? kinds.getFirst() : Doubt.Kind.NOTHING_REAL);
        for (String prefix : prefixes()) {
            String text = prefix + (standings.done().size() == 2
                    ? "what both %s draw %s, so neither is better".formatted(names(standings.done())
                            .replaceFirst("^the ", ""), what)
                    : "what every model draws %s, so none is better".formatted(what)) + ".";
            if (isShort(text)) return text;
        }
        return "What every model draws %s, so none is better.".formatted(what);
    }

    /** The sentence if two runs each are all that decides between many scores. */
    private String tooFew() {
        String runs = Words.number(summary.arms().get(standings.done().getFirst()).seeds().size());
        return "On %s undecided: %s training runs each are too few for %s scores; three or more can tell %s apart."
                .formatted(dataset(), runs, Words.number(standings.looks()),
                        standings.done().size() == 2 ? names(standings.done()) : "models");
    }

    private static boolean isShort(String sentence) {
        return sentence.split("\\s+").length <= MOST_WORDS;
    }

    private String dataset() {
        return Words.dataset(summary.dataset());
    }

    private static String names(List<String> arms) {
        return Words.list(arms.stream().map(Words::the).toList());
    }

    private String alone() {
        String arm = summary.arms().keySet().iterator().next();
        ArmSummary a = summary.arms().get(arm);
        return "%s has seen %s images of %s%s; there is no other model to compare it with.".formatted(Words.head(arm),
                Numbers.count(a.images()), dataset(), a.status().equals(RunOutcome.DIVERGED) ? " and diverged" : "");
    }

    /** The sentence if fewer than two arms can be compared. */
    private String standstill() {
        List<String> diverged = with(RunOutcome.DIVERGED), open = with(SeedMeans.UNFINISHED);
        if (diverged.isEmpty()) {
            if (summary.arms().values().stream().allMatch(a -> a.images() == 0)) {
                return "On %s nothing is trained yet.".formatted(dataset());
            }
            return "On %s nothing is decided yet: %s not finished training.".formatted(dataset(),
                    names(open) + (open.size() == 1 ? " has" : " have"));
        }
        var fate = new ArrayList<String>();
        for (String arm : diverged) {
            fate.add("%s diverged after %s images".formatted(Words.the(arm),
                    Numbers.count(summary.arms().get(arm).images())));
        }
        String rest = !open.isEmpty() ? names(open) + (open.size() == 1 ? " is" : " are") + " not finished"
                : standings.done().isEmpty() ? "no run finished" : names(standings.done()) + " finished";
        return "On %s %s, so nothing is compared; %s.".formatted(dataset(), Words.list(fate), rest);
    }

    private List<String> with(String status) {
        return summary.arms().entrySet().stream().filter(e -> e.getValue().status().equals(status))
                .map(Map.Entry::getKey).toList();
    }

    private List<String> prefixes() {
        int models = standings.done().size();
        if (models > 2) return List.of("Of %s models on %s, ".formatted(Words.number(models), dataset()));
        long[] images = standings.done().stream().mapToLong(a -> summary.arms().get(a).images()).distinct().toArray();
        if (images.length != 1) return List.of("On " + dataset() + ", ");
        String n = Numbers.count(images[0]);
        return List.of("On %s at %s images each, ".formatted(dataset(), n),
                "After %s %s images each, ".formatted(n, dataset()), "After %s %s images, ".formatted(n, dataset()));
    }

    private String render(String prefix, Detail detail, Pace pace) {
        Optional<Fastest> fastest = pace == Pace.NONE ? Optional.empty() : standings.fastest(summary);
        // The arm with the most important score first.
        List<String> winners = standings.wins().stream().map(Win::arm).distinct()
                .filter(arm -> !standings.doubts().containsKey(arm)).toList();
        if (winners.size() > 2) {
            winners = winners.stream().sorted(Comparator.comparingInt(a -> -standings.winsOf(a).size())).limit(2)
                    .toList();
        }
        var clauses = new ArrayList<String>();
        for (String arm : winners) {
            var claims = new ArrayList<String>();
            for (Win win : standings.spread(arm, winners.size() == 1 ? 2 : 1, summary)) {
                claims.add(claim(win, detail, clauses.isEmpty() && claims.isEmpty()));
            }
            fastest.filter(f -> f.arm().equals(arm)).ifPresent(f -> claims.add(faster(f, pace)));
            clauses.add(Words.the(arm) + " " + Words.list(claims));
        }
        if (winners.isEmpty()) {
            clauses.add(standings.done().size() > 2 ? "none leads on any score" : "no score tells %s from %s"
                    .formatted(Words.the(standings.done().getFirst()), Words.the(standings.done().getLast())));
        }
        if (fastest.isPresent() && !winners.contains(fastest.get().arm())) {
            clauses.add(Words.the(fastest.get().arm()) + " " + faster(fastest.get(), pace));
        }
        standings.doubts().forEach((arm, doubt) -> clauses.add("what %s draws %s".formatted(Words.the(arm),
                DoubtWords.verb(doubt.kind()))));
        with(RunOutcome.DIVERGED).forEach(arm -> clauses.add(Words.the(arm) + " diverged"));
        String text = prefix + String.join(clauses.size() > 2 || winners.isEmpty() ? "; " : ", ", clauses) + ".";
        return prefix.isEmpty() ? begun(text) : text;
    }

    /** A sentence that begins with these words. A name keeps its spelling. */
    private String begun(String text) {
        return summary.arms().keySet().stream().map(Words::the)
                .anyMatch(arm -> !arm.startsWith("the ") && text.startsWith(arm)) ? text : Words.capital(text);
    }

    private String faster(Fastest fastest, Pace pace) {
        if (standings.done().size() > 2) return "trains fastest";
        String ratio = Numbers.fixed(fastest.ratio(), fastest.ratio() < 9.95 ? 1 : 0);
        return pace == Pace.LONG ? "trains " + ratio + " times faster" : "trains " + ratio + "× faster";
    }

    private String claim(Win win, Detail detail, boolean first) {
        Score best = Standings.score(summary, win.arm(), win.score());
        Score other = Standings.score(summary, win.against(), win.score());
        boolean several = standings.done().size() > 2;
        String noun = Words.noun(summary.dataset());
        WinWords words = MetricCatalogue.installed().of(win.score()).map(m -> m.standing().win())
                .orElse(WinWords.UNSAID);
        String phrase = WinWords.said(phrase(words, win, detail, first), noun);
        if (detail == Detail.BARE) return phrase;
        WinWords.Wording around = words.figures();
        int decimals = Numbers.decimals(several ? List.of(best) : List.of(best, other));
        String numbers = Numbers.fixed(best.mean(), decimals) + around.each() + around.first()
                + (several ? "" : " against " + Numbers.fixed(other.mean(), decimals) + around.each());
        return phrase + " (" + around.before() + numbers + ")";
    }

    private String phrase(WinWords words, Win win, Detail detail, boolean first) {
        Score best = Standings.score(summary, win.arm(), win.score());
        boolean several = standings.done().size() > 2;
        if (words.lead().isEmpty()) return (several ? "is best on " : "is better on ") + plain(best.label());
        if (!words.below().isEmpty()) {
            if (best.mean() < Standings.score(summary, win.against(), win.score()).mean()) return words.below().first();
            if (several && standings.done().stream().anyMatch(a -> isHigher(a, win.score(), best)))
                return words.below().second();
        }
        if (several) return words.lead().second();
        if (first || words.again().isEmpty()) return words.lead().first();
        return detail == Detail.RICH ? words.again().first() : words.again().second();
    }

    private boolean isHigher(String arm, String score, Score than) {
        return summary.arms().get(arm).score(score).filter(s -> s.mean() > than.mean()).isPresent();
    }

    /** A label without the part after its first comma. */
    private static String plain(String label) {
        return Words.uncapital(label.replaceAll(",.*", ""));
    }
}
