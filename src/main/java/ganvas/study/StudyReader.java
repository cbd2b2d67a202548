package ganvas.study;

import ganvas.problem.DidYouMean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** Converts the nodes of a study file to a checked {@link StudyFile}. */
record StudyReader(String file, Catalogue catalogue) {
    private static final int MOST_SEEDS = 1000;
    private static final List<String> LISTS = List.of("chosen", "departs", "not-measured");

    StudyFile read(Node root) {
        var optional = new ArrayList<>(List.of("citation", "question", "seeds", "length", "set", "figures", "claims",
                "sensitivity"));
        optional.addAll(LISTS);
        var keys = root.keys(List.of("study", "title", "dataset", "arms"), optional);
        boolean paper = keys.has("citation");
        if (paper && !keys.has("question")) throw root.expected("the key 'question' beside citation");
        String name = keys.get("study").word();
        Map<String, StudyFile.Length> lengths = keys.or("length", Map.of(), this::lengths);
        var forms = new FormReader(catalogue, keys.get("dataset"), keys.find("set"));
        var arms = new LinkedHashMap<String, StudyFile.Planned>();
        for (Node n : keys.get("arms").list()) {
            StudyFile.Planned p = arm(n, lengths, forms);
            if (arms.putIfAbsent(p.arm().name(), p) != null) {
                throw n.map().get("name").value()
                        .wrong("expected a name of its own for each arm, found '" + p.arm().name() + "' again");
            }
        }
        var onFull = new CheckReader(arms, catalogue, StudyFile.FULL);
        List<Claim> full = keys.or("claims", List.of(), n -> claims(n, onFull, paper));
        boolean differ = keys.find("claims").stream().flatMap(n -> n.list().stream())
                .anyMatch(ClaimTerms::hasBudgets);
        var claims = new LinkedHashMap<String, List<Claim>>();
        for (String budget : StudyFile.BUDGETS) {
            claims.put(budget, differ && !budget.equals(StudyFile.FULL)
                    ? claims(keys.get("claims"), new CheckReader(arms, catalogue, budget), paper) : full);
        }
        String title = keys.get("title").text();
        Optional<String> citation = keys.find("citation").map(Node::text),
                question = keys.find("question").map(Node::text);
        List<Long> seeds = keys.or("seeds", List.of(0L, 1L, 2L), StudyReader::seeds);
        List<Figure> figures = keys.or("figures", List.of(),
                n -> n.list().stream().map(f -> onFull.figure(f, paper)).toList());
        var about = new StudyFile.About(title, citation, question, sentences(keys, LISTS.get(0)),
                sentences(keys, LISTS.get(1)));
        return new StudyFile(file, name, about, seeds, List.copyOf(arms.values()), figures,
                new StudyFile.Judged(claims, sentences(keys, LISTS.get(2))),
                keys.or("sensitivity", List.of(), n -> n.list().stream().map(a -> alternative(a, arms)).toList()))
                .withThoseOfItsArms();
    }

    /** A choice made otherwise for some arms: by settings, or by other arms of the study. */
    private StudyFile.Alternative alternative(Node n, Map<String, StudyFile.Planned> arms) {
        boolean instead = n.map().containsKey("instead");
        var keys = n.keys(instead ? List.of("choice", "instead") : List.of("choice", "arms", "set"), List.of());
        var made = new LinkedHashMap<String, StudyFile.Planned>();
        if (instead) {
            keys.get("instead").map().forEach((arm, other) -> made.put(other.key().oneOf(arms.keySet()),
                    arms.get(other.value().oneOf(arms.keySet()))));
            return new StudyFile.Alternative(keys.get("choice").text(), made);
        }
        for (Node named : keys.get("arms").list()) {
            String name = named.oneOf(arms.keySet());
            StudyFile.Planned plain = arms.get(name);
            made.put(name, FormReader.alternative(plain, catalogue.models().get(plain.arm().model()), keys.get("set")));
        }
        return new StudyFile.Alternative(keys.get("choice").text(), made);
    }

    private static List<String> sentences(Node.Keys keys, String key) {
        return keys.or(key, List.of(), n -> n.list().stream().map(Node::text).toList());
    }

