package ganvas.cli;

import ganvas.data.Dataset;
import ganvas.data.Datasets;
import ganvas.file.Json;
import ganvas.lab.Compute;
import ganvas.lab.selftest.SelftestRun;
import ganvas.metric.judge.JudgeChoice;
import ganvas.problem.Problem;
import ganvas.report.selftest.SelftestPage;
import ganvas.result.Selftest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "selftest", mixinStandardHelpOptions = true,
        description = {
                "Tests the scores, and writes a page that shows whether they can be trusted.",
                "Checks: golden values of the field's own programs, real images against real images, damage in "
                        + "growing doses, few and many images, one class only.",
                "Exit code 1 if a check fails."},
        footerHeading = "%nExamples:%n",
        footer = {"  ganvas metrics selftest", "  ganvas metrics selftest --images 10000 --out out/selftest-10k",
                "  ganvas metrics selftest --json"})
final class MetricsSelftestCommand implements Callable<Integer> {
    private static final int USUAL = 5000;

    @Option(names = "--dataset", paramLabel = "DATASET", completionCandidates = Candidates.DatasetNames.class,
            defaultValue = "mnist",
            description = "the dataset whose images are used (default: ${DEFAULT-VALUE})")
    String dataset;

    @Option(names = "--judge", paramLabel = "FILE",
            description = "a judge of your own (default: the one that comes with the program)")
    Path judge;

    @Option(names = "--images", paramLabel = "N",
            description = "images that stand for generated ones, from " + SelftestRun.FEWEST + " to 10000 (default: "
                    + USUAL + ", or all that there are)")
    Integer images;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "out/selftest",
            description = "where selftest.html and selftest.json go (default: ${DEFAULT-VALUE})")
    Path out;

    @Option(names = "--json", description = "as JSON; docs/json.md has its keys")
    boolean json;

    @Mixin
    ComputeOptions computeOptions;

    @Override
    public Integer call() {
        if (Files.exists(out) && !Files.isDirectory(out))
            throw Problem.input("--out %s: expected a folder; it is a file", out);
        Compute compute = computeOptions.compute();
        Dataset data = Datasets.open(dataset);
        int played = images != null ? images : (int) Math.min(USUAL, data.validation().size() / 10 * 10);
        JudgeChoice choice = judge == null ? JudgeChoice.BUNDLED : JudgeChoice.own(judge);
        Selftest found = new SelftestRun(data, choice.judge(data, compute.device()), played, compute,
                new Console("pictures")).run();
        Path numbers = out.resolve("selftest.json"), page = out.resolve("selftest.html");
        Json.write(numbers, found);
        SelftestPage.write(page, Json.read(numbers, Selftest.class));  // the file has all that the page says
        List<Selftest.Check> failures = found.failures();
        if (json) {
            new JsonOutput().with("path", out).with("page", page).with("numbers", numbers).with("dataset", dataset)
                    .with("images", played).with("checks", found.counted()).with("failed", failures.size())
                    .with("failures", failures).print();
        } else {
            failures.forEach(
                    f -> System.out.printf("FAILS %s, %s: %s. Found: %s%n", f.sweep(), f.score(), f.must(), f.found()));
            System.out.println(SelftestPage.headline(found));
            System.out.println("Page: " + page.toAbsolutePath().normalize());
            if (failures.isEmpty()) NextStep.say(List.of("compare", "--dataset", dataset));
            else NextStep.say(List.of("doctor"));
        }
        return failures.isEmpty() ? 0 : Problem.FAILED;
    }
}
