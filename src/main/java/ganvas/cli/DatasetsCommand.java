package ganvas.cli;

import ganvas.data.Cache;
import ganvas.data.DatasetFetch;
import ganvas.data.Datasets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "datasets", mixinStandardHelpOptions = true, subcommands = DatasetsCommand.Fetches.class,
        description = "Lists the datasets, and says which are on this machine.", footerHeading = "%nExamples:%n",
        footer = {
                "  ganvas datasets",
                "  ganvas datasets fetch cifar10",
                "  ganvas datasets fetch cifar10 --from cifar-10-python.tar.gz",
                "  ganvas compare --dataset mnist/3,5                        two classes of a dataset",
                "  ganvas train MODEL --dataset folder/size=64:my-pictures   your own pictures"})
final class DatasetsCommand implements Callable<Integer> {
    @Option(names = "--json", description = "as JSON; docs/json.md has its keys")
    boolean json;

    @Option(names = "--cache", paramLabel = "DIR",
            description = "where fetched ones are kept (default: this system's folder for such files)")
    Path cache;

    /**
     * A dataset, also as JSON, where keys that are null are left out.
     *
     * @param train     null if it depends on the files
     * @param shape     channels, height and width; null if they depend on the files
     * @param available whether it can be used as it is; null if it is the user's own
     * @param path      null if it is not on this machine, or not a file of its own
     */
    record Line(String name, String meaning, String forms, Long train, List<Integer> shape, String source,
            Boolean available, String path) {
        /** @param there where it is; empty if it has no file of its own */
        static Line of(Datasets.Entry d, Optional<Boolean> available, Optional<Path> there) {
            return new Line(d.name(), d.meaning(), d.forms(), d.train() == 0 ? null : Long.valueOf(d.train()),
                    d.shape().isEmpty() ? null : d.shape(), d.source(), available.orElse(null),
                    there.map(Path::toString).orElse(null));
        }

        Optional<String> place() {
            if (path != null) return Optional.of(path);
            return !Boolean.FALSE.equals(available) ? Optional.empty()
                    : Optional.of("not here; 'ganvas datasets fetch %s' brings it".formatted(name));
        }

        String size() {
            return shape == null ? "as in the files"
                    : shape.stream().map(String::valueOf).collect(Collectors.joining(" × "));
        }
    }

    @Override
    public Integer call() {
        Path folder = cache == null ? Cache.folder() : cache;
        var lines = Datasets.ALL.stream().map(d -> line(d, folder)).toList();
        if (json) {
            new JsonOutput().with("datasets", lines).printIndented();
            return 0;
        }
        for (Line l : lines) {
            var said = new ArrayList<>(List.of("%s, %s".formatted(l.size(), l.source), "--dataset " + l.forms));
            l.place().ifPresent(said::add);
            System.out.printf("%-10s %s%n", l.name, l.meaning);
            said.forEach(s -> System.out.printf("%-10s %s%n", "", s));
        }
        return 0;
    }

    private static Line line(Datasets.Entry d, Path cache) {
        if (d.name().equals("mnist")) return Line.of(d, Optional.of(true), Optional.empty());
        if (DatasetFetch.ALL.stream().noneMatch(f -> f.name().equals(d.name())))
            return Line.of(d, Optional.empty(), Optional.empty());
        Optional<Path> there = DatasetFetch.get(d.name()).there(cache);
        return Line.of(d, Optional.of(there.isPresent()), there);
    }

    @Command(name = "fetch", mixinStandardHelpOptions = true,
            description = "Downloads a dataset into the cache and checks it. After an interruption the same command "
                    + "continues.",
            footerHeading = "%nExamples:%n",
            footer = {
                    "  ganvas datasets fetch cifar10",
                    "  ganvas datasets fetch lfw --from lfw-deepfunneled.tgz     pictures without an official address",
                    "  ganvas datasets fetch mnist --from https://host/folder    a mirror of the four files"})
    static final class Fetches implements Callable<Integer> {
        @Parameters(paramLabel = "NAME", description = "cifar10, cifar100, lfw or mnist")
        String name;

        @Option(names = "--from", paramLabel = "URL|FILE",
                description = "another address of the same file, or of the folder with mnist's four files (default: "
                        + "the official one)")
        String from;

        @Option(names = "--cache", paramLabel = "DIR",
                description = "where to keep it (default: this system's folder for such files)")
        Path cache;

        @Option(names = "--json", description = "as JSON; docs/json.md has its keys")
        boolean json;

        @Override
        public Integer call() {
            DatasetFetch official = DatasetFetch.get(name),
                    fetch = from == null ? official : official.at(Fetching.source(from));
            DatasetFetch.Version version = fetch.version();
            say("%s: %s%nlicence: %s".formatted(name, version.meaning(), version.licence()));
            var from = new ArrayList<String>();
            var meters = new ArrayList<Fetching>();
            Path there;
            try {
                there = fetch.run(cache == null ? Cache.folder() : cache, part -> {
                    meters.forEach(Fetching::close);
                    say("from " + part.from());
                    from.add(part.from().toString());
                    var meter = new Fetching(part.file());
                    meters.add(meter);
                    return meter::at;
                });
            } finally {
                meters.forEach(Fetching::close);
            }
            boolean usual = cache == null && !name.equals("mnist");
            String use = usual ? name : name + ":" + there;
            if (json) {
                new JsonOutput().with("name", name).with("path", there).with("dataset", use)
                        .with("meaning", version.meaning()).with("licence", version.licence()).with("from", from)
                        .print();
            } else {
                System.out.printf("%s%nUse it: --dataset %s%n", there, use);
                NextStep.say(List.of("compare", "--dataset", use));
            }
            return 0;
        }

        /** With {@code --json} only the result goes to standard output. */
        private void say(String line) {
            (json ? System.err : System.out).println(line);
        }
    }
}
