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
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.pre;
import static j2html.TagCreator.span;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.tr;
import static j2html.TagCreator.ul;

import ganvas.claim.Numbers;
import ganvas.claim.Words;
import ganvas.report.Comparison.ArmRuns;
import ganvas.report.Comparison.Run;
import ganvas.result.ModelCard;
import ganvas.result.Provenance;
import ganvas.result.Settings;
import ganvas.result.Summary.Dataset;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How the numbers came about, and what it takes to get them again. */
record Method(Comparison c) {
    DomContent section() {
        var s = c.summary();
        Dataset d = s.dataset();
        var items = new ArrayList<DomContent>();
        item(items, "Make it again", pre(code(s.command() == null ? "not recorded" : s.command())));
        item(items, "Data", p(("%s: %s images of %d × %d pixels%s for training, %s for validation, %s for testing. "
                + "SHA-256 ").formatted(Words.dataset(d),
                Numbers.count(d.train()), d.width(), d.height(), d.channels() == 3 ? " in colour" : "",
                        Numbers.count(d.validation()), Numbers.count(d.test()))).with(
                code(d.sha256() == null ? "not recorded" : d.sha256()).withClass("hash")));
        item(items, "Budget", p("%s images shown to each model%s.".formatted(Numbers.count(c.study().images()),
                d.train() > 0 ? ", " + Numbers.plain(c.study().images() / (double) d.train()) + " epochs" : "")));
        item(items, "Seeds", p("%s; %s.".formatted(Words.list(c.study().seeds().stream().map(String::valueOf).toList()),
                Prose.runsEach(c.study().seeds().size()))));
        for (ArmRuns a : c.arms()) item(items, a.title(), model(a));
        provenance(items);
        if (s.phases() != null && !s.phases().isEmpty()) {
            item(items, "Time", p(s.phases().entrySet().stream().map(e -> e.getKey() + " "
                    + Numbers.duration(e.getValue())).collect(Collectors.joining(", "))
                    + "; together " + Numbers.duration(s.phases().values().stream().mapToDouble(v -> v).sum()) + "."));
        }
        List<String> missing = new ArrayList<>(s.notMeasured() == null ? List.of() : s.notMeasured());
        for (ArmRuns a : c.arms()) if (!a.isDone()) missing.add("%s: %s.".formatted(Words.head(a.arm().name()),
                a.whyMissing()));
        item(items, "Not measured", missing.isEmpty() ? p("Nothing was left out on purpose.")
                : ul(each(missing.stream().map(m -> li(Prose.of(m))))));
        return j2html.TagCreator.section(h2("How this was done"), dl(each(items.stream())).withClass("how"))
                .withId("how");
    }

    private static void item(List<DomContent> items, String name, DomContent content) {
        items.add(dt(name));
        items.add(dd(content));
    }

    private static DomContent model(ArmRuns a) {
        ModelCard card = a.first(Run::model).orElse(null);
        Settings settings = a.first(Run::settings).orElse(null);
        Map<String, Object> changed = settings != null && settings.changed() != null ? settings.changed()
                : Objects.requireNonNullElse(a.arm().set(), Map.of());
        String title = card == null || card.title() == null ? "" : card.title() + (card.paper() == null
                || card.paper().isEmpty() ? "" : ", " + card.paper()) + ". ";
        return each(p(code(a.arm().model()), span(" " + title)),
                changed.isEmpty() ? p("Every setting as the model has it.") : ul(each(new TreeMap<>(changed).entrySet()
                        .stream().map(e ->
                        li(code(e.getKey() + " = " + e.getValue()), span(usual(card, e.getKey()))
                                .withClass("small"))))),
                iff(settings != null && settings.values() != null && !settings.values().isEmpty(),
                        details(j2html.TagCreator.summary("All settings"),
                        settings == null ? null : pairs(settings.values()))),
                card == null ? null : details(j2html.TagCreator.summary("Layers"), each(card.networks().stream()
                        .map(Method::network))));
    }

    private static String usual(ModelCard card, String setting) {
        if (card == null || card.settings() == null) return "";
        return card.settings().stream().filter(o -> o.name().equals(setting)).findFirst()
                .map(o -> " default %s%s".formatted(o.value(), o.meaning() == null || o.meaning().isEmpty() ? "" : "; "
                        + o.meaning())).orElse("");
    }

    private static DomContent pairs(Map<String, Object> values) {
        return table(tbody(each(new TreeMap<>(values).entrySet().stream().map(e -> tr(th(e.getKey()).attr("scope",
                "row"), td(String.valueOf(e.getValue())))))))
                .withClass("pairs");
    }

    private static DomContent network(ModelCard.Network n) {
        return table(tbody(tr(th(b(n.name())).attr("scope", "row"),
                td("%s trainable parameters, %s multiply-adds an image".formatted(Numbers.count(n.trainable()),
                Numbers.count(n.multiplyAdds())))),
                each(n.layers().stream().map(l -> tr(th(l.name()).attr("scope", "row"),
                        td(l.type() + " " + Arrays.toString(l.output()) + (l.parameters() > 0 ? ", "
                                + Numbers.count(l.parameters()) : ""))))))).withClass("pairs");
    }

    /** One line a fact; where runs differ in it, each run's own. */
    private void provenance(List<DomContent> items) {
        var runs = new LinkedHashMap<String, Provenance>();
        for (ArmRuns a : c.arms()) for (Run r : a.runs()) {
            if (r.provenance() != null) runs.put(a.title() + (a.runs().size() > 1 ? " seed " + r.seed() : ""),
                    r.provenance());
        }
        if (runs.isEmpty()) {
            item(items, "Provenance", p("No run has left a provenance.json yet."));
            return;
        }
        var facts = new LinkedHashMap<String, Function<Provenance, Object>>();
        facts.put("Ganvas", p -> p.ganvas() + (p.commit() == null || p.commit().isEmpty() ? "" : ", commit "
                + p.commit()));
        facts.put("started", Provenance::started);
        facts.put("JDK", Provenance::jdk);
        facts.put("system", Provenance::os);
        facts.put("processor", p -> p.cpu() + ", " + p.cores() + " cores");
        facts.put("libtorch", Provenance::libtorch);
        facts.put("device", p -> p.device() + ", " + p.precision() + ", " + p.threads() + (p.threads() == 1 ? " thread"
                : " threads"));
        facts.put("resumed", p -> p.resumed() == null || p.resumed().isEmpty() ? "never"
                : "after " + Words.list(p.resumed().stream().map(Numbers::count).toList()) + " images");
        item(items, "Provenance", table(tbody(each(facts.entrySet().stream().map(f -> tr(th(f.getKey()).attr("scope",
                "row"), td(told(runs, f.getValue())))))))
                .withClass("pairs"));
    }

    private static String told(Map<String, Provenance> runs, Function<Provenance, Object> fact) {
        var values = new LinkedHashMap<String, List<String>>();
        runs.forEach((run, p) -> values.computeIfAbsent(String.valueOf(Objects.requireNonNullElse(fact.apply(p),
                "not recorded")), _ -> new ArrayList<>()).add(run));
        if (values.size() == 1) return values.keySet().iterator().next();
        return values.entrySet().stream().map(e -> String.join(", ", e.getValue()) + ": " + e.getKey())
                .collect(Collectors.joining("; "));
    }
}
