package ganvas.cli;

import ganvas.problem.Problem;
import ganvas.study.Study;
import ganvas.verdict.ResultFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "keep", mixinStandardHelpOptions = true,
        description = {"Writes a study's numbers, verdicts and provenance into one small JSON file, without pictures.",
                "Everything is judged again from the run folders."},
        footerHeading = "%nExamples:%n", footer = "  ganvas study keep out/ali-2020-short --to results/ali-2020.json")
final class StudyKeepCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "the folder of a study that was run")
    Path folder;

    @Option(names = "--to", paramLabel = "FILE", required = true, description = "where to write")
    Path to;

    @Option(names = "--json", description = "as JSON; docs/json.md has its keys")
    boolean json;

    @Override
    public Integer call() {
        if (Study.read(folder).reproduced().isEmpty())
            throw Problem.input("%s: expected the study of a paper; its file has no citation", folder);
        if (Files.isDirectory(to)) throw Problem.input("--to %s: expected a file; it is a folder", to);
        ResultFile kept = ResultFile.write(folder, to);
        if (json) {
            new JsonOutput().with("name", kept.name()).with("path", to).with("claims", kept.claims().size())
                    .with("arms", kept.arms().size()).print();
            return 0;
        }
        System.out.printf("%s: %d claims, %d arms%n", to, kept.claims().size(), kept.arms().size());
        NextStep.say(List.of("study", "overview", to.toString()));
        return 0;
    }
}
