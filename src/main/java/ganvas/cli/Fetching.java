package ganvas.cli;

import ganvas.file.UserPath;
import ganvas.problem.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Shows megabytes on the console, for the verbs that fetch. It begins with the first bytes, when the size is known. */
final class Fetching implements AutoCloseable {
    private final String file;
    private final Console console = new Console("MB");
    private final long start = System.nanoTime();
    private long first = -1;

    Fetching(String file) {
        this.file = file;
    }

    /** The source that {@code --from} names: an address, or an existing file or folder. */
    static URI source(String from) {
        if (!from.matches("(?i)(https?|file):.*")) {
            Path file = UserPath.of(from);
            if (!Files.exists(file)) throw Problem.input(
                    "--from %s: expected an address (https://…) or a file; there is no such file", from);
            return file.toUri();
        }
        try {
            return new URI(from);
        } catch (URISyntaxException e) {
            throw Problem.input("--from %s: this is no address: %s", from, e.getReason());
        }
    }

    void at(long bytes, long total) {
        if (first < 0) {
            first = bytes;
            console.begin(file, Math.max(0, total) >> 20);
        }
        console.at(bytes >> 20, ((bytes - first) >> 20) / ((System.nanoTime() - start) / 1e9));
    }

    @Override
    public void close() {
        if (first >= 0) console.end();
    }
}
