package ganvas.study;

import ganvas.problem.DidYouMean;
import ganvas.problem.Problem;
import ganvas.result.Capability;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads the checks and figures of a study file, which refer to its arms.
 *
 * @param budget whose values are read, if the keys of a check have one value for each budget
 */
record CheckReader(Map<String, StudyFile.Planned> arms, Catalogue catalogue, String budget) {
    private static final List<String> KINDS = List.of("ordering", "equality", "count", "ratio", "threshold", "trend");
    private static final String FINAL = "final:", MEAN = "mean:", EVENTS = "events:";

    /**
     * An existing metric.
     *
     * @param needs capabilities that an arm requires to have it
     */
    private record Subject(String name, Set<Capability> needs) {}

    ClaimCheck check(Node whole) {
        Node n = checkOnBudget(whole);
        if (!n.map().containsKey("kind")) throw n.expected("the key 'kind'");
        return switch (n.map().get("kind").value().oneOf(KINDS)) {
            case "ordering" ->
                    ordering(n.keys(List.of("kind", "metric", "first", "is", "than"), List.of("than-metric")));
            case "equality" -> equality(n.keys(List.of("kind", "metric", "arms", "margin"), List.of()));
            case "count" -> count(n.keys(List.of("kind", "arm", "network", "counted", "value"), List.of()));
            case "ratio" -> ratio(n.keys(List.of("kind", "metric", "of", "to"), List.of("at-least", "at-most")));
            case "threshold" -> threshold(n.keys(List.of("kind", "metric", "arms"), List.of("above", "below", "runs")));
            default -> trend(
                    n.keys(List.of("kind", "metric", "arm", "from-epoch", "to-epoch", "goes"), List.of("margin")));
        };
    }

    /** Whether a check differs between budgets. */
    static boolean hasBudgets(Node check) {
        return check.map().values().stream().anyMatch(entry -> entry.value().hasKeys());
    }

    /**
     * The check on this budget. Any key may have a value for each budget, {@code {full: fid-10k, short:
     * fid-judge-10k}}. If there is none for smoke, that of short is used; if there is none for short, that of full.
     */
    private Node checkOnBudget(Node n) {
        var entries = new LinkedHashMap<String, Node.Entry>();
        n.map().forEach((key, entry) -> entries.put(key,
                new Node.Entry(entry.key(), onBudget(entry.value()))));
        return new Node(n.place(), new Node.Mapping(entries));
    }

    /** A value on this budget: the value itself, if it is the same on all. */
    Node onBudget(Node value) {
        if (!value.hasKeys()) return value;
        Node.Keys keys = value.keys(List.of(StudyFile.FULL), StudyFile.BUDGETS.subList(1, StudyFile.BUDGETS.size()));
        if (keys.has(budget)) return keys.get(budget);
        return keys.get(budget.equals(StudyFile.SMOKE) && keys.has(StudyFile.SHORT) ? StudyFile.SHORT : StudyFile.FULL);
    }

    private ClaimCheck ordering(Node.Keys k) {
        Subject m = metric(k.get("metric"));
        String first = arm(k.get("first"), m);
        Optional<Subject> ofOthers = k.find("than-metric").map(this::metric);
        List<String> than = k.get("than").distinct(a -> other(a, first, ofOthers.orElse(m)));
        k.get("than").list().forEach(a -> oneDataset(a, first));
        return new ClaimCheck.Ordering(m.name, first, k.get("is").oneOf(List.of("higher", "lower")), than,
                ofOthers.map(Subject::name).orElse(null));
    }

    private ClaimCheck equality(Node.Keys k) {
        Subject m = metric(k.get("metric"));
        List<String> compared = k.get("arms").distinct(a -> arm(a, m));
        if (compared.size() < 2) throw k.get("arms").wrong("expected two arms or more, found one");
        k.get("arms").list().forEach(a -> oneDataset(a, compared.getFirst()));
        return new ClaimCheck.Equality(m.name, compared, margin(k.get("margin")));
    }

