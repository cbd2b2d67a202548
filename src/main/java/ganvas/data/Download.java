package ganvas.data;

import ganvas.file.AtomicFile;
import ganvas.file.RegularFile;
import ganvas.problem.Problem;
import ganvas.result.Build;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Downloads a file, and puts it in place only when it is complete and has the right checksum. An interrupted attempt
 * leaves a partial file in the same folder. The next attempt continues from it, if the server still has the same file.
 *
 * @param from address: {@code http:}, {@code https:} or {@code file:}
 * @param sum  SHA-256 in hexadecimal, whole or only its beginning; empty where none is known; {@code md5:} and an MD5
 *         where only that is published
 */
public record Download(URI from, Path to, String sum) {
    private static final int MOST_ATTEMPTS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ELSEWHERE = "--from takes another address, or a file that you have.";

    /** Observes the number of bytes received. */
    public interface Watcher {
        /** Called while bytes arrive. @param total size of the file in bytes; −1 if the server does not say */
        void at(long bytes, long total);
    }

    /** Fetches the file, checks it and puts it in place. @return the file's SHA-256 */
    public String run(Watcher watcher) {
        return run(watcher, PATIENCE);
    }

    /** @param patience longest wait for a server that sends nothing */
    String run(Watcher watcher, Duration patience) {
        if (from.getScheme() == null || !List.of("http", "https", "file").contains(from.getScheme())) {
            throw Problem.input("%s: expected an address that begins with http: or https:, or a file", from);
        }
        try {
            Files.createDirectories(to.toAbsolutePath().getParent());
            String found;
            try (FileChannel out = FileChannel.open(part(), StandardOpenOption.CREATE, StandardOpenOption.READ,
                    StandardOpenOption.WRITE)) {
                if (!locked(out)) throw Problem.failed("%s is being fetched by another program; wait for it", to);
                try {
                    if (from.getScheme().equals("file")) copy(out, watcher);
                    else fetch(out, watcher, patience);
                    out.force(true);
                    found = check(out);
                } finally {
                    if (out.size() == 0) forget();
                }
            }
            AtomicFile.rename(part(), to);
            forget();
            return found;
        } catch (IllegalArgumentException e) {
            throw Problem.input("%s: expected an address such as https://host/file; %s", from, e.getMessage());
        } catch (IOException e) {
            throw Problem.io("write", to, e);
        }
    }

    /** The partial file. */
    private Path part() {
        return to.resolveSibling("." + to.getFileName() + ".part");
    }

    /** The file with address and version (ETag or date) of the partial file, one on each line. */
    private Path mark() {
        return to.resolveSibling("." + to.getFileName() + ".part.from");
    }

    private void forget() throws IOException {
        Files.deleteIfExists(part());
        Files.deleteIfExists(mark());
    }

