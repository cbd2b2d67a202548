package ganvas.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import ganvas.problem.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Datasets from a server of our own. */
class DatasetFetchTest {
    @TempDir
    Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", x -> {
            String path = x.getRequestURI().getPath();
            asked.add(path);
            byte[] body = content(path.substring(path.lastIndexOf('/') + 1));
            x.sendResponseHeaders(200, body.length);
            x.getResponseBody().write(body);
            x.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static byte[] content(String file) {
        return ("the content of " + file).repeat(1000).getBytes();
    }

    private static String md5(String file) {
        try {
            return "md5:" + HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content(file)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private DatasetFetch.Version version(String... files) {
        return new DatasetFetch.Version("made", "none",
                List.of(files).stream().map(f -> new DatasetFetch.Part(at("/official/" + f), f, md5(f))).toList());
    }

    private Path run(DatasetFetch fetch) {
        return fetch.run(folder.resolve("cache"), _ -> (_, _) -> {});
    }

    @Test
    void officialThenNotAgain() throws IOException {
        var fetch = new DatasetFetch("toys", List.of(version("a.tgz"), version("b.tgz")));
        assertThat(fetch.there(folder.resolve("cache"))).isEmpty();
        Path there = run(fetch);
        assertThat(there).isEqualTo(folder.resolve("cache/datasets/toys/a.tgz")).hasBinaryContent(content("a.tgz"));
        assertThat(fetch.there(folder.resolve("cache"))).contains(there);
        run(fetch);
        assertThat(asked).containsExactly("/official/a.tgz");
        Files.writeString(there, "damaged");
        run(fetch);
        assertThat(there).hasBinaryContent(content("a.tgz"));
    }

    @Test
    void mirrorsAndOtherVersionsByTheirName() throws IOException {
        var fetch = new DatasetFetch("toys", List.of(version("a.tgz"), version("b.tgz")));
        assertThat(run(fetch.at(at("/mirror/b.tgz")))).hasFileName("b.tgz").hasBinaryContent(content("b.tgz"));
        assertThat(run(fetch.at(Files.write(folder.resolve("a.tgz"), content("a.tgz")).toUri()))).hasFileName("a.tgz")
                .hasBinaryContent(content("a.tgz"));
        assertThatThrownBy(() -> run(new DatasetFetch("other", fetch.versions()).at(at("/mirror/c.tgz"))))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("expected a file whose MD5 is " + md5("a.tgz").substring(4) + "; found");
        assertThat(folder.resolve("cache/datasets/other")).isEmptyDirectory();
    }

    @Test
    void severalFiles() {
        var fetch = new DatasetFetch("many", List.of(version("one.gz", "two.gz")));
        assertThat(run(fetch.at(at("/mirror")))).isEqualTo(folder.resolve("cache/datasets/many"));
        assertThat(asked).containsExactly("/mirror/one.gz", "/mirror/two.gz");
        assertThat(fetch.there(folder.resolve("cache"))).contains(folder.resolve("cache/datasets/many"));
    }

    /** Every line of the list: the parts are told apart, and each has a sum of full length. */
    @Test
    void theListIsSound() {
        for (DatasetFetch f : DatasetFetch.ALL) {
            assertThat(DatasetFetch.get(f.name())).isSameAs(f);
            assertThat(Datasets.ALL).anyMatch(d -> d.name().equals(f.name()));
            for (DatasetFetch.Version v : f.versions()) {
                assertThat(v.parts()).isNotEmpty()
                        .allSatisfy(p -> assertThat(p.sum()).matches("md5:[0-9a-f]{32}|[0-9a-f]{64}"));
                if (v.parts().size() == 1) assertThat(f.at(v.parts().getFirst().from()).version()).isEqualTo(v);
            }
        }
        assertThatThrownBy(() -> DatasetFetch.get("cifar")).hasMessageContaining("did you mean 'cifar10'?");
    }
}
