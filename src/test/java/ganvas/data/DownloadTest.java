package ganvas.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import ganvas.problem.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads from a server of our own, good and bad. */
class DownloadTest {
    @TempDir
    Path folder;

    private final byte[] content = new byte[300_000];
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private String sha256;

    /** How the next answers are given. */
    private boolean ranges = true;
    private String tag = "\"v1\"";
    private int cutAt = Integer.MAX_VALUE;
    private int cuts;

    @BeforeEach
    void serve() throws IOException {
        new Random(1).nextBytes(content);
        sha256 = Download.sha256(Files.write(folder.resolve("original"), content));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/file", this::answer);
        server.createContext("/none", x -> { x.sendResponseHeaders(404, -1); x.close(); });
        server.createContext("/busy", x -> { x.sendResponseHeaders(503, -1); x.close(); });
        server.createContext("/moved", x -> {
            x.getResponseHeaders().set("Location", "/file");
            x.sendResponseHeaders(302, -1);
            x.close();
        });
        server.createContext("/silent", x -> {
            x.sendResponseHeaders(200, content.length);
            x.getResponseBody().write(content, 0, 10);
            x.getResponseBody().flush();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /**
     * Serves a file as a good server does, or cuts the connection after {@code cutAt} bytes while {@code cuts} last.
     */
    private void answer(HttpExchange x) throws IOException {
        String range = x.getRequestHeaders().getFirst("Range"), condition = x.getRequestHeaders().getFirst("If-Range");
        asked.add(range + " " + condition);
        int start = 0;
        if (tag != null) x.getResponseHeaders().set("ETag", tag);
        if (ranges && range != null && condition.equals(tag)) start = Integer.parseInt(range.replaceAll("\\D", ""));
        if (start >= content.length) {
            x.sendResponseHeaders(416, -1);
        } else {
            if (start > 0) x.getResponseHeaders().set("Content-Range",
                    "bytes %d-%d/%d".formatted(start, content.length - 1, content.length));
            x.sendResponseHeaders(start > 0 ? 206 : 200, content.length - start);
            int end = cuts-- > 0 ? Math.min(content.length, start + cutAt) : content.length;
            x.getResponseBody().write(content, start, end - start);
            x.getResponseBody().flush();
        }
        x.close();
    }

    private Download download(String path) {
        return new Download(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path),
                folder.resolve("cache/weights.bin"), sha256);
    }

    private void whole(Download download) throws IOException {
        assertThat(Files.readAllBytes(download.to())).isEqualTo(content);
        try (Stream<Path> files = Files.list(download.to().getParent())) {
            assertThat(files.toList()).containsExactly(download.to());
        }
    }

    @Test
    void fullDownload() throws IOException {
        var told = new ArrayList<Long>();
        assertThat(download("/file")
                .run((bytes, total) -> { told.add(bytes); assertThat(total).isEqualTo(content.length); }))
                .isEqualTo(sha256);
        whole(download("/file"));
        assertThat(told).isSorted().endsWith((long) content.length);
        assertThat(asked).containsExactly("null null");
    }

    @Test
    void redirectsAndBeginningsOfChecksums() throws IOException {
        Download moved = new Download(download("/moved").from(), download("/moved").to(), sha256.substring(0, 8));
        assertThat(moved.run((_, _) -> {})).isEqualTo(sha256);
        whole(moved);
    }

    @Test
    void goesOnByItselfWhenTheConnectionIsCut() throws IOException {
        cutAt = 100_000;
        cuts = 2;
        download("/file").run((_, _) -> {});
        whole(download("/file"));
        assertThat(asked).hasSize(3);
        assertThat(asked.get(0)).isEqualTo("null null");
        assertThat(asked.get(1)).startsWith("bytes=").endsWith("- \"v1\"");
    }

    /** What an earlier run of the program left. */
    private void begun(String from, String version, int bytes) throws IOException {
        Path part = download("/file").to().resolveSibling(".weights.bin.part");
        Files.createDirectories(part.getParent());
        Files.write(part, Arrays.copyOf(content, bytes));
        Files.writeString(part.resolveSibling(".weights.bin.part.from"), from + "\n" + version + "\n");
    }

    @Test
    void goesOnWhereAnEarlierRunStopped() throws IOException {
        begun(download("/file").from().toString(), "\"v1\"", 120_000);
        var told = new ArrayList<Long>();
        download("/file").run((bytes, _) -> told.add(bytes));
        whole(download("/file"));
        assertThat(asked).containsExactly("bytes=120000- \"v1\"");
        assertThat(told.getFirst()).isGreaterThan(120_000);
    }

    @Test
    void beginsAgainWhereItCannotGoOn() throws IOException {
        ranges = false;                                        // the server does not know ranges
        begun(download("/file").from().toString(), "\"v1\"", 120_000);
        download("/file").run((_, _) -> {});
        whole(download("/file"));

        ranges = true;                                         // the file has changed
        begun(download("/file").from().toString(), "\"v0\"", 120_000);
        download("/file").run((_, _) -> {});
        whole(download("/file"));

        begun("http://elsewhere.example/file", "\"v1\"", 120_000);
        asked.clear();
        download("/file").run((_, _) -> {});
        whole(download("/file"));
        assertThat(asked).containsExactly("null null");

        begun(download("/file").from().toString(), "\"v1\"", content.length);    // was whole already
        download("/file").run((_, _) -> {});
        whole(download("/file"));
    }

    @Test
    void aServerThatNamesNoVersionIsAskedForAllOfIt() throws IOException {
        tag = null;
        cutAt = 100_000;
        cuts = 1;
        download("/file").run((_, _) -> {});
        whole(download("/file"));
        assertThat(asked).containsExactly("null null", "null null");
    }

    @Test
    void wrongChecksumsLeaveNothing() throws IOException {
        Download wrong = new Download(download("/file").from(), download("/file").to(), "6726825d");
        fails(wrong, "expected a file whose SHA-256 begins with 6726825d; found 300,000 bytes with " + sha256
                + ". They were removed.");
        assertThat(wrong.to().getParent()).isEmptyDirectory();
        Files.write(wrong.to(), new byte[] {1});
        fails(wrong, "begins with 6726825d");
        assertThat(Files.readAllBytes(wrong.to())).containsExactly(1);
    }

    private static void fails(Download download, String words) {
        assertThatThrownBy(() -> download.run((_, _) -> {}, Duration.ofSeconds(1))).isInstanceOf(Problem.class)
                .hasMessageContaining(words);
    }

    @Test
    void serversThatRefuse() throws IOException {
        fails(download("/none"),
                "/none: the server answers 404, there is no such file. --from takes another address, "
                        + "or a file that you have.");
        fails(download("/busy"), "the server answers 503, the server is in trouble; try again later");
        assertThat(download("/none").to().getParent()).isEmptyDirectory();
        begun(download("/busy").from().toString(), "\"v1\"", 120_000);
        fails(download("/busy"), "503");
        assertThat(download("/busy").to().resolveSibling(".weights.bin.part")).hasSize(120_000);
    }

    @Test
    void noNetwork() {
        server.stop(0);
        fails(download("/file"), "the server cannot be reached. Is there a network?");
        fails(new Download(URI.create("http://no-such-host.invalid/x"), folder.resolve("cache/x"), ""),
                "cannot download http://no-such-host.invalid/x:");
        fails(new Download(URI.create("ftp://x/y"), folder.resolve("cache/x"), ""),
                "expected an address that begins with http: or https:, or a file");
        for (String odd : List.of("http:///x", "file:x"))
            fails(new Download(URI.create(odd), folder.resolve("cache/x"), ""), odd + ": expected an address such as");
    }

    @Test
    void aSilentServer() {
        fails(download("/silent"), "the server sent nothing for 1 s. The same command goes on where this one stopped");
    }

    @Test
    void files() throws IOException {
        Download copy = new Download(folder.resolve("original").toUri(), folder.resolve("cache/weights.bin"), sha256);
        assertThat(copy.run((_, _) -> {})).isEqualTo(sha256);
        whole(copy);
        fails(new Download(folder.resolve("none").toUri(), folder.resolve("cache/x"), ""), "there is no such file");
    }

    @Test
    void onlyOneAtATime() throws IOException {
        Download download = download("/file");
        Files.createDirectories(download.to().getParent());
        try (var other = java.nio.channels.FileChannel.open(download.to().resolveSibling(".weights.bin.part"),
                java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.WRITE);
                var _ = other.lock()) {
            fails(download, "is being fetched by another program");
        }
    }

    @Test
    void foldersOfTheSystems() {
        Path home = Path.of("/home/ada");
        assertThat(Cache.folder("Linux", Map.of(), home)).isEqualTo(Path.of("/home/ada/.cache/ganvas"));
        assertThat(Cache.folder("Linux", Map.of("XDG_CACHE_HOME", "/big"), home)).isEqualTo(Path.of("/big/ganvas"));
        assertThat(Cache.folder("Linux", Map.of("XDG_CACHE_HOME", "big"), home))
                .isEqualTo(Path.of("/home/ada/.cache/ganvas"));
        assertThat(Cache.folder("Mac OS X", Map.of(), home)).isEqualTo(Path.of("/home/ada/Library/Caches/ganvas"));
        assertThat(Cache.folder("Windows 11", Map.of(), home)).isEqualTo(Path.of("/home/ada/AppData/Local/ganvas"));
    }
}
