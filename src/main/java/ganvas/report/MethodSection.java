package ganvas.report;

import static j2html.TagCreator.code;
import static j2html.TagCreator.dd;
import static j2html.TagCreator.details;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.dt;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.pre;
import static j2html.TagCreator.span;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.tr;
import static j2html.TagCreator.ul;

import ganvas.report.Comparison.ArmRuns;
import ganvas.result.ModelCard;
import ganvas.result.Provenance;
import ganvas.result.RunFiles;
import ganvas.result.Settings;
import ganvas.result.Summary.DatasetInfo;
import ganvas.study.StudyArm;
import ganvas.words.Numbers;
import ganvas.words.Words;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Says how the numbers were made, and what is needed to reproduce them. */
record MethodSection(Comparison c) {
    DomContent section() {
        var s = c.summary();
        var items = new ArrayList<DomContent>();
        item(items, "How to repeat it", pre(code(recorded(s.command()))));
        for (DatasetInfo d : s.datasets())
            item(items, "Data", p(data(d)).with(code(recorded(d.sha256())).withClass("hash")));
        judges(items);
        item(items, "Budget", p(budget()));
        List<String> seeds = c.study().seeds().stream().map(String::valueOf).toList();
        item(items, "Seeds", p(Words.list(seeds) + "; " + Prose.runsEach(seeds.size()) + "."));
        for (ArmRuns a : c.arms()) item(items, a.title(), model(a));
        provenance(items);
        if (s.phases() != null && !s.phases().isEmpty()) item(items, "Time", p(time(s.phases())));
        List<String> missing = new ArrayList<>(s.notMeasured() == null ? List.of() : s.notMeasured());
        for (ArmRuns a : c.arms()) {
            if (!a.isDone()) missing.add("%s: %s.".formatted(Words.head(a.arm().name()), a.whyMissing()));
        }
        item(items, "Not measured", missing.isEmpty() ? p("Nothing was left out on purpose.")
                : ul(each(missing.stream().map(m -> li(Prose.sentence(m))))));
        return j2html.TagCreator.section(h2("Method"), dl(each(items.stream())).withClass("how")).withId("how");
    }

    private static String recorded(Object fact) {
        return fact == null ? "not recorded" : fact.toString();
    }

    private static String data(DatasetInfo d) {
        return ("%s: %s images of %d × %d pixels%s for training, %s for validation, %s for testing. SHA-256 ")
                .formatted(
                        Words.dataset(d), Numbers.count(d.train()), d.width(), d.height(),
                        (d.channels() == 3 ? " in colour" : "") + classes(d),
                        Numbers.count(d.validation()), Numbers.count(d.test()));
    }

    private static String classes(DatasetInfo d) {
        return d.classes() == null || d.classes().size() < 2 ? ""
                : ", of %s classes,".formatted(Words.number(d.classes().size()));
    }

    /** The judges. The protocol of a score names the judge if it is the user's own. */
    private void judges(List<DomContent> items) {
        record JudgeUsed(Object own, Object sha256) {}
        var judges = new LinkedHashMap<JudgeUsed, List<String>>();
        for (ArmRuns a : c.arms()) {
            a.summary().scores().values().stream().map(score -> score.protocol())
                    .filter(p -> p != null && p.get("judge SHA-256") != null)
                    .map(p -> new JudgeUsed(p.get("judge"), p.get("judge SHA-256"))).distinct()
                    .forEach(j -> judges.computeIfAbsent(j, _ -> new ArrayList<>()).add(a.title()));
        }
        judges.forEach((j, arms) -> item(items, "Judge",
                p("%s%s. SHA-256 ".formatted(j.own == null ? "The one that comes with the program"
                        : Words.capital(j.own.toString()), judges.size() == 1 ? "" : ", of " + Words.list(arms)))
                        .with(code(j.sha256.toString()).withClass("hash"))));
    }

    private String budget() {
        List<String> lengths = c.arms().stream().map(a -> length(a.arm().images(), c.study().dataset(a.arm()).train()))
                .toList();
        if (lengths.stream().distinct().count() == 1) return lengths.getFirst() + " shown to each model.";
        return IntStream.range(0, lengths.size())
                .mapToObj(i -> "%s: %s".formatted(c.arms().get(i).arm().name(), lengths.get(i)))
                .collect(Collectors.joining("; ", "Images shown, each model its own number: ", "."));
    }

    private static String length(long images, long epoch) {
        return "%s images%s".formatted(Numbers.count(images),
                epoch > 0 ? " (" + Numbers.plain(images / (double) epoch) + " epochs)" : "");
    }

    private static String time(Map<String, Double> phases) {
        return phases.entrySet().stream().map(e -> e.getKey() + " " + Numbers.duration(e.getValue()))
                .collect(Collectors.joining(", ", "", "; together "))
                + Numbers.duration(phases.values().stream().mapToDouble(v -> v).sum()) + ".";
    }

    private static void item(List<DomContent> items, String name, DomContent content) {
        items.add(dt(name));
        items.add(dd(content));
    }

