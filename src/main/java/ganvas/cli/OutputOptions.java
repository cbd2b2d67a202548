package ganvas.cli;

import ganvas.file.Json;
import ganvas.result.Summary;
import ganvas.study.Study;
import ganvas.verdict.ComparisonVerdict;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** Prints the result of a comparison, with the options for that. */
final class OutputOptions {
    @Option(names = "--json", description = "prints the summary as JSON")
    boolean json;

    @Further
    @Option(names = "--timing", description = "prints the seconds of each phase")
    boolean timing;

    /**
     * Prints the summary, in words or as JSON, and on request the seconds of each phase.
     *
     * @param page the report
     */
    Summary tell(Path out, Path page, Map<String, Double> phases) {
        Summary summary = Json.read(Study.summary(out), Summary.class);
        if (json) {
            System.out.println(Json.line(summary));
        } else {
            System.out.println();
            System.out.println(ComparisonVerdict.terminal(summary, ErrorTerminal.textColumns()));
            System.out.println("\nReport: " + page.toAbsolutePath().normalize());
        }
        if (timing) phases.forEach((phase, s) -> System.err.printf("%-8s %8.1f s%n", phase, s));
        return summary;
    }
}
