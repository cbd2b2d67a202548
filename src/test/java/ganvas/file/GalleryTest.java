package ganvas.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ganvas.file.ArrayGallery.Form;
import ganvas.file.ArrayGallery.Layout;
import ganvas.problem.Problem;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures in whatever form people have them. */
class GalleryTest {
    private static final Range UNIT = new Range(0, 1), SIGNED = new Range(-1, 1);

    @TempDir
    Path folder;

    private static Form form(Range range, Layout layout) {
        return new Form(Optional.of(range), layout, "--range", "--layout");
    }

    private static Form form(Layout layout) {
        return new Form(Optional.empty(), layout, "--range", "--layout");
    }

    /** Elements of {@code dtype} as NumPy has them in memory. */
    private static byte[] elements(String dtype, double... values) {
        int size = dtype.charAt(2) - '0';
        var buffer = ByteBuffer.allocate(values.length * size)
                .order(dtype.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (double v : values) {
            switch (dtype.substring(1)) {
                case "f2" -> buffer.putShort(Float.floatToFloat16((float) v));
                case "f4" -> buffer.putFloat((float) v);
                case "f8" -> buffer.putDouble(v);
                default -> buffer.put((byte) v);
            }
        }
        return buffer.array();
    }

    private Path npz(String name, String dtype, byte[] elements, long... shape) {
        Path file = folder.resolve(name);
        NpzArchive.write(file, NpzArchive.Member.array("arr_0", dtype, out -> out.write(elements), shape));
        return file;
    }

    private Path npy(String name, String dtype, byte[] elements, long... shape) throws IOException {
        byte[] header = Npy.header(dtype, shape);
        var all = ByteBuffer.allocate(header.length + elements.length).put(header).put(elements);
        return Files.write(folder.resolve(name), all.array());
    }

    private static void refused(Path file, Form form, String... parts) {
        assertThatThrownBy(() -> ArrayGallery.open(file, form).census()).isInstanceOf(Problem.class)
                .hasMessageContaining(file.toString())
                .hasMessageContainingAll(parts);
    }

    @ParameterizedTest
    @CsvSource({"<f2", "<f4", "<f8", ">f4", ">f8"})
    void floatingNumbersOfASaidRange(String dtype) throws IOException {
        byte[] signed = elements(dtype, -1, 0, 1, 0.5, -0.5, -1.0005, 1.0005, 0.25);
        for (Path file : List.of(npz("a.npz", dtype, signed, 2, 2, 2), npy("a.npy", dtype, signed, 2, 2, 2, 1))) {
            var gallery = ArrayGallery.open(file, form(SIGNED, Layout.NHWC));
            // As numpy.rint((x + 1) / 2 * 255): 127.5 goes to the even 128.
            assertThat(gallery.all().pixels()).containsExactly(0, 128, 255, 191, 64, 0, 255, 159);
            assertThat(gallery.quantisation())
                    .isEqualTo("float%d in -1..1, rounded to uint8".formatted(8 * (dtype.charAt(2) - '0')));
            assertThat(gallery.count()).isEqualTo(2);
        }
        assertThat(ArrayGallery
                .open(npz("b.npz", dtype, elements(dtype, 0, 1, 0.5, 0.25), 1, 2, 2), form(UNIT, Layout.NHWC)).all()
                .pixels())
                .containsExactly(0, 255, 128, 64);
        assertThat(ArrayGallery.open(npz("c.npz", dtype, elements(dtype, 0, 255, 17, 254), 1, 2, 2),
                form(new Range(0, 255), Layout.NHWC)).all().pixels())
                .containsExactly(0, 255, 17, 254);
    }

    @Test
    void aRangeIsNeverGuessed() {
        Path file = npz("a.npz", "<f4", elements("<f4", 0.25, -0.75, Double.NaN, 0.5), 1, 2, 2);
        refused(file, form(Layout.NHWC), "holds float32", "found values from -0.75 to 0.5",
                "--range=0..1 or --range=-1..1");
        Path bytes = npz("b.npz", "|u1", new byte[4], 1, 2, 2);
        refused(bytes, form(UNIT, Layout.NHWC), "holds uint8", "contradicts --range=0..1");
        assertThatThrownBy(() -> Range.parse("0..2", "--range")).isInstanceOf(Problem.class)
                .hasMessage("--range: expected one of [0..1, -1..1, 0..255], written --range=-1..1; found '0..2'");
        assertThat(Range.parse("-1..1", "--range")).isEqualTo(SIGNED);
    }

    /** Where in a large file: the picture, the row, the column, the channel. */
    @Test
    void whatContradictsTheRangeIsToldWithItsPlace() {
        double[] values = new double[250 * 2 * 3 * 3];
        values[203 * 18 + 9 + 3 + 2] = -0.01;
        Path file = npz("a.npz", "<f4", elements("<f4", values), 250, 2, 3, 3);
        refused(file, form(UNIT, Layout.NHWC), "expected numbers in 0..1, as --range=0..1 says", "found -0.00999",
                "at [n, h, w, c] = [203, 1, 1, 2]");
        values[203 * 18 + 9 + 3 + 2] = Double.NaN;
        refused(npz("b.npz", "<f8", elements("<f8", values), 250, 3, 2, 3), form(SIGNED, Layout.NCHW),
                "found NaN at [n, c, h, w] = [203, 2, 0, 2]");
        values[203 * 18 + 9 + 3 + 2] = Double.POSITIVE_INFINITY;
        refused(npz("c.npz", "<f2", elements("<f2", values), 250, 6, 3), form(SIGNED, Layout.NHWC),
                "found Infinity at [n, h, w] = [203, 4, 2]");
    }

    @Test
    void channelsFirst() {
        byte[] pixels = new byte[2 * 3 * 2 * 2];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) i;
        Path file = npz("a.npz", "|u1", pixels, 2, 3, 2, 2);
        refused(file, form(Layout.NHWC), "expected shape [N, H, W, C]", "--layout=nchw reads it as [N, C, H, W]");
        var gallery = ArrayGallery.open(file, form(Layout.NCHW));
        assertThat(gallery.channels()).isEqualTo(3);
        assertThat(Arrays.copyOf(gallery.all().pixels(), 12)).containsExactly(0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11);
    }

