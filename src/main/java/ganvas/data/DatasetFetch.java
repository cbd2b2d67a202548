package ganvas.data;

import ganvas.file.AtomicFile;
import ganvas.problem.DidYouMean;
import ganvas.problem.Problem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A dataset that can be fetched. {@link #ALL} has a line for each.
 *
 * @param versions versions of the dataset; the first is fetched unless an address or a file names another
 */
public record DatasetFetch(String name, List<Version> versions) {
    /** @param licence licence, if the source states one */
    public record Version(String meaning, String licence, List<Part> parts) {}

    /** @param sum checksum in the form of {@link Download} */
    public record Part(URI from, String file, String sum) {}

    private static final String CIFAR = "https://www.cs.toronto.edu/~kriz/",
            MNIST = "https://ossci-datasets.s3.amazonaws.com/mnist/";

    public static final List<DatasetFetch> ALL = List.of(
            // Both checksums are published on https://www.cs.toronto.edu/~kriz/cifar.html.
            new DatasetFetch("cifar10", List.of(
                    one("CIFAR-10, binary version, 162 MB", "none stated; cite Krizhevsky 2009",
                            CIFAR + "cifar-10-binary.tar.gz", "cifar-10-binary.tar.gz",
                            "md5:c32a1d4ab5d03f1284b67883e8d87530"),
                    one("CIFAR-10, Python version, 163 MB", "none stated; cite Krizhevsky 2009",
                            CIFAR + "cifar-10-python.tar.gz", "cifar-10-python.tar.gz",
                            "md5:c58f30108f718f92721af3b95e74349a"))),
            new DatasetFetch("cifar100", List.of(
                    one("CIFAR-100, binary version, 161 MB", "none stated; cite Krizhevsky 2009",
                            CIFAR + "cifar-100-binary.tar.gz", "cifar-100-binary.tar.gz",
                            "md5:03b5dce01913d631647c71ecec9e9cb8"),
                    one("CIFAR-100, Python version, 161 MB", "none stated; cite Krizhevsky 2009",
                            CIFAR + "cifar-100-python.tar.gz", "cifar-100-python.tar.gz",
                            "md5:eb9058c3a382ffc7106e4002c42a8d85"))),
            // The funneled images come from scikit-learn's address, with its checksum (sklearn/datasets/_lfw.py).
            // hinrichsen-2023 uses the deep-funneled images. Their address no longer exists; their checksum is
            // torchvision's (datasets/lfw.py).
            new DatasetFetch("lfw", List.of(
                    one("LFW, funneled, 233 MB",
                            "none stated; pictures of the press, for research; cite Huang et al. 2007",
                            "https://ndownloader.figshare.com/files/5976015", "lfw-funneled.tgz",
                            "b47c8422c8cded889dc5a13418c4bc2abbda121092b3533a83306f90d900100a"),
                    one("LFW, deep-funneled, 104 MB",
                            "none stated; pictures of the press, for research; cite Huang et al. 2012",
                            "http://vis-www.cs.umass.edu/lfw/lfw-deepfunneled.tgz", "lfw-deepfunneled.tgz",
                            "md5:68331da3eb755a505a502b5aacb3c201"))),
            // Mirror and checksums are torchvision's (datasets/mnist.py).
            new DatasetFetch("mnist",
                    List.of(new Version("MNIST, 12 MB; the same comes with the program", "CC BY-SA 3.0", List.of(
                            mnist("train-images-idx3-ubyte.gz", "f68b3c2dcbeaaa9fbdd348bbdeb94873"),
                            mnist("train-labels-idx1-ubyte.gz", "d53e105ee54ea40749a09fcbcd1e9432"),
                            mnist("t10k-images-idx3-ubyte.gz", "9fb629c4189551a2d022fa330f9573f3"),
                            mnist("t10k-labels-idx1-ubyte.gz", "ec29112dd5afa0611ce80d1b7f02629c"))))));

    private static Version one(String meaning, String licence, String from, String file, String sum) {
        return new Version(meaning, licence, List.of(new Part(URI.create(from), file, sum)));
    }

    private static Part mnist(String file, String md5) {
        return new Part(URI.create(MNIST + file), file, "md5:" + md5);
    }

    public static DatasetFetch get(String name) {
        return ALL.stream().filter(f -> f.name.equals(name)).findFirst().orElseThrow(() -> {
            var names = ALL.stream().map(DatasetFetch::name).toList();
            return Problem.input("datasets fetch: expected one of %s; found '%s'%s", String.join(", ", names), name,
                    DidYouMean.hint(name, names));
        });
    }

    /** The folder in which the dataset is kept. */
    public Path folder(Path cache) {
        return cache.resolve("datasets").resolve(name);
    }

    /**
     * The fetched archive, or the folder of a version that consists of several files; empty if none is there. The
     * version of the paper has precedence.
     */
    public Optional<Path> there(Path cache) {
        return versions.reversed().stream()
                .filter(v -> v.parts.stream().allMatch(p -> Files.isRegularFile(folder(cache).resolve(p.file))))
                .findFirst().map(v -> place(v, cache));
    }

    private Path place(Version version, Path cache) {
        return version.parts.size() > 1 ? folder(cache) : folder(cache).resolve(version.parts.getFirst().file);
    }

    /** The version that {@link #run} fetches. */
    public Version version() {
        return versions.getFirst();
    }

    /**
     * This dataset at another address: that of the file, or of the folder if there are several files. The address names
     * the version: the one with this address or with a file of this name, else the first.
     */
    public DatasetFetch at(URI from) {
        String path = Optional.ofNullable(from.getPath()).orElse(""), file = path.substring(path.lastIndexOf('/') + 1);
        Version named = versions.stream()
                .filter(v -> v.parts.stream().anyMatch(p -> p.from.equals(from) || p.file.equals(file))).findFirst()
                .orElse(versions.getFirst());
        List<Part> parts = named.parts.stream()
                .map(p -> new Part(named.parts.size() == 1 ? from : inside(from, p.file), p.file, p.sum)).toList();
        return new DatasetFetch(name, List.of(new Version(named.meaning, named.licence, parts)));
    }

    /** Observes the fetching of each file. */
    public interface Watcher {
        Download.Watcher begin(Part part);
    }

    /** Fetches the files of the first version that are missing or damaged. */
    public Path run(Path cache, Watcher watcher) {
        for (Part part : version().parts) {
            Path to = folder(cache).resolve(part.file), note = to.resolveSibling(part.file + ".sha256");
            if (known(to, note)) continue;
            String sha256 = new Download(part.from, to, part.sum).run(watcher.begin(part));
            AtomicFile.write(note, "%s  %s%n".formatted(sha256, part.file));
        }
        return place(version(), cache);
    }

    private static URI inside(URI folder, String file) {
        return URI.create(folder + (folder.toString().endsWith("/") ? "" : "/") + file);
    }

    /**
     * Whether the file is unchanged since it was fetched: its note still holds. The note has the form that
     * {@code sha256sum --check} reads.
     */
    private static boolean known(Path file, Path note) {
        try {
            return Files.isRegularFile(file) && Files.isRegularFile(note)
                    && Files.readString(note).startsWith(Download.sha256(file));
        } catch (IOException e) {
            throw Problem.io("read", note, e);
        }
    }
}
