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
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * What lies in the folder of a comparison, as far as it is there.
 *
 * @param thrift pictures and points are fewer by this factor, to keep the page small; 1 is as many as there should be
 * @param whole  the study that this may be a part of
 */
record Comparison(Path out, Study study, Summary summary, List<ArmRuns> arms, int thrift, Study whole) {
    static Comparison read(Path out) {
        Summary summary = Summaries.write(out);
        Study study = Study.read(out);
        return new Comparison(out, study, summary, study.arms().stream().map(arm -> new ArmRuns(arm,
                summary.arms().get(arm.name()),
                study.seeds().stream().map(seed -> RunFiles.read(study.run(out, arm, seed), seed)).toList())).toList(),
                1, study);
    }

    Comparison with(int thrift) {
        return new Comparison(out, study, summary, arms, thrift, whole);
    }

    /** One for each dataset: what was learned from one stands beside nothing that was learned from another. */
    List<Comparison> parts() {
        return study.datasets().stream().map(d -> new Comparison(out, study.on(d), summary.on(d),
                arms.stream().filter(a -> study.dataset(a.arm()).equals(d)).toList(), thrift, whole)).toList();
    }

    /** A section of a part names its dataset. */
    String heading(String title) {
        return whole.datasets().size() == 1 ? title : title + ": " + Words.dataset(study.dataset());
    }

    /** Of a section; of a part's, its own. */
    String id(String name) {
        return whole.datasets().size() == 1 ? name : name + "-" + (1 + whole.datasets().indexOf(study.dataset()));
    }

    /** Real test images. */
    Path reference() {
        return whole.reference(out, study.dataset());
    }

    Optional<ArmRuns> arm(String name) {
        return arms.stream().filter(a -> a.arm().name().equals(name)).findFirst();
    }

    /** One column of the page. */
    record ArmRuns(StudyArm arm, Summary.ArmSummary summary, List<RunFiles> runs) {
        String title() {
            return Words.title(arm.name());
        }

        /**
         * The class that carries the arm's hue: GANs have one, VAEs another, what is both or
         * neither the colour of the text.
         */
        String hue() {
            boolean gan = can(Capability.DISCRIMINATES), vae = can(Capability.ELBO);
            return gan == vae ? "other" : gan ? "gan" : "vae";
        }

        /** By the model card of its runs; before there is one, by what models of its family can do. */
        boolean can(Capability capability) {
            return first(RunFiles::model).map(ModelCard::capabilities).orElseGet(() -> Capability.of(arm.family()))
                    .contains(capability);
        }

        <T> Optional<T> first(Function<RunFiles, T> part) {
            return runs.stream().map(part).filter(Objects::nonNull).findFirst();
        }

        boolean isDone() {
            return summary.status().equals(RunOutcome.DONE);
        }

        /** Why something of this arm may be missing, in words. */
        String whyMissing() {
            if (summary.status().equals(RunOutcome.DIVERGED)) return "training diverged";
            return isDone() ? "not measured" : runs.stream().allMatch(r -> r.images() == 0) ? "not started yet"
                    : "not finished yet";
        }
    }

    /** The line of an arm in one chart with {@code others}: those of a family are told apart by their strokes. */
    static String style(ArmRuns a, List<ArmRuns> others) {
        long before = others.stream().takeWhile(o -> o != a).filter(o -> o.hue().equals(a.hue())).count();
        return a.hue() + List.of("", " dashed", " dotted", " dashdot").get((int) (before % 4));
    }

    String className(int index) {
        List<String> classes = summary.dataset().classes();
        if (classes != null && index == classes.size()) return "other";  // of a dataset narrowed to some of its classes
        return classes != null && index >= 0 && index < classes.size() ? classes.get(index) : Integer.toString(index);
    }
}