    private ClaimCheck count(Node.Keys k) {
        String arm = arm(k.get("arm"));
        String network = k.get("network").oneOf(catalogue.models().get(arms.get(arm).arm().model()).networks().get());
        return new ClaimCheck.Count(arm, network, k.get("counted").oneOf(List.of("trainable", "with-moving")),
                k.get("value").whole("a whole number above 0", 1, Long.MAX_VALUE));
    }

    private ClaimCheck ratio(Node.Keys k) {
        Subject m = metric(k.get("metric"));
        String of = arm(k.get("of"), m), to = other(k.get("to"), of, m);
        oneDataset(k.get("to"), of);
        if (!k.has("at-least") && !k.has("at-most")) throw k.of().expected("at-least, at-most or both");
        var bounds = new CheckBounds(k.find("at-least").map(CheckReader::positive),
                k.find("at-most").map(CheckReader::positive));
        if (bounds.low().isPresent() && bounds.high().filter(most -> bounds.low().get() > most).isPresent()) {
            throw k.get("at-most").expected("at least " + k.get("at-least").raw() + ", which is at-least");
        }
        return new ClaimCheck.Ratio(m.name, of, to, bounds);
    }

    private ClaimCheck threshold(Node.Keys k) {
        Subject m = metric(k.get("metric"));
        List<String> each = k.get("arms").distinct(a -> arm(a, m));
        k.get("arms").list().forEach(a -> oneDataset(a, each.getFirst()));
        if (k.has("above") == k.has("below"))
            throw k.of().wrong("expected either above or below, found " + (k.has("above") ? "both" : "neither"));
        var all = new ClaimCheck.Threshold(m.name, each,
                new CheckBounds(k.find("above").map(CheckReader::any), k.find("below").map(CheckReader::any)));
        return k.find("runs").map(n -> n.oneOf(List.of("some"))).isPresent() ? all.ofSome() : all;
    }

    private ClaimCheck trend(Node.Keys k) {
        Subject m = line(k.get("metric"));
        String arm = arm(k.get("arm"), m);
        double from = k.get("from-epoch").number("an epoch, 0 or more", v -> v >= 0);
        double to = k.get("to-epoch").number("an epoch after from-epoch", v -> v > from);
        if (arms.get(arm).full() instanceof StudyFile.Epochs(double full) && to > full) {
            throw k.get("to-epoch").expected("an epoch within the full length of " + arm + " (" + full + ")");
        }
        String goes = k.get("goes").oneOf(List.of("up", "down", "nowhere"));
        if (goes.equals("nowhere") != k.has("margin")) {
            throw k.of().wrong(k.has("margin") ? "expected a margin only where it goes nowhere, found one"
                    : "expected a margin where it goes nowhere, found none");
        }
        return k.find("margin").map(n -> new ClaimCheck.Trend(m.name, arm, from, to, goes, margin(n)))
                .orElseGet(() -> new ClaimCheck.Trend(m.name, arm, from, to, goes));
    }

    Figure figure(Node n, boolean paper) {
        var k = paper ? n.keys(List.of("kind", "paper", "title", "arms"), List.of())
                : n.keys(List.of("kind", "title", "arms"), List.of("paper"));
        String word = k.get("kind").oneOf(Stream.of(Figure.Kind.values()).map(Figure.Kind::word).toList());
        var kind = Stream.of(Figure.Kind.values()).filter(f -> f.word().equals(word)).findFirst().orElseThrow();
        var subject = new Subject(word, needs(kind));
        List<String> shown = k.get("arms").distinct(a -> arm(a, subject));
        k.get("arms").list().forEach(a -> oneDataset(a, shown.getFirst()));
        if (kind == Figure.Kind.LATENT_PLANE || kind == Figure.Kind.ENCODINGS) {
            for (Node a : k.get("arms").list())
                if (latent(a.text()) != 2) throw a.expected("an arm with a latent space of two dimensions");
        }
        return new Figure(kind, k.or("paper", "", Node::text), k.get("title").text(), shown);
    }

