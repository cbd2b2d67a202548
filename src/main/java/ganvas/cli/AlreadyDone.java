package ganvas.cli;

import ganvas.result.RunFolder;
import ganvas.result.RunOutcome;
import ganvas.study.Study;
import java.nio.file.Path;
import java.util.List;

/** A command that finds everything done says so, and not what it says of a training. */
final class AlreadyDone {
    private AlreadyDone() {}

    /** Whether every run of the study has been trained in {@code out}. */
    static boolean isTrained(Study study, Path out) {
        return study.arms().stream().allMatch(arm -> study.seeds().stream()
                .allMatch(seed -> RunOutcome.isDone(study.run(out, arm, seed), arm.images())));
    }

    /** What {@code compare} and {@code study run} say. */
    static String words(Study study, Path out) {
        int runs = study.arms().size() * study.seeds().size();
        List<String> arms = study.arms().stream().map(a -> a.name()).toList();
        return "Already done: %,d run%s (%s) in %s. Nothing is trained. --fresh begins anew.".formatted(runs,
                runs == 1 ? "" : "s", String.join(", ", arms), out);
    }

    /** What {@code train} says. */
    static String words(String model, RunOutcome outcome, RunFolder run) {
        return "Already done: %s, %,d images. Nothing is trained. --fresh begins anew. Run: %s".formatted(model,
                outcome.images(), run.root());
    }
}
