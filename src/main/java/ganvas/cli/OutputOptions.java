package ganvas.cli;

import ganvas.file.Json;
import ganvas.result.Summary;
import ganvas.study.Study;
import ganvas.study.StudyFile;
import ganvas.verdict.ComparisonVerdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Prints the result of a comparison, with the options for that. */
final class OutputOptions {
    @Option(names = "--json", description = "prints the summary as JSON; docs/json.md has its keys")
    boolean json;

    @Further
    @Option(names = "--timing", description = "prints the seconds of each phase")
    boolean timing;

    /** The summary behind the folder and the page. */
    static JsonOutput json(Path out, Path page, Summary summary) {
        return new JsonOutput().with("path", out).with("page", page).with(summary);
    }

    /** A study that reproduces a paper can be kept; of every other one images can be drawn. */
    private static void next(Path out) {
        Study study = Study.read(out);
        boolean kept = study.reproduced().isPresent() && !study.paperBudget().equals(Optional.of(StudyFile.SMOKE));
        if (kept) NextStep.say(List.of("study", "keep", out.toString(), "--to", out + ".json"));
        else NextStep.afterReport(out);
    }

    /** Prints what {@code --dry-run} prints. */
    void settings(Study study) {
        if (json) JsonOutput.of(study).printIndented();
        else System.out.print(Json.pretty(study));
    }

    /**
     * Prints the summary, in words or as JSON, and on request the seconds of each phase.
     *
     * @param page the report
     */
    Summary tell(Path out, Path page, Map<String, Double> phases) {
        Summary summary = Json.read(Study.summary(out), Summary.class);
        if (json) {
            json(out, page, summary).print();
        } else {
            System.out.println();
            System.out.println(ComparisonVerdict.terminal(summary, ErrorTerminal.textColumns()));
            System.out.println("\nReport: " + page.toAbsolutePath().normalize());
            next(out);
        }
        if (timing) phases.forEach((phase, s) -> System.err.printf("%-8s %8.1f s%n", phase, s));
        return summary;
    }
}