    private static Set<Capability> needs(Figure.Kind kind) {
        return switch (kind) {
            case DISCRIMINATOR_ACCURACY, GAN_LOSSES -> Set.of(Capability.DISCRIMINATES);
            case VAE_LOSSES, ELBO -> Set.of(Capability.ELBO);
            case RECONSTRUCTIONS, CONFUSION, LATENT_PLANE, ENCODINGS -> Set.of(Capability.ENCODES);
            case IMAGES_OVER_TRAINING, LABELLED_GRID, SCORES_OVER_TRAINING -> Set.of();
        };
    }

    private long latent(String arm) {
        StudyArm a = arms.get(arm).arm();
        var values = new java.util.HashMap<>(catalogue.models().get(a.model()).defaults());
        values.putAll(a.set());
        Object latent = values.getOrDefault("latent", values.get("z"));
        return latent instanceof Number n ? n.longValue() : 2;
    }

    // ---- names

    private String arm(Node n) {
        if (arms.containsKey(n.raw())) return n.raw();
        throw n.expected("an arm of this study (" + String.join(", ", arms.keySet()) + ")",
                DidYouMean.hint(n.raw(), arms.keySet()));
    }

    /** @param of the metric that the arm must be able to have */
    private String arm(Node n, Subject of) {
        String name = arm(n);
        StudyArm arm = arms.get(name).arm();
        for (Capability needed : of.needs) {
            if (catalogue.models().get(arm.model()).capabilities().contains(needed)) continue;
            throw n.expected("an arm with %s, which %s needs".formatted(needed.means(), of.name),
                    ", a " + arm.family().toUpperCase(Locale.ROOT));
        }
        return name;
    }

    private String other(Node n, String first, Subject of) {
        String name = arm(n, of);
        if (name.equals(first)) throw n.expected("another arm than " + first);
        return name;
    }

    /**
     * Refuses arms of different datasets, since these are never compared.
     *
     * @param n the name of an arm
     */
    private void oneDataset(Node n, String first) {
        for (String budget : StudyFile.BUDGETS) {
            String here = arms.get(n.text()).forms().get(budget).dataset(),
                    there = arms.get(first).forms().get(budget).dataset();
            if (!here.equals(there)) throw n.wrong("expected an arm on %s, as %s is, found %s, which is on %s"
                    .formatted(there, first, n.text(), here));
        }
    }

    private Subject metric(Node n) {
        String name = n.text();
        return needs(name).map(needs -> new Subject(name, needs)).orElseThrow(() -> unknown(n, name));
    }

    private Optional<Set<Capability>> needs(String metric) {
        if (Catalogue.COSTS.contains(metric)) return Optional.of(Set.of());
        return Optional.ofNullable(metric.startsWith(FINAL) ? catalogue.lines().get(metric.substring(FINAL.length()))
                : metric.startsWith(MEAN) ? catalogue.lines().get(metric.substring(MEAN.length()))
                : metric.startsWith(EVENTS) ? catalogue.events().get(metric.substring(EVENTS.length()))
                : catalogue.scores().get(metric));
    }

    private Problem unknown(Node n, String name) {
        var known = new ArrayList<>(Catalogue.COSTS);
        known.addAll(catalogue.scores().keySet());
        catalogue.lines().keySet().forEach(l -> known.addAll(List.of(FINAL + l, MEAN + l)));
        catalogue.events().keySet().forEach(e -> known.add(EVENTS + e));
        String hint = catalogue.lines().containsKey(name) ? "; did you mean '" + FINAL + name + "'?"
                : DidYouMean.hint(name, known);
        return n.expected("a score, a cost, final:KEY, mean:KEY or events:KIND", hint);
    }

    private Subject line(Node n) {
        String name = n.text();
        if (catalogue.lines().containsKey(name)) return new Subject(name, catalogue.lines().get(name));
        String key = name.startsWith(FINAL) ? name.substring(FINAL.length()) : name;
        throw n.expected("a key of stats.jsonl", DidYouMean.hint(key, catalogue.lines().keySet()));
    }

    // ---- numbers

    private static double any(Node n) {
        return n.number("a number", _ -> true);
    }

    private static double positive(Node n) {
        return n.number("a number above 0", v -> v > 0);
    }

    private static double margin(Node n) {
        return n.number("a margin above 0", v -> v > 0);
    }
}