    /** Pictures come in parts whose size depends on the picture's only, and never all at once. */
    @Test
    void inParts() {
        byte[] pixels = new byte[253 * 4];
        new Random(1).nextBytes(pixels);
        var gallery = ArrayGallery.open(npz("a.npz", "|u1", pixels, 253, 2, 2, 1), Form.OURS);
        var parts = new ArrayList<Integer>();
        gallery.pass(p -> parts.add(p.n()));
        assertThat(parts).containsExactly(100, 100, 53);
        assertThat(gallery.all().pixels()).isEqualTo(pixels);
        assertThat(gallery.census().alike()).isFalse();
        assertThat(ArrayGallery.open(npz("b.npz", "|u1", new byte[1000], 250, 2, 2, 1), Form.OURS).census().alike())
                .isTrue();
    }

    /** More than Java's arrays can hold: a sparse file of 3 GB, of which a hundred pictures are read at a time. */
    @Test
    void moreThanTwoGigabytes() throws IOException {
        byte[] header = Npy.header("|u1", 48_000, 145, 145, 3);
        Path file = folder.resolve("large.npy");
        try (var f = new RandomAccessFile(file.toFile(), "rw")) {
            f.write(header);
            f.seek(header.length + 47_999L * 63_075);
            f.write(7);
            f.setLength(header.length + 48_000L * 63_075);
        }
        var gallery = ArrayGallery.open(file, Form.OURS);
        long[] seen = new long[2];
        gallery.pass(p -> {
            seen[0] += p.n();
            if (seen[0] == 48_000) seen[1] = p.pixels()[(p.n() - 1) * 63_075];
        });
        assertThat(seen).containsExactly(48_000, 7);
        assertThatThrownBy(gallery::all).isInstanceOf(Problem.class)
                .hasMessageContaining(
                        "48,000 pictures of [3, 145, 145] [channels, height, width] are 3,027,600,000 bytes; "
                                + "here they must fit into memory");
    }