    /** Seeds, as a list or as a number: {@code 3} means 0, 1, 2. */
    private static List<Long> seeds(Node n) {
        if (n.isList()) return n.distinct(s -> s.whole("a seed (a whole number, 0 or more)", 0, Long.MAX_VALUE));
        return LongStream
                .range(0, n.whole("a number of seeds (1 to " + MOST_SEEDS + "), or a list of them", 1, MOST_SEEDS))
                .boxed().toList();
    }

    private Map<String, StudyFile.Length> lengths(Node n) {
        var lengths = new LinkedHashMap<String, StudyFile.Length>();
        n.keys(List.of(), StudyFile.BUDGETS).entries()
                .forEach((budget, entry) -> lengths.put(budget, length(entry.value())));
        return lengths;
    }

    private static StudyFile.Length length(Node n) {
        var keys = n.keys(List.of(), List.of("epochs", "images"));
        if (keys.entries().size() != 1) throw n.expected("either epochs or images");
        if (keys.has("epochs")) return new StudyFile.Epochs(
                keys.get("epochs").number("a number of epochs above 0", v -> v > 0 && v <= 1e6));
        return new StudyFile.Images(
                keys.get("images").whole("a whole number of images, 2 or more", 2, 1_000_000_000_000L));
    }

    private StudyFile.Planned arm(Node n, Map<String, StudyFile.Length> common, FormReader forms) {
        var keys = n.keys(List.of("name", "model"), List.of("dataset", "set", "length", "printed", "paper", "code"));
        String name = keys.get("name").word(), modelName = keys.get("model").text();
        Catalogue.Model model = Optional.ofNullable(catalogue.models().get(modelName))
                .orElseThrow(() -> keys.get("model").expected("a model of the zoo ('./ganvas models' lists them)",
                        DidYouMean.hint(modelName, catalogue.models().keySet())));
        var lengths = new LinkedHashMap<>(common);
        if (keys.has("length")) lengths.putAll(lengths(keys.get("length")));
        if (!lengths.containsKey(StudyFile.FULL))
            throw n.wrong("expected a length (length: {full: {epochs: 5}}, here or for all arms), found none");
        Map<String, StudyFile.Form> all = forms.read(n, keys, modelName, model);
        Map<String, Double> printed = keys.or("printed", Map.of(), p -> printed(p, model));
        return new StudyFile.Planned(
                new StudyArm(name, model.family(), modelName, 0, all.get(StudyFile.FULL).set(), printed)
                        .stating(new StudyArm.Stated(
                                keys.or("paper", Map.of(), s -> FormReader.stated(s, modelName, model)),
                                keys.or("code", Map.of(), s -> FormReader.stated(s, modelName, model)))),
                lengths, all,
                () -> model.parameters().applyAsLong(all.get(StudyFile.FULL).set()));
    }

    private static Map<String, Double> printed(Node n, Catalogue.Model model) {
        var known = new ArrayList<>(List.of("minutes", "epochs", "blocks", "inception score", "FID"));
        for (String network : model.networks().get()) known.add(network + " parameters");
        var printed = new LinkedHashMap<String, Double>();
        n.keys(List.of(), known).entries()
                .forEach((key, e) -> printed.put(key, e.value().number("a number above 0", v -> v > 0)));
        return printed;
    }

    private static List<Claim> claims(Node n, CheckReader checks, boolean paper) {
        var claims = new LinkedHashMap<String, Claim>();
        for (Node c : n.list()) {
            var optional = new ArrayList<>(ClaimTerms.KEYS);
            if (!paper) optional.add("where");
            var keys = c.keys(paper ? List.of("id", "says", "where", "measure", "checks")
                    : List.of("id", "says", "measure", "checks"), optional);
            List<ClaimCheck> all = keys.get("checks").list().stream().map(checks::check).distinct().toList();
            var claim = new Claim(keys.get("id").word(), keys.get("says").text(), keys.or("where", "", Node::text),
                    keys.get("measure").text(), all).on(new ClaimTerms(checks).read(keys, all.size()));
            if (claims.putIfAbsent(claim.id(), claim) != null) {
                throw keys.get("id")
                        .wrong("expected an id of its own for each claim, found '" + claim.id() + "' again");
            }
        }
        return List.copyOf(claims.values());
    }
}
