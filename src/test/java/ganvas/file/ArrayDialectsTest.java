package ganvas.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ganvas.file.ArrayGallery.Form;
import ganvas.file.ArrayGallery.Layout;
import ganvas.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arrays as NumPy, Julia, MATLAB, Fortran and others write them: the same pictures from each. */
class ArrayDialectsTest {
    @TempDir
    Path folder;

    /** Twelve pictures of 2 × 3 in C order: 0, 1, 2, … */
    private static byte[] pixels() {
        byte[] all = new byte[72];
        for (int i = 0; i < all.length; i++) all[i] = (byte) (3 * i);
        return all;
    }

    private Path npy(int version, String header, byte[] elements) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        var out = ByteBuffer.allocate(12 + text.length + elements.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
        if (version == 1) out.putShort((short) text.length);
        else out.putInt(text.length);
        out.put(text).put(elements);
        return Files.write(folder.resolve("a.npy"), java.util.Arrays.copyOf(out.array(), out.position()));
    }

    private static Form form(String range, Layout layout) {
        return new Form(Optional.of(range).filter(r -> !r.isEmpty()).map(r -> Range.parse(r, "--range")), layout,
                "--range", "--layout");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
            "1; {'descr': '|u1', 'fortran_order': False, 'shape': (12, 2, 3), }",
            "2; {'descr': '|u1', 'fortran_order': False, 'shape': (12, 2, 3), }",
            "3; {'descr': '|u1', 'fortran_order': False, 'shape': (12, 2, 3), }",
            "1; {'shape': (12, 2, 3), 'fortran_order': False, 'descr': '|u1'}",
            "1; {\"descr\": \"|u1\", \"fortran_order\": False, \"shape\": (12, 2, 3)}",
            "1; {'descr':'<u1','fortran_order':False,'shape':(12,2,3)}",
            "1; { 'fortran_order' : False , 'descr' : '>u1' , 'shape' : ( 12 , 2 , 3 , ) , }",
            "1; {'descr': 'u1', 'fortran_order': False, 'shape': (12L, 2L, 3L), }",
            "1; {'descr': '=u1', \"fortran_order\": False, 'shape': (12, 2, 3), }"})
    void headers(int version, String header) throws IOException {
        for (String end : List.of("", "   \n", "\n"))
            assertThat(ArrayGallery.open(npy(version, header + end, pixels()), Form.OURS).all().pixels())
                    .isEqualTo(pixels());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
            "{'descr': '|u1', 'fortran_order': False}", "{'descr': '|u1', 'descr': '|u1', 'shape': (12, 2, 3)}",
            "{'descr': [('a', '|u1')], 'fortran_order': False, 'shape': (12, 2, 3)}",
            "{'descr': '|u1', 'fortran_order': 'maybe', 'shape': (12, 2, 3)}",
            "{'descr': '|u1', 'fortran_order': False, 'shape': '(12, 2, 3)'}",
            "{'descr': '|u1', 'fortran_order': False, 'shape': (1 2, L, 3)}",
            "{'descr': '|u1' 'fortran_order': False, 'shape': (12, 2, 3)}",
            "['descr']", "{'descr': '|u1', 'fortran_order': False, 'shape': (12, 2, 3), 'x': 'y'}"})
    void headersThatNumpyDoesNotRead(String header) throws IOException {
        Path file = npy(1, header, pixels());
        assertThatThrownBy(() -> ArrayGallery.open(file, Form.OURS)).isInstanceOf(Problem.class)
                .hasMessageContaining("has a header");
    }

    /** The value at [n, h, w] of the picture array, in the order of Fortran. */
    private static byte[] turned(byte[] c, int... shape) {
        byte[] out = new byte[c.length];
        for (int i = 0; i < c.length; i++) {
            int rest = i, to = 0, step = 1;
            int[] index = new int[shape.length];
            for (int d = shape.length - 1; d >= 0; d--) {
                index[d] = rest % shape[d];
                rest /= shape[d];
            }
            for (int d = 0; d < shape.length; step *= shape[d++]) to += index[d] * step;
            out[to] = c[i];
        }
        return out;
    }

    @Test
    void fortranOrder() throws IOException {
        Path three = npy(1, "{'descr': '|u1', 'fortran_order': True, 'shape': (12, 2, 3), }",
                turned(pixels(), 12, 2, 3));
        assertThat(ArrayGallery.open(three, Form.OURS).all().pixels()).isEqualTo(pixels());
        Path four = npy(1, "{'descr': '|u1', 'fortran_order': True, 'shape': (4, 3, 2, 3), }",
                turned(pixels(), 4, 3, 2, 3));
        Npz nchw = ArrayGallery.open(four, form("", Layout.NCHW)).all();
        Path c = npy(1, "{'descr': '|u1', 'fortran_order': False, 'shape': (4, 3, 2, 3), }", pixels());
        assertThat(nchw.pixels()).isEqualTo(ArrayGallery.open(c, form("", Layout.NCHW)).all().pixels());
        assertThat(nchw.channels()).isEqualTo(3);
    }

    private static byte[] floats(byte[] levels, ByteOrder order, int bytes, double scale) {
        var out = ByteBuffer.allocate(levels.length * bytes).order(order);
        for (byte level : levels) {
            double x = (level & 255) * scale;
            if (bytes == 2) out.putShort(Float.floatToFloat16((float) x));
            else if (bytes == 4) out.putFloat((float) x);
            else out.putDouble(x);
        }
        return out.array();
    }

    @ParameterizedTest
    @CsvSource({"<f4,4", ">f4,4", "f4,4", "=f4,4", "<f8,8", ">f8,8", "<f2,2", ">f2,2", "float32,4"})
    void floatingNumbersOfEitherByteOrder(String dtype, int bytes) throws IOException {
        ByteOrder order = dtype.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        for (boolean fortran : new boolean[] {false, true}) {
            byte[] levels = fortran ? turned(pixels(), 12, 2, 3) : pixels();
            Path file = npy(1, "{'descr': '%s', 'fortran_order': %s, 'shape': (12, 2, 3)}".formatted(dtype,
                    fortran ? "True" : "False"), floats(levels, order, bytes, 1.0 / 255));
            assertThat(ArrayGallery.open(file, form("0..1", Layout.NHWC)).all().pixels()).isEqualTo(pixels());
        }
    }

    @Test
    void aValueOutsideIsNamedByItsPlaceInFortranOrderToo() throws IOException {
        byte[] levels = new byte[72];
        levels[1] = (byte) 255;                                // [1, 0, 0]: the first index runs fastest
        Path file = npy(1, "{'descr': '<f4', 'fortran_order': True, 'shape': (12, 2, 3)}",
                floats(levels, ByteOrder.LITTLE_ENDIAN, 4, 1));
        assertThatThrownBy(() -> ArrayGallery.open(file, form("0..1", Layout.NHWC)).all())
                .hasMessageContaining("found 255.0 at [n, h, w] = [1, 0, 0]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "0..255 | 0.00392156862 | values go from 0 to 0.8352941; is --range=0..1 meant in place of --range=0..255?",
            "-1..1 | 0.00392156862 | values go from 0 to 0.8352941; is --range=0..1 meant in place of --range=-1..1?",
            "0..1 | 0.00001537870 | were they divided by 255 twice?", "0..1 | 0.00392156862 | ''", "0..255 | 1 | ''"})
    void aRangeThatContradictsTheNumbersIsDoubted(String range, double scale, String doubt) throws IOException {
        for (String order : List.of("False", "True")) {
            Path file = npy(1, "{'descr': '<f4', 'fortran_order': %s, 'shape': (12, 2, 3)}".formatted(order),
                    floats(pixels(), ByteOrder.LITTLE_ENDIAN, 4, scale));
            var gallery = ArrayGallery.open(file, form(range, Layout.NHWC));
            gallery.census();
            if (doubt.isEmpty()) assertThat(gallery.doubts()).isEmpty();
            else assertThat(gallery.doubts()).singleElement().asString().startsWith(file.toString()).endsWith(doubt);
        }
    }

    @Test
    void bytesOfZeroAndOneAreDoubted() throws IOException {
        byte[] levels = new byte[72];
        levels[5] = 1;
        String header = "{'descr': '|u1', 'fortran_order': False, 'shape': (12, 2, 3)}";
        var nearlyBlack = ArrayGallery.open(npy(1, header, levels), Form.OURS);
        nearlyBlack.census();
        assertThat(nearlyBlack.doubts()).singleElement().asString().contains("all values are 0 or 1");
        levels[6] = 2;
        var dark = ArrayGallery.open(npy(1, header, levels), Form.OURS);
        dark.census();
        assertThat(dark.doubts()).isEmpty();
    }

    @Test
    void greyStoredAsRgbIsGrey() throws IOException {
        byte[] rgb = new byte[72];
        for (int i = 0; i < rgb.length; i++) rgb[i] = (byte) (i / 3 * 9);
        String header = "{'descr': '|u1', 'fortran_order': False, 'shape': (4, 2, 3, 3)}";
        Gallery grey = GreyGallery.of(ArrayGallery.open(npy(1, header, rgb), Form.OURS));
        assertThat(grey.shape()).isEqualTo("[1, 2, 3]");
        assertThat(grey.all().pixels()).startsWith(0, 9, 18, 27).hasSize(24);
        rgb[71]++;
        assertThat(GreyGallery.of(ArrayGallery.open(npy(1, header, rgb), Form.OURS)).channels()).isEqualTo(3);
    }
}