    /** 3 GB of zeros in a few kilobytes: refused by what the archive says, before anything unfolds. */
    @Test
    void aBombIsRefused() throws IOException {
        Path file = folder.resolve("bomb.npz");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("arr_0.npy"));
            zip.write(Npy.header("|u1", 48_000, 145, 145, 3));
            zip.write(new byte[1_000_000]);
        }
        byte[] all = Files.readAllBytes(file);
        int directory = new String(all, StandardCharsets.ISO_8859_1).lastIndexOf("PK\u0001\u0002");
        ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).putInt(directory + 24, (int) 3_027_600_128L);
        Files.write(file, all);
        refused(file, Form.OURS, "arr_0 would unfold from ", " bytes to 3,027,600,128", "at most 500 to 1 is taken");
    }

    @Test
    void whatIsCutShortOrDamagedIsTold() throws IOException {
        byte[] pixels = new byte[50 * 28 * 28];
        new Random(1).nextBytes(pixels);
        Path file = npz("a.npz", "|u1", pixels, 50, 28, 28, 1);
        byte[] good = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(good, good.length / 2));
        refused(file, Form.OURS, "is not an .npz archive, or a damaged one");
        byte[] flipped = good.clone();
        flipped[good.length / 2] ^= 1;
        Files.write(file, flipped);
        refused(file, Form.OURS, "arr_0 is damaged: its checksum is another");
        Path plain = npy("a.npy", "|u1", pixels, 51, 28, 28, 1);
        refused(plain, Form.OURS, "is cut short: its shape needs 39984 bytes, 39200 are there");
        refused(Files.write(folder.resolve("b.npy"), new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 9}),
                Form.OURS, "has a header");
        refused(npz("c.npz", "|u1", new byte[24], 24), Form.OURS, "expected shape [N, H, W, C]");
    }

    @Test
    void aFolderOfPictures() throws IOException {
        Path pictures = Files.createDirectories(folder.resolve("p/below"));
        byte[] colour = {10, 20, 30, 40, 50, 60}, grey = {70, 80};
        new Png(1, 2, 3, colour).write(folder.resolve("p/a.png"));
        new Png(1, 2, 1, grey).write(pictures.resolve("b.PNG"));
        Files.writeString(folder.resolve("p/._a.png"), "what macOS leaves");
        Files.writeString(folder.resolve("p/notes.txt"), "no picture");
        var gallery = FolderGallery.open(folder.resolve("p"), 3);
        assertThat(gallery.all().pixels()).containsExactly(10, 20, 30, 40, 50, 60, 70, 70, 70, 80, 80, 80);
        assertThat(gallery.all().pixels()).as("decoded once, and the same again").isEqualTo(gallery.all().pixels());
        assertThat(gallery.quantisation()).isEqualTo("uint8, as in the file");
        assertThat(FolderGallery.open(folder.resolve("p"), 1).all().pixels()).containsExactly(18, 48, 70, 80);

        Files.write(pictures.resolve("c.jpg"), jpeg(2, 1));
        assertThat(FolderGallery.open(folder.resolve("p"), 3).quantisation()).isEqualTo("uint8, from JPEG");
        new Png(2, 1, 1, grey).write(pictures.resolve("d.png"));
        assertThatThrownBy(() -> FolderGallery.open(folder.resolve("p"), 3)).isInstanceOf(Problem.class)
                .hasMessage("%s is 1 × 2 (height × width), %s is 2 × 1; expected pictures of one size",
                        folder.resolve("p/a.png"), pictures.resolve("d.png"));
    }

    private static byte[] jpeg(int width, int height) throws IOException {
        var out = new java.io.ByteArrayOutputStream();
        javax.imageio.ImageIO.write(
                new java.awt.image.BufferedImage(width, height, java.awt.image.BufferedImage.TYPE_3BYTE_BGR), "jpg",
                out);
        return out.toByteArray();
    }

    /** A picture whose header asks for more than a gigabyte is refused before it is decoded. */
    @Test
    void aPictureBombIsRefused() throws IOException {
        Path file = Files.createDirectories(folder.resolve("q")).resolve("a.png");
        new Png(1, 1, 1, new byte[1]).write(file);
        byte[] png = Files.readAllBytes(file);
        ByteBuffer.wrap(png).putInt(16, 60_000).putInt(20, 60_000);
        var crc = new java.util.zip.CRC32();
        crc.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) crc.getValue());
        Files.write(file, png);
        assertThatThrownBy(() -> FolderGallery.open(folder.resolve("q"), 3)).isInstanceOf(Problem.class)
                .hasMessageContaining("a.png cannot be read as a picture: 60,000 × 60,000 pixels; at most 150,000,000");
    }
}
