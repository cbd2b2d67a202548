package ganvas.cli;

import ganvas.result.RunFolder;
import ganvas.study.Study;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The last line of a command: what to type next. */
final class NextStep {
    private NextStep() {}

    /**
     * Prints the commands, as a shell reads them.
     *
     * @param others what can be typed in place of the first
     */
    @SafeVarargs
    static void say(List<String> first, List<String>... others) {
        System.out.println("Next: " + Invocation.text(first));
        for (List<String> other : others) System.out.println("  or: " + Invocation.text(other));
    }

    /** After a report: images of the first run of the study in {@code out} that has been saved, if there is one. */
    static void afterReport(Path out) {
        Study study = Study.read(out);
        study.arms().stream().flatMap(arm -> study.seeds().stream().map(seed -> study.run(out, arm, seed)))
                .filter(run -> Files.exists(run.checkpoint())).map(RunFolder::root).findFirst()
                .ifPresent(run -> say(List.of("sample", run.toString())));
    }
}
