package ganvas.report;

import ganvas.result.Capability;
import ganvas.result.ModelCard;
import ganvas.result.RunFiles;
import ganvas.result.RunOutcome;
import ganvas.result.Summary;
import ganvas.study.Study;
import ganvas.study.StudyArm;
import ganvas.verdict.Summaries;
import ganvas.words.Words;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The content of a comparison's folder, as far as it exists.
 *
 * @param thrift factor by which there are fewer pictures and points, to keep the page small; 1 for the full number
 * @param whole  the study of which this may be a part
 */
record Comparison(Path out, Study study, Summary summary, List<ArmRuns> arms, int thrift, Study whole) {
    static Comparison read(Path out) {
        Summaries.Made made = Summaries.renew(out);
        Study study = made.study();
        var arms = new ArrayList<ArmRuns>();
        for (StudyArm arm : study.arms()) {
            var runs = new ArmRuns(arm, made.summary().arms().get(arm.name()), made.runs().get(arm.name()), 0);
            arms.add(runs.withOrder((int) arms.stream().filter(a -> a.kind().equals(runs.kind())).count()));
        }
        return new Comparison(out, study, made.summary(), List.copyOf(arms), 1, study);
    }

    Comparison with(int thrift) {
        return new Comparison(out, study, summary, arms, thrift, whole);
    }

    /** One part for each dataset, since models of different datasets are not compared. */
    List<Comparison> parts() {
        return study.datasets().stream().map(d -> new Comparison(out, study.on(d), summary.on(d),
                arms.stream().filter(a -> study.dataset(a.arm()).equals(d)).toList(), thrift, whole)).toList();
    }

    /** A section's heading. In a part it names the dataset. */
    String heading(String title) {
        return whole.datasets().size() == 1 ? title : title + ": " + Words.dataset(study.dataset());
    }

    /** The id of a section; each part has its own. */
    String id(String name) {
        return whole.datasets().size() == 1 ? name : name + "-" + (1 + whole.datasets().indexOf(study.dataset()));
    }

    /** The folder of real test images. */
    Path reference() {
        return whole.reference(out, study.dataset());
    }

    Optional<ArmRuns> arm(String name) {
        return arms.stream().filter(a -> a.arm().name().equals(name)).findFirst();
    }

    /**
     * One column of the page.
     *
     * @param order of the arm among those of its kind, from 0
     */
    record ArmRuns(StudyArm arm, Summary.ArmSummary summary, List<RunFiles> runs, int order) {
        /** Colours of a kind; more arms share them and differ in their strokes. */
        private static final int HUES = 5;

        private ArmRuns withOrder(int place) {
            return new ArmRuns(arm, summary, runs, place);
        }

        String title() {
            return Words.title(arm.name());
        }

        /**
         * The CSS class of the arm's own hue. GANs have warm hues, VAEs cold ones. A model that is both or neither has
         * the colour of the text.
         */
        String hue() {
            int hue = order % HUES;
            return hue == 0 ? kind() : kind() + "-" + (hue + 1);
        }

        private String kind() {
            boolean gan = can(Capability.DISCRIMINATES), vae = can(Capability.ELBO);
            return gan == vae ? "other" : gan ? "gan" : "vae";
        }

        /**
         * Whether the arm has a capability, by the model cards of its runs. Before there is a card, it is what models
         * of its family can do.
         */
        boolean can(Capability capability) {
            return first(RunFiles::model).map(ModelCard::capabilities)
                    .orElseGet(() -> Capability.ofFamily(arm.family()))
                    .contains(capability);
        }

        /** The part of the first run that has it. */
        <T> Optional<T> first(Function<RunFiles, Optional<T>> part) {
            return runs.stream().map(part).flatMap(Optional::stream).findFirst();
        }

        /** The first run for which this is true. */
        Optional<RunFiles> firstRun(Predicate<RunFiles> has) {
            return runs.stream().filter(has).findFirst();
        }

        boolean isDone() {
            return summary.status().equals(RunOutcome.DONE);
        }

        /** The reason why something of this arm may be missing, in words. */
        String whyMissing() {
            if (summary.status().equals(RunOutcome.DIVERGED)) return "training diverged";
            return isDone() ? "not measured" : runs.stream().allMatch(r -> r.images() == 0) ? "not started yet"
                    : "not finished yet";
        }
    }

    /** The style of an arm's line in a chart: arms of one kind differ in their strokes too, not in colour alone. */
    static String style(ArmRuns a) {
        return a.hue() + List.of("", " dashed", " dotted", " dashdot").get(a.order % 4);
    }

    String className(int index) {
        List<String> classes = summary.dataset().classes();
        if (classes != null && index == classes.size()) return "other";  // if the dataset was narrowed to some classes
        return classes != null && index >= 0 && index < classes.size() ? classes.get(index) : Integer.toString(index);
    }
}
