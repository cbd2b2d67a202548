package ganvas.cli;

import ganvas.data.Cache;
import ganvas.data.DatasetFetch;
import ganvas.data.Datasets;
import ganvas.file.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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
    @Option(names = "--json", description = "as JSON")
    boolean json;

    @Option(names = "--cache", paramLabel = "DIR",
            description = "where fetched ones are kept (default: this system's folder for such files)")
    Path cache;

    /**
     * A dataset, also as JSON, where keys that are null are left out.
     *
     * @param fetched null if there is nothing to fetch, because the dataset comes with the program or is the user's own
     * @param where   null if it is not on this machine, or nothing to fetch
     */
    record Line(String dataset, String meaning, String forms, long train, String shape, String source, Boolean fetched,
            String where) {
        /** A dataset that comes with the program or is the user's own. */
        static Line unfetched(Datasets.Entry d) {
            return new Line(d.name(), d.meaning(), d.forms(), d.train(), d.shape(), d.source(), null, null);
        }

        /** A dataset that is fetched, and where it is. */
        static Line of(Datasets.Entry d, Optional<Path> there) {
            return new Line(d.name(), d.meaning(), d.forms(), d.train(), d.shape(), d.source(), there.isPresent(),
                    there.map(Path::toString).orElse(null));
        }

        Optional<String> place() {
            if (where != null) return Optional.of(where);
            return fetched == null ? Optional.empty()
                    : Optional.of("not here; 'ganvas datasets fetch %s' brings it".formatted(dataset));
        }
    }

    @Override
    public Integer call() {
        Path folder = cache == null ? Cache.folder() : cache;
        var lines = Datasets.ALL.stream().map(d -> line(d, folder)).toList();
        if (json) {
            System.out.print(Json.pretty(lines));
            return 0;
        }
        for (Line l : lines) {
            var said = new ArrayList<>(List.of("%s, %s".formatted(l.shape, l.source), "--dataset " + l.forms));
            l.place().ifPresent(said::add);
            System.out.printf("%-10s %s%n", l.dataset, l.meaning);
            said.forEach(s -> System.out.printf("%-10s %s%n", "", s));
        }
        return 0;
    }

    private static Line line(Datasets.Entry d, Path cache) {
        boolean needed = DatasetFetch.ALL.stream().anyMatch(f -> f.name().equals(d.name()))
                && !d.name().equals("mnist");
        return needed ? Line.of(d, DatasetFetch.get(d.name()).there(cache)) : Line.unfetched(d);
    }

    @Command(name = "fetch", mixinStandardHelpOptions = true,
            description = "Downloads a dataset into the cache and checks it. After an interruption the same command "
                    + "continues.",
            footerHeading = "%nExamples:%n",
            footer = {
                    "  ganvas datasets fetch cifar10",
                    "  ganvas datasets fetch lfw --from lfw-deepfunneled.tgz     the paper's pictures, "
                            + "which have no official address any more",
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

        @Override
        public Integer call() {
            DatasetFetch official = DatasetFetch.get(name),
                    fetch = from == null ? official : official.at(Fetching.source(from));
            DatasetFetch.Version version = fetch.version();
            System.out.printf("%s: %s%nlicence: %s%n", name, version.meaning(), version.licence());
            var meters = new ArrayList<Fetching>();
            Path there;
            try {
                there = fetch.run(cache == null ? Cache.folder() : cache, part -> {
                    meters.forEach(Fetching::close);
                    System.out.println("from " + part.from());
                    var meter = new Fetching(part.file());
                    meters.add(meter);
                    return meter::at;
                });
            } finally {
                meters.forEach(Fetching::close);
            }
            boolean usual = cache == null && !name.equals("mnist");
            System.out.printf("%s%nUse it: --dataset %s%n", there, usual ? name : name + ":" + there);
            return 0;
        }
    }
}
