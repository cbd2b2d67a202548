package ganvas.cli;

import ganvas.claim.Verdict;
import ganvas.report.Report;
import ganvas.result.Json;
import ganvas.result.Summary;
import ganvas.study.Study;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "report", mixinStandardHelpOptions = true,
        description = "Writes the report again from what is on disk: of a finished comparison, a running or a copied one.",
        footerHeading = "%nExamples:%n",
        footer = {"  ganvas report out/compare", "  ganvas report out/compare --json"})
final class ReportVerb implements Callable<Integer> {
    @Parameters(paramLabel = "OUT", description = "the folder that 'compare' or 'train' wrote")
    Path out;

    @Option(names = "--json", description = "prints the summary as JSON")
    boolean json;

    @Override
    public Integer call() {
        Path page = Report.write(out);
        Summary summary = Json.read(Study.summary(out), Summary.class);
        if (json) {
            System.out.println(Json.line(summary));
        } else {
            System.out.println(Verdict.terminal(summary, 100));
            System.out.println("\nReport: " + page.toAbsolutePath().normalize());
        }
        return 0;
    }
}
