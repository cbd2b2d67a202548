package ganvas.study;

import ganvas.problem.DidYouMean;
import ganvas.problem.Problem;
import ganvas.result.Summary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A study as a person writes it. It is checked: everything that it names exists. {@link #resolve} makes a {@link Study}
 * of it.
 *
 * @param source the file, as errors call it
 * @param study  its name, a plain word
 * @param alternatives to choices that the paper leaves open; {@link #withAlternatives} adds them
 */
public record StudyFile(String source, String study, About about, List<Long> seeds, List<Planned> arms,
        List<Figure> figures, Judged judged, List<Alternative> alternatives) {
    /**
     * The subject of the study.
     *
     * @param citation of the paper that it reproduces
     * @param question that it answers; a study of a paper has one
     * @param chosen   details that the paper leaves open, a sentence each
     * @param departs  differences of the study from the paper, a sentence each
     */
    public record About(String title, Optional<String> citation, Optional<String> question, List<String> chosen,
            List<String> departs) {}

    /**
     * The claims, and what is not measured.
     *
     * @param claims      by budget, since a check may have another metric on each
     * @param notMeasured a sentence each
     */
    public record Judged(Map<String, List<Claim>> claims, List<String> notMeasured) {}

    public static final String FULL = "full", SHORT = "short", SMOKE = "smoke";
    public static final List<String> BUDGETS = List.of(FULL, SHORT, SMOKE);
    /** Length of a smoke run, if the file does not give one. */
    private static final long SMOKE_IMAGES = 1024;

    /**
     * An arm, with its length and form on each budget.
     *
     * @param arm     as on the budget {@code full}, with 0 images
     * @param lengths by budget; {@code full} is always present
     * @param forms   by budget, for all of them
     * @param fullParameters trainable parameters on the budget {@code full}
     */
    public record Planned(StudyArm arm, Map<String, Length> lengths, Map<String, Form> forms,
            LongSupplier fullParameters) {
        /** The length on a budget; empty if the file gives none. */
        public Optional<Length> length(String budget) {
            if (!budget.equals(SMOKE) || lengths.containsKey(SMOKE)) return Optional.ofNullable(lengths.get(budget));
            return Optional.of(full() instanceof Images(long n) && n < SMOKE_IMAGES ? full()
                    : new Images(SMOKE_IMAGES));
        }

        Length full() {
            return lengths.get(FULL);
        }
    }

    /**
     * The form of an arm on one budget.
     *
     * @param dataset such as {@code mnist}, as in the file
     * @param set     settings that differ from the model's defaults
     * @param reduced differences of both from those of the budget {@code full}, such as {@code channels 16 instead of
     *          96}; empty for none
     */
    public record Form(String dataset, Map<String, Object> set, List<String> reduced) {}

    /**
     * A choice that the paper leaves open, made otherwise.
     *
     * @param choice in words
     * @param arms   with this choice, by the arm that each stands for
     */
    public record Alternative(String choice, Map<String, Planned> arms) {}

    /** The same study with the arms of every alternative. Each claim about such arms is judged again with them. */
    public StudyFile withAlternatives() {
        if (alternatives.isEmpty())
            throw Problem.input("%s: expected the key 'sensitivity' with the choices to be tried, found none", source);
        return with(alternatives, List.of());
    }

    /** The same study, whose claims have the alternatives that need no further arm. */
    StudyFile withThoseOfItsArms() {
        Map<Boolean, List<Alternative>> parts = alternatives.stream()
                .collect(Collectors.partitioningBy(a -> arms.containsAll(a.arms.values())));
        return with(parts.get(true), parts.get(false));
    }

    private StudyFile with(List<Alternative> added, List<Alternative> left) {
        var all = new LinkedHashSet<>(arms);
        added.forEach(a -> all.addAll(a.arms.values()));
        var claims = new LinkedHashMap<String, List<Claim>>();
        judged.claims.forEach((budget, ofBudget) -> claims.put(budget, ofBudget.stream()
                .map(c -> c.withAlternatives(Stream.concat(c.alternatives().stream(),
                        added.stream().flatMap(a -> about(c, a).stream())).toList()))
                .toList()));
        return new StudyFile(source, study, about, seeds, List.copyOf(all), figures,
                new Judged(claims, judged.notMeasured), left);
    }

    /** The alternative as a claim has it; empty if it is about other arms. */
    private static Optional<Claim.Alternative> about(Claim claim, Alternative alternative) {
        var names = new LinkedHashMap<String, String>();
        alternative.arms.forEach((arm, made) -> {
            if (claim.ofArms().contains(arm)) names.put(arm, made.arm.name());
        });
        return names.isEmpty() ? Optional.empty() : Optional.of(new Claim.Alternative(alternative.choice, names));
    }

    /** The length of a run. */
    public sealed interface Length {
        /** @param train images in an epoch */
        default long images(long train) {
            return switch (this) {
                case Epochs(double epochs) -> Math.max(2, Math.round(epochs * train));
                case Images(long images) -> images;
            };
        }
    }

    public record Epochs(double epochs) implements Length {}

    /** @param images shown */
    public record Images(long images) implements Length {}

    /** The claims on the budget {@code full}. */
    public List<Claim> claims() {
        return judged.claims.get(FULL);
    }

    public List<Claim> claims(String budget) {
        checkBudget(budget);
        return judged.claims.get(budget);
    }

    /**
     * The datasets of a run's arms, each once, as in the file.
     *
     * @param only arms to run; empty for all
     */
    public List<String> datasets(String budget, List<String> only) {
        checkBudget(budget);
        return arms(only).stream().map(p -> p.forms.get(budget).dataset).distinct().toList();
    }

    /**
     * The study to be run.
     *
     * @param budget  {@code full}, {@code short} or {@code smoke}
     * @param only    arms to run; empty for all. Claims and figures of other arms are left out, and the study names
     *          them
     * @param others  seeds that replace the file's; empty for the file's
     * @param command that makes it again
     * @param data    the datasets by their text in the file; an epoch is their training images
     */
    public Study resolve(String budget, List<String> only, List<Long> others, String command,
            Map<String, Summary.DatasetInfo> data) {
        checkBudget(budget);
        List<Planned> chosenArms = arms(only);
        List<Summary.DatasetInfo> datasets = datasets(budget, only).stream().map(data::get).toList();
        var left = new ArmSelection(this, budget, chosenArms.stream().map(p -> p.arm.name()).toList());
        List<String> sized = left.claims().stream().flatMap(c -> c.checks().stream()).filter(ClaimCheck::comparesSizes)
                .flatMap(check -> check.ofArms().stream()).toList();
        var run = new ArrayList<StudyArm>();
        var full = new LinkedHashMap<String, Long>();
        for (Planned p : chosenArms) {
            Form form = p.forms.get(budget);
            Summary.DatasetInfo from = data.get(form.dataset);
            StudyArm arm = new StudyArm(p.arm.name(), p.arm.family(), p.arm.model(),
                    length(p, budget).images(from.train()), form.set, p.arm.printed()).reducedBy(form.reduced)
                    .stating(p.arm.statedElsewhere());
            boolean asks = !form.reduced.isEmpty() && sized.contains(arm.name());
            StudyArm known = asks ? arm.withFullParameters(p.fullParameters.getAsLong()) : arm;
            run.add(datasets.size() == 1 ? known : known.on(from.name()));
            full.put(p.arm.name(), p.full().images(from.train()));
        }
        var kept = left.claims();
        kept.forEach(c -> checkTrends(c, full, arm -> data.get(planned(arm).forms.get(budget).dataset).train()));
        var missing = new ArrayList<>(judged.notMeasured);
        missing.addAll(left.sentences());
        Study plain = new Study(study, command, datasets, run, others.isEmpty() ? seeds : List.copyOf(others), missing)
                .withFigures(left.figures());
        return about.citation.map(citation -> plain.withClaims(kept).reproducing(budget, new Study.Paper(about.title,
                citation, about.question.orElseThrow(), full, about.chosen, departures(budget, run))))
                .orElseGet(() -> plain.withClaims(kept.stream().map(c -> scaled(c, run, full)).toList())
                        .withTitle(about.title));
    }

    /**
     * Differences from the paper: the file's, and reductions of this budget. Arms with equal reductions share a
     * sentence.
     */
    private List<String> departures(String budget, List<StudyArm> run) {
        var alike = new LinkedHashMap<List<String>, List<String>>();
        for (StudyArm a : run)
            if (!a.reduced().isEmpty()) alike.computeIfAbsent(a.reduced(), _ -> new ArrayList<>()).add(a.name());
        var all = new ArrayList<>(about.departs);
        alike.forEach((reduced, names) -> all
                .add("On the budget %s beside length, %s: %s.".formatted(budget, String.join(", ", names),
                        String.join(", ", reduced))));
        return all;
    }

    Planned planned(String arm) {
        return arms.stream().filter(p -> p.arm.name().equals(arm)).findFirst().orElseThrow();
    }

    private List<Planned> arms(List<String> only) {
        if (only.isEmpty()) return arms;
        var names = arms.stream().map(p -> p.arm.name()).toList();
        for (String name : only) {
            if (!names.contains(name)) {
                throw Problem.input("expected arms of %s (%s), found '%s'%s", study, String.join(", ", names), name,
                        DidYouMean.hint(name, names));
            }
        }
        return arms.stream().filter(p -> only.contains(p.arm.name())).toList();
    }

    private static void checkBudget(String budget) {
        if (BUDGETS.contains(budget)) return;
        throw Problem.input("expected a budget (%s), found '%s'%s", String.join(", ", BUDGETS), budget,
                DidYouMean.hint(budget, BUDGETS));
    }

    private Length length(Planned p, String budget) {
        return p.length(budget).orElseThrow(() -> Problem.input(
                "%s: arm %s: expected a length for the budget %s, found none; add it under length, "
                        + "or take the budget full",
                source, p.arm.name(), budget));
    }

    private void checkTrends(Claim claim, Map<String, Long> full, ToLongFunction<String> train) {
        for (ClaimCheck check : claim.checks()) {
            if (check instanceof ClaimCheck.Trend t
                    && t.toEpoch() * train.applyAsLong(t.arm()) > full.get(t.arm()) * 1.001) {
                throw Problem.input(
                        "%s: claim %s: expected a trend within the full length of %s (%,d images), found to-epoch %s",
                        source, claim.id(), t.arm(), full.get(t.arm()), t.toEpoch());
            }
        }
    }

    /**
     * Scales a trend's epochs to the length of this run. In a study without a paper it is done here, since later steps
     * do not know the full length.
     */
    private static Claim scaled(Claim c, List<StudyArm> run, Map<String, Long> full) {
        return c.withChecks(c.checks().stream().map(check -> {
            if (!(check instanceof ClaimCheck.Trend t)) return check;
            long images = run.stream().filter(a -> a.name().equals(t.arm())).findFirst().orElseThrow().images();
            return t.scaled(Math.min(1, (double) images / full.get(t.arm())));
        }).toList());
    }
}
