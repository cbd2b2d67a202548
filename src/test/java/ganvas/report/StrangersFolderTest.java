package ganvas.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import ganvas.file.Json;
import ganvas.lab.sample.Samples;
import ganvas.problem.Problem;
import ganvas.result.RunFolder;
import ganvas.result.StatLine;
import ganvas.study.Study;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code report} on a folder from somebody else: it reads what Ganvas writes, within bounds, or says what it found. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class StrangersFolderTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path folder;
    private Path out;
    private RunFolder gan;

    @TempDir
    static Path drawn;

    @BeforeAll
    static void drawnOnce() {
        Fixture.write(drawn, List.of(Fixture.GAN, Fixture.VAE), 1);
    }

    @BeforeEach
    void aStudy() throws IOException {
        out = folder.resolve("out");
        try (var all = Files.walk(drawn)) {
            for (Path from : all.toList()) Files.copy(from, out.resolve(drawn.relativize(from).toString()));
        }
        gan = RunFolder.of(out, "gan", 1);
    }

    private void refused(String... words) {
        assertTimeoutPreemptively(SOON, () -> assertThatThrownBy(() -> Report.write(out)).isInstanceOf(Problem.class)
                .hasMessageContainingAll(words));
        assertThat(out.resolve("report.html")).doesNotExist();
    }

    /** {@code cat /dev/zero} would not end either. */
    @ParameterizedTest
    @ValueSource(strings = {"study.json", "timing.json", "summary.json", "runs/gan/1/settings.json",
            "runs/gan/1/provenance.json", "runs/gan/1/model.json", "runs/gan/1/stats.jsonl",
            "runs/gan/1/scores.jsonl", "runs/gan/1/outcome.json", "runs/gan/1/not-measured.json",
            "runs/gan/1/labels.json", "runs/gan/1/samples.npz", "runs/vae/1/inside/plane.png",
            "runs/gan/1/samples/0000000000.png", "reference/real.npz", "reference/labels.json"})
    void aNamedPipeInTheirPlace(String name) throws Exception {
        Path pipe = out.resolve(name);
        Files.deleteIfExists(pipe);
        pipe(pipe);
        refused(name.equals("study.json") ? "not the folder of a comparison"
                : pipe + ": expected a file; it is a named pipe");
        Files.delete(pipe);
        Files.createSymbolicLink(pipe, Path.of("/dev/zero"));
        if (!name.equals("study.json")) refused(pipe + " is a link to /dev/zero");
    }

    private static void pipe(Path at) throws Exception {
        assertThat(new ProcessBuilder("mkfifo", at.toString()).start().waitFor()).isZero();
    }

    @Test
    void aPipeInTheRunThatIsSampled() throws Exception {
        pipe(gan.root().resolve("checkpoint"));
        assertThatThrownBy(() -> Samples.runFolder(gan.root())).isInstanceOf(Problem.class)
                .hasMessageContainingAll("checkpoint", "named pipe");
    }

    @ParameterizedTest
    @CsvSource({"runs/gan/1/samples.npz, ../../../../private.npz", "runs/gan/1/inside/secret.png, /etc/hostname",
            "runs/gan/1/stats.jsonl, nowhere", "runs/gan, /tmp", "reference, /", "summary.json, ../private.npz"})
    void aLinkThatLeadsOut(String name, String to) throws IOException {
        Files.write(folder.resolve("private.npz"), new byte[9]);
        Path link = out.resolve(name);
        if (Files.exists(link)) Files.move(link, folder.resolve("old"));
        Files.createSymbolicLink(link, Path.of(to));
        refused(link + " is a link to " + to, "out of " + out);
    }

    @Test
    void aLinkWithinIsFollowedAndSoIsOneToTheFolder() throws IOException {
        Files.move(gan.samples(), gan.root().resolve("drawn.npz"));
        Files.createSymbolicLink(gan.samples(), Path.of("drawn.npz"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), out);
        Files.createDirectory(out.resolve("mine"));
        Files.createSymbolicLink(out.resolve("mine/etc"), Path.of("/etc"));
        assertThat(Report.write(link)).isNotEmptyFile();
    }

    @Test
    void foldersWithoutEnd() throws IOException {
        Files.createDirectories(gan.root().resolve("a/b/c/d/e/f/g/h"));
        refused("expected folders at most 8 deep");
    }

    // ---- long files

    private void stats(int lines, int events, java.util.function.IntFunction<String> name) throws IOException {
        long step = Fixture.GAN.images() / lines + 1;
        try (var to = Files.newBufferedWriter(gan.stats())) {
            for (int i = 1; i <= lines; i++) {
                var values = new LinkedHashMap<String, Double>();
                for (String key : List.of("G/loss", "D/loss", "D/loss_real", "D/loss_fake", "D/accuracy_real",
                        "D/accuracy_fake", "G/gradient_norm", name.apply(i)))
                    values.put(key, 1 + Math.sin(i * 0.001) + i % 7);
                to.write(Json.line(new StatLine(i * step, i / 60.0, i, 2000, values, i > events ? null
                        : new StatLine.Event(i % 3 == 0 ? "nan" : "kind" + i, "the loss was " + i))) + "\n");
            }
        }
    }

    private double processorSeconds(Runnable work) {
        var threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        work.run();
        return (threads.getCurrentThreadCpuTime() - start) / 1e9;
    }

    @ParameterizedTest
    @CsvSource({"100000, 0", "30000, 30000", "100000, 100000"})
    void manyLinesAndManyEvents(int lines, int events) throws IOException {
        stats(lines, events, _ -> "other");
        assertThat(processorSeconds(() -> Report.write(out))).isLessThan(5);
        String page = Files.readString(out.resolve("report.html"));
        assertThat(page.length()).isLessThan(3_000_000);
        if (lines == 100_000) assertThat(page).contains("100,000 points");
        if (events > 0) assertThat(page).contains("more in stats.jsonl");
    }

    @Test
    void moreLinesThanAnyRunHas() throws IOException {
        stats(200_001, 0, _ -> "other");
        refused("stats.jsonl: expected at most 200,000 lines");
    }

    @Test
    void aNameForEachLine() throws IOException {
        stats(2000, 0, i -> "name" + i);
        refused("stats.jsonl: expected at most 500 names of statistics");
        stats(2000, 0, i -> "name" + i % 490);
        assertThat(processorSeconds(() -> Report.write(out))).isLessThan(5);
    }

    @Test
    void oneLineWithoutEnd() throws IOException {
        Files.write(gan.stats(), new byte[3 << 20]);
        refused("stats.jsonl line 1: expected at most 1,048,576 bytes");
    }

    @Test
    void aFileLargerThanAnyThatGanvasWrites() throws IOException {
        try (var to = new java.io.RandomAccessFile(gan.outcome().toFile(), "rw")) {
            to.setLength(1L << 40);                            // without a block on the disk
        }
        refused("outcome.json: expected at most 16,777,216 bytes");
    }

    @Test
    void moreArmsThanPairsCanBeCompared() throws IOException {
        Path file = Study.file(out);
        Study study = Json.read(file, Study.class);
        Json.write(file, new Study(study.name(), study.command(), study.dataset(),
                java.util.stream.IntStream.range(0, 101).mapToObj(i -> new ganvas.study.StudyArm("a" + i, "gan",
                        "khanna-2020/gan", 1, Map.of())).toList(),
                study.seeds(), List.of()));
        refused("study.json: expected at most 100 arms; found 101");
    }

    // ---- pictures

    /** 8,000 × 8,000 pixels of one colour, as 16 bits of four channels, are half a gigabyte. */
    @Test
    void aPictureThatUnfolds() throws IOException {
        byte[] png = Files.readAllBytes(gan.grid(0));
        java.nio.ByteBuffer.wrap(png).putInt(16, 8000).putInt(20, 8000);
        Files.write(gan.grid(0), png);
        Files.write(gan.inside().resolve("plane.png"), png);
        assertThat(processorSeconds(() -> Report.write(out))).isLessThan(5);
        assertThat(Files.readString(out.resolve("report.html")))
                .contains("left out of the page: it says that it has 8,000 × 8,000 pixels");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GIF89a", "no picture"})
    void aPictureThatIsNone(String bytes) throws IOException {
        Files.writeString(gan.grid(0), bytes);
        Report.write(out);
        assertThat(Files.readString(out.resolve("report.html"))).contains("left out of the page: it is no PNG");
    }

    // ---- text

    private static final String ESC = "\u001b[2J", TURN = "\u202egnp.exe", C1 = "\u009b31m", BELL = "\u0007";

    @Test
    void whatATerminalOrABrowserWouldObey() throws IOException {
        Path file = Study.file(out);
        Study s = Json.read(file, Study.class);
        String evil = "ganvas" + ESC + TURN + C1 + BELL + "\u2066\ufeff\u200b";
        Json.write(file, new Study(s.name(), evil, s.dataset(), s.arms(), s.seeds(), List.of(evil)));
        Files.writeString(gan.stats(), Json.line(new StatLine(9, 1, 1, 1, Map.of(evil, 1.0),
                new StatLine.Event(evil, evil))) + "\n");
        Report.write(out);
        String page = Files.readString(out.resolve("report.html"));
        assertThat(page).contains("ganvas\\u001b[2J\\u202egnp.exe\\u009b31m\\u0007\\u2066\\ufeff\\u200b")
                .contains("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src &#x27;none&#x27;; "
                        + "style-src &#x27;unsafe-inline&#x27;; img-src data:\">");
        assertThat(page.chars().filter(c -> c < ' ' && c != '\n' && c != '\t' || c >= 0x7f && c <= 0x9f || c == 0x202e
                || c == 0x2066)).isEmpty();
    }

    /** Written by NumPy it would have 250 KB: 325,000 digits of zeros. Only the first are shown. */
    @Test
    void samplesThatUnfold() throws IOException {
        byte[] header = "\u0093NUMPY\1\0v\0".getBytes(StandardCharsets.ISO_8859_1);
        String shape = "{'descr': '|u1', 'fortran_order': False, 'shape': (325000, 28, 28, 1), }";
        try (var zip = new java.util.zip.ZipOutputStream(Files.newOutputStream(gan.samples()))) {
            zip.putNextEntry(new java.util.zip.ZipEntry("arr_0.npy"));
            zip.write(header);
            zip.write((shape + " ".repeat(0x76 - 1 - shape.length()) + "\n").getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 325; i++) zip.write(new byte[1000 * 28 * 28]);
        }
        assertThat(processorSeconds(() -> Report.write(out))).isLessThan(5);
    }
}
