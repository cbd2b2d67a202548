package ganvas.cli;

import ganvas.problem.Problem;
import ganvas.report.StudiesPage;
import ganvas.study.StudyFile;
import ganvas.study.StudyFiles;
import ganvas.verdict.ResultFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "overview", mixinStandardHelpOptions = true,
        description = {"Writes one page with every claim of every paper, a line each.",
                "Without arguments: of each paper the longest run in out/, else what results/ keeps."},
        footerHeading = "%nExamples:%n",
        footer = {"  ganvas study overview", "  ganvas study overview results/*.json --to papers.html",
                "  ganvas study overview results/*.json --markdown"})
final class StudyOverviewCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR|FILE", arity = "0..*", description = "folders of studies, or files of 'study keep'")
    List<Path> sources = List.of();

    @Option(names = "--to", paramLabel = "FILE", defaultValue = "out/studies.html",
            description = "where to write (default: ${DEFAULT-VALUE})")
    Path to;

    @Option(names = "--markdown", description = "prints a table in Markdown instead; takes files of 'study keep' alone")
    boolean markdown;

    @Option(names = "--json", description = "as JSON; docs/json.md has its keys")
    boolean json;

    @Override
    public Integer call() {
        for (Path source : sources) {
            if (!Files.exists(source)) throw Problem.input("%s: there is no such file or folder", source);
            if (markdown && Files.isDirectory(source))
                throw Problem.input("%s: expected a file of 'study keep'; it is a folder", source);
        }
        if (markdown) {
            List<Path> files = sources.isEmpty()
                    ? StudyFiles.PACKAGED.stream().map(StudyOverviewCommand::kept).filter(Files::exists).toList()
                    : sources;
            String table = ResultFile.markdown(files.stream().map(ResultFile::read).toList());
            if (json) new JsonOutput().with("sources", names(files)).with("markdown", table).print();
            else System.out.print(table);
            return 0;
        }
        List<Path> shown = sources.isEmpty() ? known() : sources;
        Path page = StudiesPage.write(to, shown);
        if (json) new JsonOutput().with("path", page).with("sources", names(shown)).print();
        else System.out.println(page.toAbsolutePath().normalize());
        return 0;
    }

    private static List<String> names(List<Path> files) {
        return files.stream().map(Path::toString).toList();
    }

    /** One source for each paper. The path of a missing folder stands for a paper that was not run. */
    static List<Path> known() {
        var known = new ArrayList<Path>();
        for (String name : StudyFiles.PACKAGED) {
            known.add(Stream.of(
                    Path.of("out", name + "-" + StudyFile.FULL), Path.of("out", name + "-" + StudyFile.SHORT),
                    kept(name))
                    .filter(Files::exists).findFirst().orElse(Path.of("out", name)));
        }
        return known;
    }

    private static Path kept(String name) {
        return Path.of("results", name + ".json");
    }
}
