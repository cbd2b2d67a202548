package ganvas.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ganvas.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weight files that PyTorch wrote (make.py beside them), and rotten and hostile ones. */
class WeightFileTest {
    private static final Path FILES = Path.of("src/test/resources/weights");

    @TempDir
    Path folder;
    private Scope scope;

    @BeforeEach
    void open() {
        scope = new Scope();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    /** Element i of tensor t is 0.25 i + t, in every format. */
    @ParameterizedTest
    @ValueSource(strings = {"zip.pth", "legacy.pth", "checkpoint.pth", "checkpoint-legacy.pth", "script.pt",
            "plain.safetensors"})
    void oneStateInEveryFormat(String name) {
        Map<String, Tensor> found = WeightFile.read(FILES.resolve(name));
        List<String> names = List.of("conv.weight", "bn.weight", "bn.bias", "bn.running_mean", "bn.running_var",
                "bn.num_batches_tracked", "fc.weight", "fc.bias");
        assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(names);
        for (int t = 0; t < names.size(); t++) {
            if (t == 5) continue;
            float[] values = found.get(names.get(t)).toFloats();
            for (int i = 0; i < values.length; i++) assertThat(values[i]).isEqualTo(0.25f * i + t);
        }
        assertThat(found.get("conv.weight").shape()).containsExactly(2, 1, 3, 3);
        assertThat(found.get("fc.weight").shape()).containsExactly(3, 4);
        assertThat(found.get("bn.num_batches_tracked").shape()).isEmpty();
        assertThat(found.get("bn.num_batches_tracked").toLongs()).containsExactly(0);
    }

    @Test
    void elementTypes() {
        Map<String, Tensor> found = WeightFile.read(FILES.resolve("types.pth"));
        assertThat(found.get("half").toFloats()).containsExactly(1.5f, -2);
        assertThat(found.get("half").dtype()).isEqualTo(Dtype.FLOAT16);
        assertThat(found.get("bf16").toFloats()).containsExactly(1.5f, -2);
        assertThat(found.get("double").toDoubles()).containsExactly(0.1f);
        for (String name : List.of("int32", "int16", "int8")) assertThat(found.get(name).toLongs()).containsExactly(-7);
        assertThat(found.get("uint8").toLongs()).containsExactly(200);
        assertThat(found.get("bool").toLongs()).containsExactly(1, 0);
        assertThat(found.get("scalar").shape()).isEmpty();
        assertThat(found.get("scalar").item()).isEqualTo(2.5);
        assertThat(found.get("empty").shape()).containsExactly(0, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"views.pth", "views-legacy.pth"})
    void severalTensorsInOneStorage(String name) {
        Map<String, Tensor> found = WeightFile.read(FILES.resolve(name));
        assertThat(found.get("whole").shape()).containsExactly(4, 6);
        assertThat(found.get("transposed").shape()).containsExactly(6, 4);
        assertThat(found.get("transposed").toFloats()).startsWith(0, 6, 12, 18, 1);
        assertThat(found.get("part").toFloats()).containsExactly(8, 9, 10, 14, 15, 16);
        assertThat(found.get("parameter").toFloats()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(found.get("channels_last").toFloats()).startsWith(0, 1, 2, 3).endsWith(14, 15);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.pth", "evil-legacy.pth"})
    void foreignObjectsAreRefusedByName(String name) {
        assertThatThrownBy(() -> WeightFile.read(FILES.resolve(name))).isInstanceOf(Problem.class).message()
                .contains(name)
                .contains("asks for the Python object '__builtin__.eval'")
                .contains("torch.save(model.state_dict(), FILE)");
        assertThat(Path.of("/tmp/it-ran")).doesNotExist();
    }

    @Test
    void wholeModulesAreRefusedByName() {
        refused("asks for the Python object '__main__.Net'", FILES.resolve("module.pth"));
    }

    private static void refused(String words, Path file) {
        assertThatThrownBy(() -> WeightFile.read(file)).isInstanceOf(Problem.class).hasMessageContaining(words)
                .hasMessageContaining(file.getFileName().toString());
    }

    private Path file(String name, byte... bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    @Test
    void otherFiles() throws IOException {
        refused("found an empty file", file("empty.pth"));
        refused("found a web page", file("page.pth", "<!DOCTYPE html><html>".getBytes()));
        refused("found a file that begins with the bytes 47 49 46", file("x.pth", "GIF89a".getBytes()));
        refused("it is a pickle that torch.save has not written",
                file("p.pth", (byte) 0x80, (byte) 2, (byte) 'K', (byte) 1, (byte) '.'));
        assertThatThrownBy(() -> WeightFile.read(folder.resolve("none.pth")))
                .hasMessageContaining("there is no such file");
    }

    /** Cut or with any byte changed, a file is read or refused in words. */
    @ParameterizedTest
    @ValueSource(strings = {"zip.pth", "legacy.pth", "views.pth", "views-legacy.pth", "script.pt"})
    void rottenFilesAreRefusedInWords(String name) throws IOException {
        byte[] whole = Files.readAllBytes(FILES.resolve(name));
        for (int cut = 0; cut < whole.length; cut += whole.length / 60 + 1)
            refused("", file(name, Arrays.copyOf(whole, cut)));
        var random = new java.util.Random(1);
        for (int i = 0; i < 300; i++) {
            byte[] rotten = whole.clone();
            rotten[random.nextInt(i % 2 == 0 ? whole.length : Math.min(whole.length, 1200))] = (byte) random.nextInt();
            Path file = file(name, rotten);
            try (var _ = new Scope()) {
                WeightFile.read(file).values().forEach(Tensor::toFloats);
            } catch (Problem e) {
                assertThat(e.getMessage()).contains(name).doesNotContain("Exception");
            }
        }
    }

    /** Little-endian bytes of a hand-made pickle. */
    private static final class Bytes {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Bytes ops(String ascii) {
            out.writeBytes(ascii.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
            return this;
        }

        Bytes text(String s) {
            ops("X").out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(s.length()).array());
            return ops(s);
        }

        Bytes number(int n) {
            ops("J").out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(n).array());
            return this;
        }

        /** {"w": a float tensor of one dimension in storage "0"}, left open. */
        Bytes tensor(int storage, int offset, int size, int stride) {
            return ops("\u0080\u0002}").text("w").ops("ctorch._utils\n_rebuild_tensor_v2\n((").text("storage")
                    .ops("ctorch\nFloatStorage\n").text("0").text("cpu")
                    .number(storage).ops("tQ").number(offset).ops("(").number(size).ops("t(").number(stride)
                    .ops("t\u0089NtRs");
        }
    }

    private Path zip(Bytes pickle, int floats, boolean deflated) throws IOException {
        Path file = folder.resolve("made.pth");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            part(zip, "made/data.pkl", pickle.out.toByteArray(), false);
            part(zip, "made/data/0", new byte[4 * floats], deflated);
        }
        return file;
    }

    private static void part(ZipOutputStream zip, String name, byte[] content, boolean deflated) throws IOException {
        var entry = new ZipEntry(name);
        if (!deflated) {
            var crc = new java.util.zip.CRC32();
            crc.update(content);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(content.length);
            entry.setCrc(crc.getValue());
        }
        zip.putNextEntry(entry);
        zip.write(content);
    }

    @Test
    void sizesAreCheckedBeforeAnythingIsAllocated() throws IOException {
        assertThat(WeightFile.read(zip(new Bytes().tensor(8, 2, 3, 2).ops("."), 8, false)).get("w").shape())
                .containsExactly(3);
        refused("'w' [3] does not lie in its storage of 8 numbers",
                zip(new Bytes().tensor(8, 4, 3, 2).ops("."), 8, false));
        refused("'w' [2147483647] does not lie in its storage",
                zip(new Bytes().tensor(8, 0, Integer.MAX_VALUE, 0).ops("."), 8, false));
        refused("'w' [3] does not lie in its storage", zip(new Bytes().tensor(8, -1, 3, 1).ops("."), 8, false));
        refused("'w' [3] does not lie in its storage", zip(new Bytes().tensor(8, 7, 3, -2).ops("."), 8, false));
        refused("storage '0' should be 4,000 plain bytes", zip(new Bytes().tensor(1000, 0, 3, 1).ops("."), 8, false));
        refused("storage '0' would have 2,147,483,647 numbers",
                zip(new Bytes().tensor(Integer.MAX_VALUE, 0, 3, 1).ops("."), 8, false));
        refused("storage '0' would have -1 numbers", zip(new Bytes().tensor(-1, 0, 3, 1).ops("."), 8, false));
        refused("storage '0' should be 4,000,000 plain bytes",
                zip(new Bytes().tensor(1_000_000, 0, 3, 1).ops("."), 1_000_000, true));
    }

    @Test
    void hostilePickles() throws IOException {
        refused("opcode 0x69 at byte 2, which weight files do not use",
                zip(new Bytes().ops("\u0080\u0002i.\n"), 1, false));
        refused("asks for the Python object 'os.system'", zip(new Bytes().ops("\u0080\u0002cos\nsystem\n."), 1, false));
        refused("makes no sense", zip(new Bytes().ops("\u0080\u0002ctorch\nSize\n\u0081."), 1, false));
        // A list as a key.
        refused("makes no sense", zip(new Bytes().ops("\u0080\u0002}]q\u0000h\u0000Ns."), 1, false));
        refused("found none", zip(new Bytes().ops("\u0080\u0002]q\u0000h\u0000a."), 1, false));  // a list of itself
        refused("hold one another without end",
                zip(new Bytes().ops("\u0080\u0002c__torch__\nM\n)\u0081q\u0000}").text("a").ops("h\u0000sb."), 1,
                        false));
        refused("has no end", zip(new Bytes().ops("\u0080\u0002X\u00ff\u00ff\u00ff\u007f"), 1, false));
        refused("more than 2,000,000 steps",
                zip(new Bytes().ops("\u0080\u0002" + "N".repeat(2_000_001) + "."), 1, false));
    }
}