    private static DomContent model(ArmRuns a) {
        Optional<ModelCard> card = a.first(RunFiles::model);
        Optional<Settings> settings = a.first(RunFiles::settings);
        Map<String, Object> changed = settings.isPresent() ? settings.get().changed() : a.arm().set();
        var parts = new ArrayList<DomContent>();
        parts.add(p(code(a.arm().model()), span(card.map(known -> " " + name(known)).orElse(""))));
        if (changed == null || changed.isEmpty()) {
            parts.add(p("Every setting as the model has it."));
        } else {
            parts.add(ul(
                    each(new TreeMap<>(changed).entrySet().stream().map(e -> li(code(e.getKey() + " = " + e.getValue()),
                            span(usual(card, e.getKey())).withClass("small"))))));
        }
        if (settings.isPresent()) {
            var all = new LinkedHashMap<String, String>();
            new TreeMap<>(settings.get().values()).forEach((k, v) -> all.put(k, String.valueOf(v)));
            StudyArm.Stated stated = a.arm().statedElsewhere();
            boolean alone = stated.paper().isEmpty() && stated.code().isEmpty();
            parts.add(alone ? details(summary("All settings"), pairs(all))
                    : details(summary("All settings, beside the paper’s"),
                            StatedSettings.of(stated, settings.get().values())));
        }
        card.ifPresent(known -> parts.add(
                details(summary("Layers"), each(known.networks().stream().map(n -> pairs(layers(n)))))));
        return each(parts.stream());
    }

    private static String name(ModelCard card) {
        return Stream.of(card.title(), card.paper()).filter(t -> t != null && !t.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String usual(Optional<ModelCard> card, String setting) {
        return card.map(ModelCard::settings).stream().flatMap(List::stream)
                .filter(o -> o.name().equals(setting)).findFirst()
                .map(MethodSection::usual).orElse("");
    }

    /** The default, if the card records it, and the meaning. A card of an older version holds the run's value only. */
    private static String usual(ModelCard.Setting o) {
        String meaning = o.meaning() == null ? "" : o.meaning();
        return o.byDefault().map(v -> " default " + v + (meaning.isEmpty() ? "" : "; " + meaning))
                .orElse(meaning.isEmpty() ? "" : " " + meaning);
    }

    private static Map<String, String> layers(ModelCard.Network n) {
        var rows = new LinkedHashMap<String, String>();
        rows.put(n.name(), "%s trainable parameters, %s multiply-adds an image".formatted(Numbers.count(n.trainable()),
                Numbers.count(n.multiplyAdds())));
        for (ModelCard.LayerCard l : n.layers()) {
            rows.put(n.name() + "." + l.name(), l.type() + (l.detail().isEmpty() ? " " : " " + l.detail() + ": ")
                    + Arrays.toString(l.output())
                    + (l.parameters() > 0 ? ", " + Numbers.count(l.parameters()) : ""));
        }
        return rows;
    }

    private static DomContent pairs(Map<String, String> values) {
        return table(tbody(
                each(values.entrySet().stream().map(e -> tr(th(e.getKey()).attr("scope", "row"), td(e.getValue()))))))
                .withClass("pairs");
    }

    /** One line per fact. If runs differ in it, the line has the value of each run. */
    private void provenance(List<DomContent> items) {
        var runs = new LinkedHashMap<String, Provenance>();
        for (ArmRuns a : c.arms()) {
            for (RunFiles r : a.runs()) {
                String name = a.runs().size() > 1 ? a.title() + " seed " + r.seed() : a.title();
                r.provenance().ifPresent(p -> runs.put(name, p));
            }
        }
        if (runs.isEmpty()) {
            item(items, "Provenance", p("No run has left a provenance.json yet."));
            return;
        }
        var facts = new LinkedHashMap<String, String>();
        facts.put("Ganvas", told(runs, Provenance::ganvas));
        facts.put("commit", told(runs, Provenance::commit));
        facts.put("started", told(runs, Provenance::started));
        facts.put("JDK", told(runs, Provenance::jdk));
        facts.put("system", told(runs, Provenance::os));
        facts.put("processor", told(runs, p -> p.cpu() + ", cores: " + p.cores()));
        facts.put("libtorch", told(runs, Provenance::libtorch));
        facts.put("device", told(runs, p -> p.device() + ", " + p.precision() + ", threads: " + p.threads()));
        facts.put("resumed", told(runs, p -> p.resumed() == null || p.resumed().isEmpty() ? "never"
                : "after " + Words.list(p.resumed().stream().map(Numbers::count).toList()) + " images"));
        item(items, "Provenance", pairs(facts));
    }

    private static String told(Map<String, Provenance> runs, Function<Provenance, Object> fact) {
        var values = new LinkedHashMap<String, List<String>>();
        runs.forEach((run, p) -> values.computeIfAbsent(recorded(fact.apply(p)), _ -> new ArrayList<>()).add(run));
        if (values.size() == 1) return values.keySet().iterator().next();
        return values.entrySet().stream().map(e -> String.join(", ", e.getValue()) + ": " + e.getKey())
                .collect(Collectors.joining("; "));
    }
}
