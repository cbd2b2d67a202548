package ganvas.cli;

import ganvas.data.Cache;
import ganvas.data.Weights;
import ganvas.file.Json;
import ganvas.problem.Problem;
import java.net.URI;
import java.nio.file.Path;
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
                    + "the same command goes on.")
    static final class Fetch implements Callable<Integer> {
        @Parameters(paramLabel = "NAME", description = "inception; 'ganvas weights list' lists them")
        String name;

        @Option(names = "--from", paramLabel = "URL|FILE",
                description = "another place of the same file (default: the official one)")
        String from;

        @Option(names = "--cache", paramLabel = "DIR",
                description = "where to keep it (default: this system's folder for such files)")
        Path cache;

        @Override
        public Integer call() {
            Weights.Entry entry = Weights.get(name);
            URI source = from == null ? entry.from() : Fetching.source(from);
            System.out.printf("%s: %s%nfrom %s, licence %s%n", entry.name(), entry.meaning(), source, entry.licence());
            Path folder = cache(cache);
            String sha256;
            try (var meter = new Fetching(entry.file())) {
                sha256 = entry.fetch(source, folder, meter::at);
            }
            System.out.printf("%s%nSHA-256 %s%n", entry.in(folder), sha256);
            return 0;
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true,
            description = "Lists the weight files, and which are there.")
    static final class ListThem implements Callable<Integer> {
        @Option(names = "--json", description = "as JSON")
        boolean json;

        @Option(names = "--cache", paramLabel = "DIR",
                description = "where they are kept (default: this system's folder for such files)")
        Path cache;

        record Line(String name, String meaning, String licence, String from, String file, boolean there,
                String sha256) {}

        @Override
        public Integer call() {
            Path folder = cache(cache);
            var lines = Weights.ALL.stream().map(e -> {
                Optional<String> sha256 = e.fetched(folder);
                return new Line(e.name(), e.meaning(), e.licence(), e.from().toString(), e.in(folder).toString(),
                        sha256.isPresent(), sha256.orElse(null));
            }).toList();
            if (json) {
                System.out.print(Json.pretty(lines));
                return 0;
            }
            for (Line l : lines) {
                System.out.printf("%-10s %s%n%-10s %s, licence %s%n%-10s %s%n", l.name, l.meaning, "", l.from,
                        l.licence, "", l.there ? "%s, SHA-256 %s".formatted(l.file, l.sha256)
                                : "not here; 'ganvas weights fetch %s' brings it".formatted(l.name));
            }
            return 0;
        }
    }
}
