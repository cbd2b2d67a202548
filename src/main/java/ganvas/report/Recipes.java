package ganvas.report;

import static j2html.TagCreator.code;
import static j2html.TagCreator.dd;
import static j2html.TagCreator.details;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.dt;
import static j2html.TagCreator.each;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.summary;

import ganvas.claim.Findings;
import ganvas.claim.Numbers;
import ganvas.claim.Words;
import ganvas.result.Summary.Finding;
import ganvas.result.Summary.Score;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Under the scores, for who wants to know: how each is made, its protocol, and each difference with its interval. */
record Recipes(Comparison c) {
    DomContent below(List<String> names) {
        var items = new ArrayList<DomContent>();
        boolean shares = false;
        for (String name : names) {
            boolean share = name.startsWith(ScoreTable.CLASS_SHARE);
            if (share && shares) continue;                                      // ten scores, one recipe
            shares |= share;
            Score s = c.summary().arms().values().stream().map(a -> a.scores().get(name)).filter(Objects::nonNull)
                    .findFirst().orElseThrow();
            items.add(dt(span(share ? "Share of each class" : s.label()), code(share ? "class-share" : name)));
            items.add(dd(p(s.recipe() == null ? "" : s.recipe()), each(findings(name).stream().map(f -> p(told(f)))),
                    p(protocol(s)).withClass("small")));
        }
        return iff(!items.isEmpty(), details(summary("How each score is made, and every difference with its interval"),
                caution(), dl(each(items.stream())).withClass("recipes")));
    }

    private List<Finding> findings(String score) {
        return c.summary().findings().stream().filter(f -> f.score().equals(score)).toList();
    }

    private static String told(Finding f) {
        String better = f.better().equals(Findings.UNDECIDED) ? "undecided" : Words.title(f.better()) + " is better";
        return "%s minus %s: %s, 95 %% interval %s; %s (%s).".formatted(Words.title(f.first()), Words.title(f.second()),
                Numbers.value(f), Numbers.range(f.low(), f.high()), better, f.test());
    }

    private DomContent caution() {
        long scores = c.summary().findings().stream().map(Finding::score).distinct().count();
        return iff(scores > 1, p("Intervals are not widened for looking at %d scores at once.".formatted(scores))
                .withClass("lead"));
    }

    private static String protocol(Score s) {
        if (s.protocol() == null) return "";
        return s.protocol().entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).collect(Collectors.joining(" · "));
    }
}
