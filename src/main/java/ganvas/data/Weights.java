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

/** The list of weight files that measures need but that the program may not include, with a line for each. */
public final class Weights {
    private Weights() {}

    /** @param sha256 the checksum, 64 hexadecimal digits */
    public record Entry(String name, String meaning, URI from, String file, String sha256, String licence) {
        /** The path of the file in the cache, whether it exists or not. */
        public Path in(Path cache) {
            return cache.resolve("weights").resolve(file);
        }

        /** The SHA-256 that was computed when the file was fetched; empty if the file is not there. */
        public Optional<String> fetched(Path cache) {
            try {
                return Files.exists(in(cache)) && Files.exists(note(cache))
                        ? Optional.of(Files.readString(note(cache)).split(" ")[0]) : Optional.empty();
            } catch (IOException e) {
                throw Problem.io("read", note(cache), e);
            }
        }

        /** The note next to the file, in the form that {@code sha256sum --check} reads. */
        private Path note(Path cache) {
            return in(cache).resolveSibling(file + ".sha256");
        }

        /** Fetches the file, unless it is there and undamaged. @return its SHA-256 */
        public String fetch(URI source, Path cache, Download.Watcher watcher) {
            Optional<String> known = fetched(cache).filter(sum -> sum.equals(sha256))
                    .filter(sum -> sum.equals(Download.sha256(in(cache))));
            if (known.isPresent()) return known.get();
            String found = new Download(source, in(cache), sha256).run(watcher);
            AtomicFile.write(note(cache), "%s  %s%n".formatted(found, file));
            return found;
        }
    }

    public static final List<Entry> ALL = List.of(
            new Entry("inception", "the Inception network of 2015-12-05 that FID, IS and KID are measured in",
                    URI.create(
                            "https://github.com/mseitzer/pytorch-fid/releases/download/fid_weights/"
                                    + "pt_inception-2015-12-05-6726825d.pth"),
                    "pt_inception-2015-12-05-6726825d.pth",
                    "6726825d0af5f729cebd5821db510b11b1cfad8faad88a03f1befd49fb9129b2", "Apache-2.0"));

    public static Entry get(String name) {
        return ALL.stream().filter(e -> e.name.equals(name)).findFirst().orElseThrow(() -> {
            var names = ALL.stream().map(Entry::name).toList();
            return Problem.input("weights: expected one of %s; found '%s'%s", names, name,
                    DidYouMean.hint(name, names));
        });
    }
}
