package ganvas.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import ganvas.data.Readers;
import ganvas.file.Json;
import ganvas.file.Npz;
import ganvas.problem.Problem;
import ganvas.report.Report;
import ganvas.result.RunFolder;
import ganvas.result.Settings;
import ganvas.study.Study;
import ganvas.torch.Device;
import ganvas.torch.Pickle;
import ganvas.torch.Safetensors;
import ganvas.torch.Scope;
import ganvas.torch.WeightFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What fuzzing found once: each ended in a stack trace, took any amount of memory, or was believed. */
class FoundTest {
    @TempDir
    Path folder;

    private interface Reading {
        void run() throws IOException;
    }

    private static void refused(Reading reading, String... words) {
        assertThatThrownBy(() -> {
            try (var _ = new Scope()) {
                reading.run();
            }
        }).isInstanceOf(Problem.class).hasMessageContainingAll(words);
    }

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private Path file(String name, String latin1) throws IOException {
        return file(name, latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void aShapeWithTwoNumbersAndNoComma() throws IOException {
        String header = "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 4 4, 1), }";
        Path file = file("x.npy", "\u0093NUMPY\1\0" + (char) header.length() + "\0" + header + "\0".repeat(32));
        refused(() -> Npz.read(file), "x.npy has a header whose shape makes no sense");
    }

    // ---- safetensors

    private static byte[] safetensors(String header, int data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + json.length + data).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).put(json)
                .array();
    }

    private static String tensor(String shape, int from, int to) {
        return "{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%d,%d]}".formatted(shape, from, to);
    }

    @Test
    void aHeaderThatIsNull() {
        refused(() -> Safetensors.read(safetensors("null", 8), "x"),
                "x is not what Ganvas writes there: everything is missing");
    }

