package ganvas.cli;

import ganvas.file.Json;
import ganvas.problem.Problem;
import ganvas.report.Report;
import ganvas.result.Summary;
import ganvas.study.Study;
import ganvas.verdict.ComparisonVerdict;
import ganvas.verdict.Verification;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "report", mixinStandardHelpOptions = true,
        description = "Writes the report again from the files of a comparison, which may be finished, "
                + "running or copied.",
        footerHeading = "%nExamples:%n",
        footer = {
                "  ganvas report out/compare",
                "  ganvas report out/compare --json",
                "  ganvas report out/compare --verify              fails if summary.json is not what the runs give",
                "  ganvas report out/compare --verify --rescore    draws and scores the runs again too"})
final class ReportCommand implements Callable<Integer> {
    private static final int MOST_TOLD = 20;

    @Parameters(paramLabel = "OUT", description = "the folder that 'compare' or 'train' wrote")
    Path out;

    @Option(names = "--json",
            description = "prints the summary as JSON, with --verify the differences; docs/json.md has its keys")
    boolean json;

    @Option(names = "--verify",
            description = "writes nothing; compares every number, claim and sentence of summary.json with the run "
                    + "folders")
    boolean verify;

    @Mixin
    RescoreOptions rescore;

    @Override
    public Integer call() {
        rescore.check(verify);
        if (verify) return verify();
        Path page = Report.write(out);
        Summary summary = Json.read(Study.summary(out), Summary.class);
        if (json) {
            OutputOptions.json(out, page, summary).print();
        } else {
            System.out.println(ComparisonVerdict.terminal(summary, ErrorTerminal.textColumns()));
            System.out.println("\nReport: " + page.toAbsolutePath().normalize());
            NextStep.afterReport(out);
        }
        return 0;
    }

    private int verify() {
        List<String> inSummary = Verification.differences(out);
        if (json) return verifyAsJson(inSummary);
        if (inSummary.isEmpty()) System.out.printf("%s is what the run folders give.%n", Study.summary(out));
        else tell(inSummary, "'ganvas report %s' writes the summary again from the run folders.".formatted(out));
        if (!rescore.wanted) return inSummary.isEmpty() ? 0 : Problem.FAILED;
        List<String> inRuns = rescore.differences(out, System.out::println);
        if (inRuns.isEmpty()) System.out.println("The scores of the runs are what their samples and checkpoints give.");
        else tell(inRuns, "Samples, scores and checkpoints of these runs do not belong together.");
        return inSummary.isEmpty() && inRuns.isEmpty() ? 0 : Problem.FAILED;
    }

    private int verifyAsJson(List<String> inSummary) {
        List<String> inRuns = rescore.wanted ? rescore.differences(out, System.err::println) : List.of();
        boolean same = inSummary.isEmpty() && inRuns.isEmpty();
        new JsonOutput().with("path", out).with("same", same).with("rescored", rescore.wanted)
                .with("summaryDifferences", inSummary).with("runDifferences", inRuns).print();
        return same ? 0 : Problem.FAILED;
    }

    private static void tell(List<String> differences, String what) {
        differences.stream().limit(MOST_TOLD).forEach(System.out::println);
        System.out.printf("%nDifferences: %,d. %s%n", differences.size(), what);
    }
}
