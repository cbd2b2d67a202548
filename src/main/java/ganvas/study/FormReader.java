package ganvas.study;

import static ganvas.study.StudyFile.BUDGETS;
import static ganvas.study.StudyFile.FULL;
import static java.util.stream.Collectors.joining;

import ganvas.problem.DidYouMean;
import ganvas.problem.Problem;
import ganvas.study.StudyFile.Form;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Reads the dataset and the settings of an arm for each budget. Either may have one value for all budgets, or a value
 * under each budget's name. Values of the arm override those of the study, and values of a budget override those for
 * all budgets.
 *
 * @param dataset of the study
 * @param set     settings of every arm
 */
record FormReader(Catalogue catalogue, Node dataset, Optional<Node> set) {
    /** A setting and its place in the file. */
    private record Setting(Node.Entry entry, String text) {}

    FormReader {
        datasets(dataset, catalogue);
    }

    /**
     * The forms by budget, for all budgets.
     *
     * @param n    the arm
     * @param keys its keys
     */
    Map<String, Form> read(Node n, Node.Keys keys, String modelName, Catalogue.Model model) {
        Map<String, String> datasets = datasets(keys.find("dataset").orElse(dataset), catalogue);
        var all = new LinkedHashMap<String, Map<String, Object>>();
        for (String budget : BUDGETS) {
            var settings = new LinkedHashMap<String, Setting>();
            set.ifPresent(common -> collect(common, budget, modelName, model, settings));
            keys.find("set").ifPresent(own -> collect(own, budget, modelName, model, settings));
            var text = new LinkedHashMap<String, String>();
            settings.forEach((key, s) -> text.put(key, s.text));
            // One at a time, so that an error names its place.
            settings.forEach((key, s) -> changed(s.entry.value(), model, Map.of(key, s.text)));
            all.put(budget, changed(keys.find("set").orElse(n), model, text));
        }
        var forms = new LinkedHashMap<String, Form>();
        for (String budget : BUDGETS) {
            forms.put(budget,
                    new Form(datasets.get(budget), all.get(budget), reduced(datasets, all, budget, model.defaults())));
        }
        return forms;
    }

    /** Settings with their values, those that are the model's defaults too. */
    static Map<String, Object> stated(Node set, String modelName, Catalogue.Model model) {
        var collected = new LinkedHashMap<String, Setting>();
        collect(set, "", modelName, model, collected);
        var values = new LinkedHashMap<String, Object>();
        collected.forEach((key, s) -> values.put(key, changed(s.entry.value(), model, Map.of(key, s.text))
                .getOrDefault(key, model.defaults().get(key))));
        return values;
    }

    /**
     * The arm with other settings on every budget. Its name ends in them.
     *
     * @param set the settings
     */
    static StudyFile.Planned alternative(StudyFile.Planned plain, Catalogue.Model model, Node set) {
        var collected = new LinkedHashMap<String, Setting>();
        collect(set, "", plain.arm().model(), model, collected);
        collected.forEach((key, s) -> changed(s.entry.value(), model, Map.of(key, s.text)));
        var forms = new LinkedHashMap<String, Form>();
        plain.forms().forEach((budget, form) -> {
            var text = new LinkedHashMap<String, String>();
            form.set().forEach((key, value) -> text.put(key, value.toString()));
            collected.forEach((key, s) -> text.put(key, s.text));
            forms.put(budget, new Form(form.dataset(), changed(set, model, text), form.reduced()));
        });
        StudyArm arm = plain.arm();
        String name = arm.name() + "-" + collected.entrySet().stream()
                .map(e -> e.getKey() + "-" + e.getValue().text.replaceAll("[^\\w.]", "")).collect(joining("-"));
        return new StudyFile.Planned(
                new StudyArm(name, arm.family(), arm.model(), 0, forms.get(FULL).set(), Map.of()), plain.lengths(),
                forms, () -> model.parameters().applyAsLong(forms.get(FULL).set()));
    }

    /** The differences of a budget's dataset and settings from those of the budget full. */
    private static List<String> reduced(Map<String, String> datasets, Map<String, Map<String, Object>> all,
            String budget, Map<String, Object> defaults) {
        var reduced = new ArrayList<String>();
        String theirs = datasets.get(FULL), ours = datasets.get(budget);
        if (!ours.equals(theirs)) reduced.add("dataset %s instead of %s".formatted(ours, theirs));
        Map<String, Object> here = all.get(budget), full = all.get(FULL);
        var keys = new TreeSet<>(here.keySet());
        keys.addAll(full.keySet());
        for (String key : keys) {
            Object now = here.getOrDefault(key, defaults.get(key)), then = full.getOrDefault(key, defaults.get(key));
            if (!now.equals(then)) reduced.add("%s %s instead of %s".formatted(key, now, then));
        }
        return reduced;
    }

    private static Map<String, String> datasets(Node n, Catalogue catalogue) {
        var datasets = new LinkedHashMap<String, String>();
        if (n.hasKeys()) {
            Node.Keys keys = n.keys(List.of(FULL), BUDGETS.subList(1, BUDGETS.size()));
            String full = dataset(keys.get(FULL), catalogue);
            for (String budget : BUDGETS) datasets.put(budget, keys.or(budget, full, d -> dataset(d, catalogue)));
        } else {
            String one = dataset(n, catalogue);
            for (String budget : BUDGETS) datasets.put(budget, one);
        }
        return datasets;
    }

    private static String dataset(Node n, Catalogue catalogue) {
        String text = n.text(), known = text.split("[:/]", 2)[0];
        if (catalogue.datasets().containsKey(known)) return text;
        throw n.expected("a dataset (" + String.join(", ", catalogue.datasets().keySet()) + ")",
                DidYouMean.hint(known, catalogue.datasets().keySet()));
    }

    /**
     * Collects the settings of {@code n} on {@code budget}. Those under the budget's name are applied last.
     *
     * @param budget empty under a budget's name
     */
    private static void collect(Node n, String budget, String modelName, Catalogue.Model model,
            Map<String, Setting> into) {
        n.map().forEach((key, entry) -> {
            if (BUDGETS.contains(key) && !budget.isEmpty()) return;
            if (!model.defaults().containsKey(key)) {
                var known = new ArrayList<>(model.defaults().keySet());
                known.addAll(BUDGETS);
                throw entry.key().wrong("expected a setting of %s (%s), found '%s'%s".formatted(modelName,
                        String.join(", ", model.defaults().keySet()), key, DidYouMean.hint(key, known)));
            }
            into.put(key, new Setting(entry, entry.value().text()));
        });
        if (n.map().containsKey(budget)) collect(n.map().get(budget).value(), "", modelName, model, into);
    }

    private static Map<String, Object> changed(Node n, Catalogue.Model model, Map<String, String> set) {
        try {
            return model.changed().apply(set);
        } catch (Problem p) {
            throw n.wrong(p.getMessage());
        }
    }
}
