package ganvas.cli;

import ganvas.file.Json;
import ganvas.problem.Problem;
import ganvas.study.Catalogue;
import ganvas.study.StudyFile;
import ganvas.study.StudyFiles;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "study", mixinStandardHelpOptions = true,
        subcommands = {StudyCommand.Listing.class, StudyCommand.Show.class, StudyRunCommand.class,
                StudyPartCommand.class, StudyKeepCommand.class, StudyOverviewCommand.class},
        description = "A paper, or a comparison of your own, as a file: its runs, its figures, its claims.",
        footerHeading = "%nExamples:%n",
        footer = {"  ganvas study list", "  ganvas study show tanwar-2023", "  ganvas study run ali-2020"})
final class StudyCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw Problem.input("study: expected list, show, run, keep or overview; see 'ganvas study --help'");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "The studies that come with the program.",
            footerHeading = "%nExamples:%n", footer = {"  ganvas study list", "  ganvas study list --json"})
    static final class Listing implements Callable<Integer> {
        @Option(names = "--json", description = "as JSON; docs/json.md has its keys")
        boolean json;

        @Override
        public Integer call() {
            // Its tables are made while the studies are read.
            if (json) Thread.ofPlatform().daemon().start(() -> Json.line(List.of()));
            Catalogue catalogue = StudyCatalogue.get();
            var lines = StudyFiles.PACKAGED.stream()
                    .map(name -> StudyText.line(StudyFiles.load(name, catalogue), catalogue)).toList();
            if (json) new JsonOutput().with("studies", lines).printIndented();
            else System.out.print(StudyText.list(lines));
            return 0;
        }
    }

    @Command(name = "show", mixinStandardHelpOptions = true,
            description = {"What a study asks, trains, draws and claims, and where it departs from its paper.",
                    "A file of your own is checked by this too."},
            footerHeading = "%nExamples:%n",
            footer = {"  ganvas study show tanwar-2023", "  ganvas study show mine.yaml --budget short",
                    "  ganvas study show ali-2020 --json"})
    static final class Show implements Callable<Integer> {
        @Parameters(paramLabel = "STUDY", completionCandidates = Candidates.Studies.class,
                description = "a name of 'ganvas study list', or a file")
        String asked;

        @Option(names = "--budget", paramLabel = "B", description = "full, short or smoke: only this length")
        String budget;

        @Option(names = "--json", description = "as JSON; docs/json.md has its keys")
        boolean json;

        @Override
        public Integer call() {
            Catalogue catalogue = StudyCatalogue.get();
            StudyFile file = StudyFiles.load(asked, catalogue);
            var shown = budget == null ? StudyText.shown(file, catalogue) : StudyText.shown(file, budget, catalogue);
            if (json) JsonOutput.of(shown).printIndented();
            else System.out.print(StudyText.text(shown, asked));
            return 0;
        }
    }
}
