package ganvas.cli;

import ganvas.data.Cache;
import ganvas.data.Weights;
import ganvas.problem.Problem;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "weights", mixinStandardHelpOptions = true,
        subcommands = {WeightsCommand.Fetch.class, WeightsCommand.ListThem.class},
        description = "Weight files that some measures need and that do not come with the program.",
        footerHeading = "%nExamples:%n",
        footer = {"  ganvas weights list", "  ganvas weights fetch inception",
                "  ganvas weights fetch inception --from FILE"})
final class WeightsCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw Problem.input("weights: expected 'fetch' or 'list'; see 'ganvas weights --help'");
    }

    private static Path cache(Path asked) {
        return asked == null ? Cache.folder() : asked;
    }

    @Command(name = "fetch", mixinStandardHelpOptions = true,
            description = "Downloads a weight file into the cache and checks it. Stopped halfway, "
                    + "the same command goes on.",
            footerHeading = "%nExamples:%n",
            footer = {"  ganvas weights fetch inception",
                    "  ganvas weights fetch inception --from pt_inception-2015-12-05-6726825d.pth"})
    static final class Fetch implements Callable<Integer> {
        @Parameters(paramLabel = "NAME", description = "inception; 'ganvas weights list' lists them")
        String name;

        @Option(names = "--from", paramLabel = "URL|FILE",
                description = "another place of the same file (default: the official one)")
        String from;

        @Option(names = "--cache", paramLabel = "DIR",
                description = "where to keep it (default: this system's folder for such files)")
        Path cache;

        @Option(names = "--json", description = "as JSON; docs/json.md has its keys")
        boolean json;

        @Override
        public Integer call() {
            Weights.Entry entry = Weights.get(name);
            URI source = from == null ? entry.from() : Fetching.source(from);
            (json ? System.err : System.out).printf("%s: %s%nfrom %s, licence %s%n", entry.name(), entry.meaning(),
                    source, entry.licence());
            Path folder = cache(cache);
            String sha256;
            try (var meter = new Fetching(entry.file())) {
                sha256 = entry.fetch(source, folder, meter::at);
            }
            Path file = entry.in(folder);
            if (json) {
                new JsonOutput().with("name", entry.name()).with("path", file).with("meaning", entry.meaning())
                        .with("licence", entry.licence()).with("from", source.toString()).with("sha256", sha256)
                        .print();
                return 0;
            }
            System.out.printf("%s%nSHA-256 %s%n", file, sha256);
            var compare = new ArrayList<>(List.of("compare", "--features", "judge,inception"));
            if (cache != null) compare.addAll(List.of("--weights", file.toString()));
            NextStep.say(compare);
            return 0;
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true,
            description = "Lists the weight files, and which are there.", footerHeading = "%nExamples:%n",
            footer = {"  ganvas weights list", "  ganvas weights list --json"})
    static final class ListThem implements Callable<Integer> {
        @Option(names = "--json", description = "as JSON; docs/json.md has its keys")
        boolean json;

        @Option(names = "--cache", paramLabel = "DIR",
                description = "where they are kept (default: this system's folder for such files)")
        Path cache;

        /** @param path, sha256 null if it is not on this machine */
        record Line(String name, String meaning, String licence, String from, boolean available, String path,
                String sha256) {}

        @Override
        public Integer call() {
            Path folder = cache(cache);
            var lines = Weights.ALL.stream().map(e -> {
                Optional<String> sha256 = e.fetched(folder);
                return new Line(e.name(), e.meaning(), e.licence(), e.from().toString(), sha256.isPresent(),
                        sha256.map(_ -> e.in(folder).toString()).orElse(null), sha256.orElse(null));
            }).toList();
            if (json) {
                new JsonOutput().with("weights", lines).printIndented();
                return 0;
            }
            for (Line l : lines) {
                System.out.printf("%-10s %s%n%-10s %s, licence %s%n%-10s %s%n", l.name, l.meaning, "", l.from,
                        l.licence, "", l.available ? "%s, SHA-256 %s".formatted(l.path, l.sha256)
                                : "not here; 'ganvas weights fetch %s' brings it".formatted(l.name));
            }
            return 0;
        }
    }
}
