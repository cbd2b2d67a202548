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
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.tr;

import ganvas.claim.Findings;
import ganvas.result.Recipe;
import ganvas.result.Summary.Finding;
import ganvas.result.Summary.Score;
import ganvas.words.MetricCatalogue;
import ganvas.words.Numbers;
import ganvas.words.Words;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Details under the scores: how each is made, its protocol, and each difference with its interval. */
record Recipes(Comparison c) {
    DomContent below(List<String> names) {
        var items = new ArrayList<DomContent>();
        boolean shares = false;
        for (String name : names) {
            boolean share = MetricCatalogue.installed().isByClass(name);
            if (share && shares) continue;                                      // ten scores have one recipe
            shares |= share;
            Score s = c.summary().arms().values().stream().map(a -> a.scores().get(name)).filter(Objects::nonNull)
                    .findFirst().orElseThrow();
            items.add(dt(span(share ? "Share of each class" : s.label()), code(share ? "class-share" : name)));
            items.add(dd(p(s.recipe() == null ? "" : s.recipe()), differences(findings(name)),
                    p(protocol(s)).withClass("small")));
        }
        return iff(!items.isEmpty(), details(summary("Protocol of each score, and every difference with its interval"),
                caution(), dl(each(items.stream())).withClass("recipes")));
    }

    private List<Finding> findings(String score) {
        return c.summary().findings().stream().filter(f -> f.score().equals(score)).toList();
    }

    /** One difference as a sentence, several as a table. A test that all have in common is named once. */
    private static DomContent differences(List<Finding> findings) {
        if (findings.size() < 2)
            return each(findings.stream().map(f -> p("%s: %s, 95 %% interval %s; %s (%s).".formatted(pair(f),
                    Numbers.value(f), Numbers.limits(f), better(f), f.test()))));
        List<String> tests = findings.stream().map(Finding::test).distinct().toList();
        return each(p(Words.capital(String.join("; ", tests)) + "."), table(tbody(each(findings.stream().map(f -> tr(
                th(pair(f)).attr("scope", "row"),
                td("%s, %s; %s".formatted(Numbers.value(f), Numbers.limits(f), better(f))))))))
                .withClass("pairs"));
    }

    private static String pair(Finding f) {
        return "%s minus %s".formatted(Words.title(f.first()), Words.title(f.second()));
    }

    private static String better(Finding f) {
        return f.better().equals(Findings.UNDECIDED) ? "undecided" : Words.title(f.better()) + " is better";
    }

    private DomContent caution() {
        long scores = c.summary().findings().stream().map(Finding::score).distinct().count();
        return iff(scores > 1, p("Intervals are not widened for looking at %d scores at once.".formatted(scores))
                .withClass("lead"));
    }

    private static String protocol(Score s) {
        if (s.protocol() == null) return "";
        String made = listed(Recipe.provenance(s.protocol()));
        return listed(Recipe.of(s.protocol())) + (made.isEmpty() ? "" : ". Provenance: " + made);
    }

    private static String listed(Map<String, Object> protocol) {
        return protocol.entrySet().stream().map(e -> e.getKey() + " " + e.getValue())
                .collect(Collectors.joining(" · "));
    }
}
