package ganvas.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Rectangle;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A hundred odd pictures and what Pillow reads of them; {@code bench/pictures.py} makes both. */
class PicturesTest {
    private static final Path FOLDER = Path.of("src/test/resources/pictures");

    static List<String> names() {
        try (var expected = NpzArchive.open(FOLDER.resolve("expected.npz"))) {
            return expected.arrays();
        }
    }

    @Test
    void eachPictureHasItsPixels() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(f -> f.getFileName().toString()).filter(n -> !n.matches("expected.npz|.*refused")))
                    .containsExactlyInAnyOrderElementsOf(names()).hasSizeGreaterThan(95);
        }
    }

    private static PictureFile open(byte[] file) throws UnreadablePicture {
        return PictureFile.open(new MemoryCacheImageInputStream(new ByteArrayInputStream(file)));
    }

    private static byte[] file(String name) throws IOException {
        return Files.readAllBytes(FOLDER.resolve(name));
    }

    /** [H, W] and the pixels [H, W, 3]. */
    private record Expected(int height, int width, byte[] pixels) {
        static Expected of(String name) {
            try (var all = NpzArchive.open(FOLDER.resolve("expected.npz")); NpyStream array = all.array(name)) {
                byte[] pixels = new byte[(int) array.header().bytes()];
                array.read(pixels, pixels.length);
                return new Expected((int) array.shape()[0], (int) array.shape()[1], pixels);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void asPillow(String name) throws Exception {
        Expected expected = Expected.of(name);
        try (var picture = open(file(name))) {
            assertThat(List.of(picture.height(), picture.width())).isEqualTo(List.of(expected.height, expected.width));
            byte[] found = picture.read(3);
            assertThat(found).isEqualTo(expected.pixels);
            byte[] grey = new byte[found.length / 3];
            for (int i = 0; i < grey.length; i++) grey[i] = luma(found, 3 * i);
            assertThat(picture.read(1)).as("grey, read again").isEqualTo(grey);
        }
    }

    /** Pillow's convert('L'). */
    private static byte luma(byte[] rgb, int at) {
        int r = rgb[at] & 255, g = rgb[at + 1] & 255, b = rgb[at + 2] & 255;
        return (byte) (r * 19595 + g * 38470 + b * 7471 + 32768 >> 16);
    }

    /** A dataset reads a part, and of large pictures only some columns and rows: the same pixels. */
    @ParameterizedTest
    @MethodSource("names")
    void aPartIsThatPart(String name) throws Exception {
        Expected whole = Expected.of(name);
        int w = whole.width, h = whole.height;
        if (w < 9 || h < 9) return;
        for (int every = 1; every <= 2; every++) {
            var part = new PicturePart(new Rectangle(3, 2, w - 5, h - 4), every, 3 - every);
            int step = every, line = 3 - every;
            int[] rows = {0};
            try (var picture = open(file(name))) {
                picture.read(part, 3, (y, row) -> {
                    rows[0]++;
                    for (int x = 0; x < part.width(); x++) {
                        int at = ((2 + line / 2 + y * line) * w + 3 + step / 2 + x * step) * 3;
                        assertThat(Arrays.copyOfRange(row, 3 * x, 3 * x + 3)).as("row %d, column %d", y, x)
                                .isEqualTo(Arrays.copyOfRange(whole.pixels, at, at + 3));
                    }
                });
            }
            assertThat(rows[0]).isEqualTo(part.height()).isPositive();
        }
    }

    /** Half a download, or one byte less than all of it. */
    @ParameterizedTest
    @MethodSource("names")
    void aFileThatIsCutShortIsRefused(String name) throws Exception {
        byte[] whole = file(name);
        int end = whole.length;
        if (name.equals("tail.jpg")) end = new String(whole, StandardCharsets.ISO_8859_1).indexOf("\u00ff\u00d9") + 2;
        if (name.endsWith(".tif")) end -= 10;                  // zeros, which other readers do not miss either
        for (int length : new int[] {end - 1, end - 2, end * 2 / 3, end / 3, 30}) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> {
                try (var picture = open(cut)) {
                    picture.read(3);
                }
            }).as("%d of %d bytes", length, whole.length).isInstanceOf(UnreadablePicture.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lossy.webp.refused", "lossy-alpha.webp.refused"})
    void aLossyWebpIsRefused(String name) throws Exception {
        try (var picture = open(file(name))) {
            assertThatThrownBy(() -> picture.read(3)).isInstanceOf(UnreadablePicture.class)
                    .hasMessage("a lossy WebP, whose pixels cannot be read as they are; convert it to PNG");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"'' | it is empty",
            "version https://git-lfs | it is a pointer of Git LFS; 'git lfs pull' brings the picture",
            "<!DOCTYPE html><html> | it is a web page", "hello | it is no PNG, JPEG, GIF, BMP, TIFF or WebP"})
    void whatIsNoPictureIsNamed(String text, String why) {
        assertThatThrownBy(() -> open(text.getBytes())).isInstanceOf(UnreadablePicture.class).hasMessage(why);
    }

    /** 150 KB of empty scans took 47 s. */
    @Test
    void aJpegOfThousandsOfScansIsRefused() throws Exception {
        byte[] jpeg = file("progressive.jpg");
        int end = jpeg.length - 2;
        byte[] scan = {(byte) 0xff, (byte) 0xda, 0, 8, 1, 1, 0, 0, 0, 0};
        byte[] many = Arrays.copyOf(jpeg, end + 3000 * scan.length + 2);
        for (int i = 0; i < 3000; i++) System.arraycopy(scan, 0, many, end + i * scan.length, scan.length);
        many[many.length - 2] = (byte) 0xff;
        many[many.length - 1] = (byte) 0xd9;
        try (var picture = open(many)) {
            assertThatThrownBy(() -> picture.read(3)).hasMessage("it has more than 500 scans");
        }
    }

    @Test
    void aDamagedChecksumIsNamed() throws Exception {
        byte[] png = file("rgb8.png");
        png[png.length - 20] ^= 1;
        try (var picture = open(png)) {
            assertThatThrownBy(() -> picture.read(3)).hasMessage("it is damaged: a checksum is another");
        }
    }
}