    private static boolean locked(FileChannel out) throws IOException {
        try {
            return out.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private void copy(FileChannel out, Watcher watcher) throws IOException {
        if (Files.isDirectory(Path.of(from))) throw Problem.input("%s: expected the file itself; it is a folder", from);
        RegularFile.check(Path.of(from));
        out.truncate(0);
        try (FileChannel in = FileChannel.open(Path.of(from))) {
            room(in.size());
            while (out.size() < in.size() && in.transferTo(out.size(), 1 << 24, out.position(out.size())) > 0)
                watcher.at(out.size(), in.size());
        } catch (java.nio.file.NoSuchFileException | java.nio.file.AccessDeniedException e) {
            throw Problem.io("read", Path.of(from), e);
        }
    }

    // ---- the network

    private void fetch(FileChannel out, Watcher watcher, Duration patience) throws IOException {
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(Duration.ofSeconds(20)).build();
        try {
            for (int attempt = 1;; attempt++) {
                long before = out.size();
                try {
                    attempt(client, out, watcher, patience);
                    return;
                } catch (Cut e) {
                    // Retry as long as each attempt receives something.
                    if (out.size() != before && attempt < MOST_ATTEMPTS) continue;
                    throw Problem.failed("cannot download %s: %s. %s %s", from, reason(e.getCause()),
                            out.size() > 0 ? "The same command goes on where this one stopped;" : "Is there a network?",
                            ELSEWHERE);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.failed("the download of %s was interrupted; the same command goes on", from);
        } finally {
            client.shutdownNow();
        }
    }

    /** An error of the network, not of the disk. */
    private static final class Cut extends Exception {
        Cut(IOException cause) {
            super(cause);
        }
    }

    private static String reason(Throwable e) {
        return switch (e) {
            case ConnectException c when unresolved(c) -> "the name of the server cannot be looked up";
            case ConnectException _ -> "the server cannot be reached";
            case HttpTimeoutException _ -> "the server does not answer";
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }

    private static boolean unresolved(Throwable e) {
        return e != null && (e instanceof UnresolvedAddressException || unresolved(e.getCause()));
    }

    private void attempt(HttpClient client, FileChannel out, Watcher watcher, Duration patience)
            throws IOException, InterruptedException, Cut {
        Optional<String> version = out.size() > 0 ? version() : Optional.empty();
        if (version.isEmpty()) out.truncate(0);
        var request = HttpRequest.newBuilder(from).timeout(patience).header("User-Agent",
                "ganvas/" + Build.THIS.version());
        if (version.isPresent())
            request.header("Range", "bytes=" + out.size() + "-").header("If-Range", version.get());
        HttpResponse<InputStream> response;
        try {
            response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new Cut(e);
        }
        try (InputStream body = response.body()) {
            switch (response.statusCode()) {
                case 200 -> out.truncate(0);
                case 206 -> {
                    if (!response.headers().firstValue("Content-Range").orElse("")
                            .startsWith("bytes " + out.size() + "-")) {
                        out.truncate(0);
                        throw new Cut(new IOException("the server sent another part of the file than was asked for"));
                    }
                }
                case 416 -> {
                    out.truncate(0);
                    throw new Cut(new IOException("the server no longer has the file that was begun"));
                }
                case 404, 410 -> throw refused(response, "there is no such file");
                case 401, 403 -> throw refused(response, "it may not be read");
                case 429, 500, 502, 503, 504 -> throw refused(response, "the server is in trouble; try again later");
                default -> throw refused(response, "expected 200");
            }
            remember(response);
            long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
            long total = length < 0 ? -1 : out.size() + length;
            if (length > 0) room(length);
            receive(body, out, total, watcher, patience);
        }
    }

    private Problem refused(HttpResponse<?> response, String why) {
        return Problem.failed("cannot download %s: the server answers %d, %s. %s", from, response.statusCode(), why,
                ELSEWHERE);
    }

    /** The version of the partial file, if it came from this address. */
    private Optional<String> version() throws IOException {
        if (!Files.exists(mark())) return Optional.empty();
        List<String> lines = Files.readAllLines(mark());
        return lines.size() == 2 && lines.get(0).equals(from.toString()) ? Optional.of(lines.get(1)) : Optional.empty();
    }

    /** Notes the version of the file. Without a version the download cannot be continued later. */
    private void remember(HttpResponse<?> response) throws IOException {
        Optional<String> version = response.headers().firstValue("ETag").filter(tag -> !tag.startsWith("W/"))
                .or(() -> response.headers().firstValue("Last-Modified"));
        if (version.isEmpty()) Files.deleteIfExists(mark());
        else Files.writeString(mark(), from + "\n" + version.get() + "\n");
    }

    private static void receive(InputStream body, FileChannel out, long total, Watcher watcher, Duration patience)
            throws IOException, Cut {
        byte[] block = new byte[1 << 16];
        long size = out.size();
        out.position(size);
        try (var guard = new Guard(body, patience)) {
            while (true) {
                int n;
                try {
                    n = body.read(block);
                } catch (IOException e) {
                    throw new Cut(guard.silent ? silence(patience) : e);
                }
                if (n < 0) break;
                guard.heard = System.nanoTime();
                var bytes = ByteBuffer.wrap(block, 0, n);
                while (bytes.hasRemaining()) out.write(bytes);
                watcher.at(size += n, total);
            }
            if (guard.silent) throw new Cut(silence(patience));
            if (total >= 0 && size != total)
                throw new Cut(new IOException("the connection was cut at %,d bytes".formatted(size)));
        }
    }

    private static IOException silence(Duration patience) {
        return new IOException("the server sent nothing for %d s".formatted(patience.toSeconds()));
    }

    /** Ends a read that receives nothing for too long, by closing its stream. A read itself has no time limit. */
    private static final class Guard implements AutoCloseable {
        private volatile long heard = System.nanoTime();
        private volatile boolean silent;
        private final Thread thread;

        Guard(InputStream body, Duration patience) {
            thread = Thread.ofVirtual().start(() -> {
                try {
                    while (System.nanoTime() - heard < patience.toNanos()) Thread.sleep(patience.dividedBy(10));
                    silent = true;
                    body.close();
                } catch (InterruptedException | IOException e) {
                    // the download is over
                }
            });
        }

        @Override
        public void close() {
            thread.interrupt();
        }
    }

    private void room(long bytes) throws IOException {
        long free = Files.getFileStore(to.toAbsolutePath().getParent()).getUsableSpace();
        if (free < bytes) {
            throw Problem.failed(
                    "%s needs %,d MB more; its disk has %,d MB free. Make room, or name another folder with --cache.",
                    to, (bytes >> 20) + 1, free >> 20);
        }
    }

    /** Checks the partial file. @return its SHA-256, even if another checksum was checked */
    private String check(FileChannel file) throws IOException {
        Checksum expected = Checksum.of(sum);
        String sha256 = Checksum.compute(file, "SHA-256"),
                found = expected.algorithm().equals("SHA-256") ? sha256 : Checksum.compute(file, expected.algorithm());
        if (found.startsWith(expected.hex())) return sha256;
        forget();
        throw Problem.failed("%s: expected a file whose %s; found %,d bytes with %s. They were removed. Try again; %s",
                from, expected, file.size(), found, ELSEWHERE);
    }

    /** SHA-256 of a file in hexadecimal. */
    public static String sha256(Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            return Checksum.compute(channel, "SHA-256");
        } catch (IOException e) {
            throw Problem.io("read", file, e);
        }
    }
}
