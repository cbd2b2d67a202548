package ganvas.data;

import ganvas.file.AtomicFile;
import ganvas.problem.DidYouMean;
import ganvas.problem.Problem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Datasets that can be fetched: a line each.
 *
 * @param versions the first is fetched unless another is named by its address or its file
 */
public record DatasetFetch(String name, List<Version> versions) {
    /** @param licence as far as the source states one */
    public record Version(String meaning, String licence, List<Part> parts) {}

    /** @param sum as {@link Download} takes it */
    public record Part(URI from, String file, String sum) {}

    private static final String CIFAR = "https://www.cs.toronto.edu/~kriz/",
            MNIST = "https://ossci-datasets.s3.amazonaws.com/mnist/";

    public static final List<DatasetFetch> ALL = List.of(
            // Both sums stand on https://www.cs.toronto.edu/~kriz/cifar.html.
            new DatasetFetch("cifar10", List.of(
                    one("CIFAR-10, binary version, 162 MB", "none stated; cite Krizhevsky 2009",
                            CIFAR + "cifar-10-binary.tar.gz", "cifar-10-binary.tar.gz",
                            "md5:c32a1d4ab5d03f1284b67883e8d87530"),
                    one("CIFAR-10, Python version, 163 MB", "none stated; cite Krizhevsky 2009",
                            CIFAR + "cifar-10-python.tar.gz", "cifar-10-python.tar.gz",
                            "md5:c58f30108f718f92721af3b95e74349a"))),
            // The funneled images where scikit-learn has them, with its sum (sklearn/datasets/_lfw.py). The
            // deep-funneled ones, which hinrichsen-2023 takes, were at an address that is gone; their sum is
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
            // The mirror and the sums of torchvision (datasets/mnist.py).
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

    /** Where it is kept. */
    public Path folder(Path cache) {
        return cache.resolve("datasets").resolve(name);
    }

    /**
     * The archive that is there, or the folder of a version in several files; null if there is none. The
     * paper's pictures go first.
     */
    public Path there(Path cache) {
        for (Version v : versions.reversed()) {
            if (!v.parts.stream().allMatch(p -> Files.isRegularFile(folder(cache).resolve(p.file)))) continue;
            return v.parts.size() > 1 ? folder(cache) : folder(cache).resolve(v.parts.getFirst().file);
        }
        return null;
    }

    /** The version that an address means: the one that has it, or a file of this name; else the first. */
    public Version version(URI from) {
        if (from == null) return versions.getFirst();
        String path = from.getPath() == null ? "" : from.getPath(), file = path.substring(path.lastIndexOf('/') + 1);
        return versions.stream().filter(v -> v.parts.stream().anyMatch(p -> p.from.equals(from) || p.file.equals(file)))
                .findFirst()
                .orElse(versions.getFirst());
    }

    /** Who is told about each file. */
    public interface Watcher {
        Download.Watcher begin(Part part, URI from);
    }

    /**
     * Fetches what is not there whole.
     *
     * @param from another address of the file, or of the folder where there are several; null for the official one
     */
    public Path run(URI from, Path cache, Watcher watcher) {
        Version version = version(from);
        for (Part part : version.parts) {
            URI source = from == null ? part.from : version.parts.size() == 1 ? from : inside(from, part.file);
            Path to = folder(cache).resolve(part.file), note = to.resolveSibling(part.file + ".sha256");
            if (known(to, note)) continue;
            String sha256 = new Download(source, to, part.sum).run(watcher.begin(part, source));
            AtomicFile.write(note, "%s  %s%n".formatted(sha256, part.file));
        }
        return version.parts.size() > 1 ? folder(cache) : folder(cache).resolve(version.parts.getFirst().file);
    }

    private static URI inside(URI folder, String file) {
        return URI.create(folder + (folder.toString().endsWith("/") ? "" : "/") + file);
    }

    /**
     * Whether it is what was fetched: the note beside it, in the form that
     * {@code sha256sum --check} reads, still holds.
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