    /** A thousand names for one megabyte are a gigabyte of tensors. */
    @Test
    void tensorsThatLieInOneAnother() {
        refused(() -> Safetensors.read(safetensors("{\"a\":%1$s,\"b\":%1$s}".formatted(tensor("[2]", 0, 8)), 8), "x"),
                "'b' lies where others lie");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[0, 9223372036854775807, 9223372036854775807]", "[18446744073709551618]", "[2.9]",
            "[null]", "[-1, -2]", "[\"2\"]"})
    void shapesThatAreNone(String shape) {
        refused(() -> Safetensors.read(
                safetensors("{\"a\":%s}".formatted(tensor(shape, 0, shape.startsWith("[0") ? 0 : 8)), 8), "x"),
                "x is not a whole safetensors file: 'a'");
    }

    @Test
    void moreDimensionsThanLibtorchHas() {
        refused(() -> Safetensors.read(
                safetensors("{\"a\":%s}".formatted(tensor("[1" + ", 1".repeat(100) + "]", 0, 4)), 4), "x"), "'a'",
                "does not lie in");
    }

    // ---- the judge

    @ParameterizedTest
    @CsvSource({"1 x 4 x 4, 2000000000", "1 x 4 x 4, ten", "1 x 4 x 4, 0", "a x b x c, 10", "1 x 4, 10",
            "0 x 4 x 4, 10", "1 x 99999 x 99999, 10"})
    void aJudgeOfImpossibleSizes(String input, String classes) throws IOException {
        Path file = judge(input, classes);
        refused(() -> ganvas.metric.judge.Judge.read(file, Device.CPU),
                "judge.safetensors: expected weights written by 'ganvas judge train'", "'" + classes + "'");
    }

    /** Nothing is allocated before the file is seen to have it: this one would take a terabyte. */
    @Test
    void aJudgeThatIsLargerThanItsFile() throws IOException {
        Path file = judge("9999 x 9999 x 9999", "99999");
        refused(() -> ganvas.metric.judge.Judge.read(file, Device.CPU),
                "expected a tensor 'body.conv1.weight' of shape [32, 9999, 3, 3]; found [32, 1, 3, 3]");
    }

    private Path judge(String input, String classes) throws IOException {
        Path file = folder.resolve("judge.safetensors");
        ganvas.metric.judge.Readers.writeJudge(file);
        try (var _ = new Scope()) {
            var whole = Safetensors.read(file);
            Files.delete(file);
            new Safetensors(whole.tensors(), Map.of("input", input, "classes", classes)).write(file);
        }
        return file;
    }

    @Test
    void aJudgeWhoseWeightsAreNoNumbers() throws IOException {
        Path file = judge("1 x 4 x 4", "10");
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, bytes.length - 4, bytes.length, (byte) 0xff);
        Files.write(file, bytes);
        refused(() -> ganvas.metric.judge.Judge.read(file, Device.CPU), "judge.safetensors: expected numbers in",
                "found NaN");
    }

    // ---- pickles

    /** Two lists that hold each other have no end when they are written into a message. */
    private static final String ENDLESS = "]q\1]q\2h\1aa";

    @Test
    void namesThatHoldOneAnother() throws IOException {
        Readers.cifarFiles(false).forEach((name, bytes) -> write(folder.resolve(name), bytes));
        file("batches.meta", "\u0080\2}U\13label_names](" + ENDLESS + "U\1b".repeat(9) + "es.");
        refused(() -> Readers.cifar(folder), "batches.meta: expected the names of 10 classes; found 9");
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** One megabyte, and the wish to have it four thousand times. */
    @Test
    void aPickleThatCopiesWithoutEnd() {
        int once = 1 << 20;
        byte[] text = new byte[once];
        String again = "c_codecs\nencode\nh\0h\0\u0086R";
        byte[] start = ("\u0080\2X\0\0\20\0").getBytes(StandardCharsets.ISO_8859_1),
                end = ("q\0" + again.repeat(4000) + ".").getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = ByteBuffer.allocate(start.length + text.length + end.length).put(start).put(text).put(end).array();
        refused(() -> Pickle.arrays(all, "data_batch_1"), "data_batch_1 is damaged: its pickle makes no sense");
    }

    @Test
    void aProtocolThatIsAList() throws IOException {
        Path file = file("x.pth", "\u0080\2\u008a\12\154\374\234\106\371\40\152\250\120\31.\u0080\2" + ENDLESS + ".");
        refused(() -> WeightFile.read(file), "x.pth is not a whole PyTorch weight file: its protocol is not 1001");
    }

    // ---- archives and files without end

    @Test
    void anArchiveThatUnfoldsWithoutEnd() throws IOException {
        Path file = file("x.tar.gz", Packed.bomb(DataFormats.huge((byte) '0')));
        refused(() -> Readers.cifar(file),
                "x.tar.gz: the archive unfolds to more than 67,108,864 bytes, 100 times its size");
        Files.write(file, Packed.bomb(DataFormats.huge((byte) 'L')));       // a name of 256 MB
        refused(() -> Readers.cifar(file), "x.tar.gz: the archive unfolds to more than");
    }

    @Test
    void anIdxFileOfAnySize() throws IOException {
        try (var file = new RandomAccessFile(folder.resolve("t10k-labels-idx1-ubyte").toFile(), "rw")) {
            file.writeInt(0x801);
            file.writeInt(10_000);
            file.setLength(3L << 30);
        }
        refused(() -> Readers.mnistLabels(folder.resolve("t10k-labels-idx1-ubyte")),
                "expected 10,008 bytes; found more");
    }

    // ---- what runs leave

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = {"null | everything is missing", "{} | arm is missing",
                    "{\"arm\": \"a\"} x | settings.json is not what Ganvas writes there (line 1",
                    "[] | settings.json is not what Ganvas writes there (line 1, column 1)",
                    "'' | settings.json is not what Ganvas writes there"})
    void settingsThatLackSomething(String json, String words) throws IOException {
        Path file = file("settings.json", json);
        refused(() -> Json.read(file, Settings.class), "settings.json is not what Ganvas writes there", words);
    }

    @Test
    void jsonThatIsNoText() throws IOException {
        Path file = file("settings.json", "{\"arm\": \"\u00ff\"}");
        refused(() -> Json.read(file, Settings.class),
                "settings.json is not what Ganvas writes there: it is no text in UTF-8");
        new RunFolder(folder).append(new ganvas.result.StatLine(1, 1, 1, 1, Map.of(), null));
        Files.write(new RunFolder(folder).stats(), new byte[] {(byte) 0xff, '\n'});
        refused(() -> new RunFolder(folder).readStats(),
                "stats.jsonl is not what Ganvas writes there: it is no text in UTF-8");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = {"\"name\" : \"gan\" | \"name\" : \"../../../escaped\" | names can name a folder",
                    "\"name\" : \"gan\" | \"name\" : \"vae\" | an arm is in it twice",
                    "\"seeds\" : [ 1 ] | \"seeds\" : [ ] | at least one arm, one seed and one dataset",
                    "\"seeds\" : [ 1 ] | \"seeds\" : [ null ] | seeds[0] is missing",
                    "\"height\" : 28 | \"height\" : -28 | expected images of 1 to 4 channels and sides of",
                    "\"width\" : 28 | \"width\" : 2147483647 | found [1, 28, 2147483647]"})
    void studiesThatLieOutsideOfTheirFolder(String right, String wrong, String words) throws IOException {
        RunFormats.compared(folder);
        String json = Files.readString(Study.file(folder));
        assertThat(json.replaceAll("\\s*:\\s*", " : ")).contains(right);
        Files.writeString(Study.file(folder), json.replaceAll("\\s*:\\s*", " : ").replace(right, wrong));
        refused(() -> Report.write(folder), "study.json", words);
    }

    /** Read where a run goes on, not only by the report. */
    @Test
    void linesAndProvenanceThatLackSomething() throws IOException {
        var run = new RunFolder(folder);
        Files.writeString(run.stats(), "{\"images\": 3}\n");
        refused(run::readStats, "stats.jsonl line 1 is not what Ganvas writes there", "values is missing");
        Files.writeString(run.provenance(), "{}");
        refused(() -> Json.read(run.provenance(), ganvas.result.Provenance.class),
                "provenance.json is not what Ganvas writes there", "resumed is missing");
    }

    /** A header of a hundred bytes that asks for 3.6 GB, of a run's own pictures, which no dataset has looked at. */
    @Test
    void picturesThatUnfold() throws IOException {
        Path picture = folder.resolve("0000000000.png");
        javax.imageio.ImageIO.write(new java.awt.image.BufferedImage(1, 1, java.awt.image.BufferedImage.TYPE_INT_RGB),
                "png", picture.toFile());
        byte[] png = Files.readAllBytes(picture);
        ByteBuffer.wrap(png).putInt(16, 30_000).putInt(20, 30_000);
        var crc = new java.util.zip.CRC32();
        crc.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) crc.getValue());
        Files.write(picture, png);
        refused(() -> ganvas.file.Png.read(picture), "0000000000.png", "30,000 × 30,000 pixels; at most 150,000,000");
    }

    @Test
    void studiesThatLackDatasetsOrWhatThePaperPrints() throws IOException {
        RunFormats.paper(folder);
        var mapper = new com.fasterxml.jackson.databind.ObjectMapper();
        var study = (com.fasterxml.jackson.databind.node.ObjectNode) mapper.readTree(Study.file(folder).toFile());
        study.get("arms").forEach(arm -> ((com.fasterxml.jackson.databind.node.ObjectNode) arm).remove("printed"));
        mapper.writeValue(Study.file(folder).toFile(), study);
        Report.write(folder);
        study.putArray("dataset");
        mapper.writeValue(Study.file(folder).toFile(), study);
        refused(() -> Report.write(folder), "study.json", "one dataset");
    }

    /** Beyond 2^53 a double plus one is the same double, and an axis had ticks without end. */
    @Test
    void valuesThatAreNearlyOne() throws IOException {
        RunFormats.compared(folder);
        RunFolder run = RunFolder.of(folder, "gan", 1);
        Files.delete(run.stats());
        for (int i = 1; i < 4; i++) run.append(new ganvas.result.StatLine(i * 300_000L, i, i, 1,
                Map.of("D/loss", 1e17 + 16 * i, "G/loss", 1e17 - 16 * i), null));
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> Report.write(folder));
    }

    /** Of an arm, seconds and images are what somebody wrote there. */
    @Test
    void theLeastOfAllCounts() {
        assertThat(ganvas.words.Numbers.count(Long.MIN_VALUE)).isEqualTo("−9,223,372,036,854,775,808");
        assertThat(ganvas.words.Numbers.count(-1234)).isEqualTo("−1,234");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"kind\": \"trend\", \"metric\": \"a\", \"arm\": \"b\", \"goes\": \"nowhere\"}",
            "{\"kind\": \"trend\", \"metric\": \"a\", \"arm\": \"b\", \"goes\": \"away\"}",
            "{\"kind\": \"ordering\", \"metric\": \"a\", \"first\": \"b\", \"is\": \"best\", \"than\": []}",
            "{\"kind\": \"count\"}", "{\"kind\": \"threshold\", \"metric\": \"a\", \"arms\": [null]}"})
    void checksThatCannotBeMade(String check) {
        String claim = "{\"id\": \"a\", \"says\": \"b\", \"checks\": [%s]}".formatted(check);
        refused(() -> Json.parse(claim, ganvas.study.Claim.class, "study.json"),
                "study.json is not what Ganvas writes there");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"confusion.json | {\"counts\": [[1, 2], [3]]} | expected rows of one length",
            "confusion.json | {\"counts\": [[-1]]} | at least 0",
            "encodings.json | {\"x\": [1], \"y\": [], \"label\": [1]} | expected as many x as y and labels, found 1, "
                    + "0 and 1",
            "confusion.json | {\"counts\": null} | counts is missing",
            "encodings.json | {\"x\": [1], \"y\": [1], \"label\": [2147483646]} | expected labels from 0 to 9,999, "
                    + "found 2,147,483,646"})
    void figuresThatDoNotFit(String name, String json, String words) throws IOException {
        RunFormats.paper(folder);
        Files.writeString(RunFolder.of(folder, "vae-base", 1).inside().resolve(name), json);
        refused(() -> Report.write(folder), name, words);
    }
}
