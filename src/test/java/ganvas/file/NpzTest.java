package ganvas.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ganvas.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzTest {
    @TempDir
    Path folder;

    @Test
    void thereAndBackWithTheSameBytes() throws IOException {
        byte[] pixels = new byte[3 * 4 * 5 * 3];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) (i * 7);
        Path file = folder.resolve("a.npz");
        new Npz(3, 4, 5, 3, pixels).write(file);
        Npz back = Npz.read(file);
        assertThat(back.pixels()).isEqualTo(pixels);
        assertThat(new int[] {back.n(), back.height(), back.width(), back.channels()}).containsExactly(3, 4, 5, 3);
        byte[] first = Files.readAllBytes(file);
        new Npz(3, 4, 5, 3, pixels).write(file);
        assertThat(Files.readAllBytes(file)).isEqualTo(first);
    }

    @Test
    void greyWithoutAChannelAxis() throws IOException {
        assertThat(Npz.read(npz("arr_0.npy", "|u1", "2, 3, 4", 24)).channels()).isEqualTo(1);
    }

    @Test
    void whatIsNotUint8ImagesIsRefusedByName() throws IOException {
        refused(npz("arr_0.npy", "<i8", "2, 3, 4, 1", 192), "expected uint8 images", "found <i8 [2, 3, 4, 1]");
        refused(npz("arr_0.npy", "|O", "2, 3, 4, 1", 24), "expected numbers; found |O [2, 3, 4, 1]");
        refused(npz("arr_0.npy", "|u1", "24,", 24), "expected shape [N, H, W, C]", "found |u1 [24]");
        refused(npz("arr_0.npy", "|u1", "2, 3, 4, 4", 96), "expected shape [N, H, W, C] with C of 1 or 3",
                "found |u1 [2, 3, 4, 4]");
        refused(npz("arr_0.npy", "|u1", "2, 3, 4, 5", 120), "--layout=nchw reads it as [N, C, H, W]");
        refused(npz("arr_0.npy", "|u1", "2, 3, 4, 2", 48), "C of 1 or 3");
        refused(npz("arr_0.npy", "|u1", "2, 3, 4, 1", 20), "is cut short", "needs 24 bytes");
        refused(npz("arr_0.npy", "|u1", "2, 3, 4, 1", 25), "its header lies: its shape needs 24 bytes, 25 are there");
        refused(npz("arr_0.npy", "|u1", "999999999999, 3, 4, 1", 20), "is cut short");
        refused(npz("arr_0.npy", "|u1", "99999999999999999999999, 3, 4, 1", 20), "is cut short");
        refused(npz("arr_0.npy", "|u1", "0, 99999999999999999999999, 4, 1", 0), "expected between 1 and");
        refused(npz("arr_0.npy", "|u1", "0, 3, 4, 1", 0), "expected between 1 and");
        assertThat(Npz.read(npz("images.npy", "|u1", "2, 3, 4, 1", 24)).n()).as("the only array").isEqualTo(2);
        refused(Files.writeString(folder.resolve("b.npz"), "no zip"), "is not an .npz archive");
        refused(folder.resolve("none.npz"), "there is no such file");
    }

    private void refused(Path file, String... parts) {
        assertThatThrownBy(() -> Npz.read(file)).isInstanceOf(Problem.class).hasMessageContaining(file.toString())
                .hasMessageContainingAll(parts);
    }

    private Path npz(String entry, String dtype, String shape, int bytes) throws IOException {
        Path file = folder.resolve("made.npz");
        String dict = "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }\n".formatted(dtype, shape);
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN).put((byte) 0x93)
                    .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                    .put((byte) 1).put((byte) 0).putShort((short) dict.length()).array());
            zip.write(dict.getBytes(StandardCharsets.US_ASCII));
            zip.write(new byte[bytes]);
        }
        return file;
    }

    @Test
    void gridsAndPicturesThereAndBack() throws IOException {
        byte[] pixels = new byte[4 * 2 * 2];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) (i * 15);
        Png grid = Png.grid(new Npz(4, 2, 2, 1, pixels), 2);
        Path file = folder.resolve("g.png");
        grid.write(file);
        Png back = Png.read(file, 1);
        assertThat(back.pixels()).isEqualTo(grid.pixels());
        assertThat(back.tile(1, 0, 2, 2).pixels()).isEqualTo(Arrays.copyOfRange(pixels, 8, 12));
        byte[] colour = {10, 20, 30, 40, 50, 60};
        new Png(1, 2, 3, colour).write(file);
        assertThat(Png.read(file, 3).pixels()).isEqualTo(colour);
        Files.writeString(file, "no picture");
        assertThatThrownBy(() -> Png.read(file, 1)).isInstanceOf(Problem.class)
                .hasMessageContaining("it is no PNG");
    }
}
