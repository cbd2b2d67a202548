package ganvas.file;

import ganvas.problem.Problem;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Images in memory, and their archive in the form of the field's evaluators: uint8 {@code arr_0} of shape [N, H, W, C].
 *
 * @param pixels row by row, {@code n * height * width * channels} bytes
 */
public record Npz(int n, int height, int width, int channels, byte[] pixels) {
    /** Largest size of an array. */
    static final long LARGEST = Integer.MAX_VALUE - 64;

    /**
     * Bytes of {@code count} pictures, or an error if they do not fit into memory.
     *
     * @param what has them, as the error calls it
     */
    public static int bytes(String what, long count, int channels, int height, int width) {
        long bytes = count * channels * height * width, most = Math.min(LARGEST, Runtime.getRuntime().maxMemory() / 2);
        if (bytes <= most) return (int) bytes;
        throw Problem.input(
                "%s: %,d pictures of [%d, %d, %d] [channels, height, width] are %,d bytes; "
                        + "here they must fit into memory, at most %,d bytes. Give fewer, or more memory with "
                        + "JAVA_TOOL_OPTIONS=-Xmx4g.",
                what, count, channels, height, width, bytes, most);
    }

    /** The first {@code count} images. */
    public Npz first(int count) {
        int kept = Math.min(count, n);
        return new Npz(kept, height, width, channels, Arrays.copyOf(pixels, kept * height * width * channels));
    }

    public void write(Path file) {
        NpzArchive.write(file,
                NpzArchive.Member.array("arr_0", "|u1", out -> out.write(pixels), n, height, width, channels));
    }

    /** The first {@code count} images of a file that Ganvas wrote, which may hold more than fits into memory. */
    public static Npz readFirst(Path file, int count) {
        ArrayGallery all = ArrayGallery.open(file, ArrayGallery.Form.OURS);
        try (NpyStream array = ArrayGallery.stream(file)) {
            if (!array.header().isBytes() || array.header().fortran()) return read(file).first(count);
            int n = Math.min(count, all.count());
            byte[] pixels = new byte[bytes(all.name(), n, all.channels(), all.height(), all.width())];
            array.read(pixels, pixels.length);
            return new Npz(n, all.height(), all.width(), all.channels(), pixels);
        }
    }

    /** Reads uint8 images of one or three channels; anything else is an error that names what was found. */
    public static Npz read(Path file) {
        return ArrayGallery.open(file, ArrayGallery.Form.OURS).all();
    }
}
