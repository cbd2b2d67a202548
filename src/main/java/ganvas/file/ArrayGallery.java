package ganvas.file;

import ganvas.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Pictures in a NumPy array: an {@code .npy}, or in an {@code .npz} the array {@code arr_0} or the only one. The
 * elements are uint8, or floating numbers with the range that the user gives.
 */
public final class ArrayGallery implements Gallery {
    private final Path file;
    private final Form form;
    private final Npy header;
    private final int count;
    private final int height;
    private final int width;
    private final int channels;
    private Optional<String> doubt = Optional.empty();

    /** The order of the dimensions. */
    public enum Layout {
        /** [N, H, W, C], as in the field's evaluators. */
        NHWC,
        /** [N, C, H, W], as in PyTorch. */
        NCHW;

        /** Reads the text of the command line; {@code option} is what errors call it. */
        public static Layout parse(String asked, String option) {
            return Arrays.stream(values()).filter(l -> l.toString().equals(asked)).findFirst()
                    .orElseThrow(() -> Problem.input("%s: expected nhwc or nchw; found '%s'", option, asked));
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The user's description of the array.
     *
     * @param range         of floating numbers, if the user gave one
     * @param rangeOption   name of the option, for errors
     * @param layoutOption  likewise
     */
    public record Form(Optional<Range> range, Layout layout, String rangeOption, String layoutOption) {
        /** The form that Ganvas writes: uint8 [N, H, W, C]. */
        public static final Form OURS = new Form(Optional.empty(), Layout.NHWC, "--range", "--layout");
    }

    /** Opens a file and checks its header and, if one is needed, its range. */
    public static ArrayGallery open(Path file, Form form) {
        try (NpyStream array = stream(file)) {
            return new ArrayGallery(file, form, array);
        }
    }

    static NpyStream stream(Path file) {
        if (!RegularFile.exists(file)) throw Problem.input("%s: there is no such file", file);
        if (isArray(file)) return NpyStream.open(file);
        var archive = NpzArchive.open(file);
        try {
            List<String> arrays = archive.arrays();
            if (!archive.has("arr_0") && arrays.size() != 1) {
                throw Problem.input(
                        "%s: expected an array named arr_0 (numpy.savez(file, images)) or a single one; found %s", file,
                        arrays);
            }
            return archive.array(archive.has("arr_0") ? "arr_0" : arrays.getFirst()).andClose(archive);
        } catch (RuntimeException e) {
            archive.close();
            throw e;
        }
    }

    private static boolean isArray(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return Npy.startsArray(in.readNBytes(6));
        } catch (IOException e) {
            throw Problem.io("read", file, e);
        }
    }

    private ArrayGallery(Path file, Form form, NpyStream array) {
        this.file = file;
        this.form = form;
        header = array.header();
        String where = array.where(), found = header.found();
        if (!header.isBytes() && !header.isFloat()) {
            throw Problem.input(
                    "%s: expected uint8 images (dtype '|u1', 0 to 255), or float16, float32 or float64 with %s; "
                            + "found %s",
                    where, form.rangeOption, found);
        }
        long[] shape = header.shape();
        boolean grey = shape.length == 3, nchw = form.layout == Layout.NCHW;
        int c = nchw ? 1 : 3;
        if (shape.length < 3 || shape.length > 4 || !grey && shape[c] != 1 && shape[c] != 3) {
            boolean other = shape.length == 4 && (shape[4 - c] == 1 || shape[4 - c] == 3);
            throw Problem.input("%s: expected shape %s with C of 1 or 3, or [N, H, W]; found %s%s", where,
                    nchw ? "[N, C, H, W]" : "[N, H, W, C]", found,
                    other ? ". %s=%s reads it as %s.".formatted(form.layoutOption, nchw ? "nhwc" : "nchw",
                            nchw ? "[N, H, W, C]" : "[N, C, H, W]") : "");
        }
        long picture = 1;
        for (int i = 1; i < shape.length; i++) {
            if (shape[i] < 1 || shape[i] > LARGEST_PICTURE || (picture *= shape[i]) > LARGEST_PICTURE) {
                throw Problem.input("%s: expected between 1 and %,d values a picture; found %s", where, LARGEST_PICTURE,
                        found);
            }
        }
        if (shape[0] < 1 || shape[0] > Integer.MAX_VALUE) {
            throw Problem.input("%s: expected between 1 and %,d pictures; found %s", where, Integer.MAX_VALUE, found);
        }
        count = (int) shape[0];
        channels = grey ? 1 : (int) shape[c];
        height = (int) shape[!grey && nchw ? 2 : 1];
        width = (int) shape[!grey && nchw ? 3 : 2];
        if (header.isBytes() && form.range.isPresent()) {
            throw Problem.input("%s holds uint8, 0 to 255, which contradicts %s=%s. Leave the option out.", where,
                    form.rangeOption, form.range.get());
        }
        if (header.isFloat() && form.range.isEmpty()) throw unsaid(array);
    }

    private ArrayValues values(NpyStream array) {
        return new ArrayValues(array, form.range, form.rangeOption, form.layout == Layout.NCHW);
    }

    /** The error that the range is missing, since black and white are not guessed. It describes the numbers. */
    private Problem unsaid(NpyStream array) {
        return Problem.input(
                "%s holds %s, whose black and white are not known; found %s. Say %s=0..1 or %s=-1..1 (or =0..255).",
                array.where(), header.words(), values(array).extent((long) count * size(),
                        atATime() * size()),
                form.rangeOption, form.rangeOption);
    }

    @Override
    public void pass(Taker taker) {
        int most = Math.min(atATime(), count), size = size();
        try (NpyStream array = stream(file)) {
            if (!array.header().found().equals(header.found()))
                throw Problem.failed("%s was changed while it was read", file);
            ArrayValues values = values(array);
            byte[] turned = header.fortran() ? values.inC(Npz.bytes(name(), count, channels, height, width))
                    : new byte[0];
            for (int at = 0; at < count; at += most) {
                int now = Math.min(most, count - at);
                byte[] pixels = header.fortran() ? Arrays.copyOfRange(turned, at * size, (at + now) * size)
                        : values.next(now * size);
                taker.take(new Npz(now, height, width, channels,
                        header.shape().length == 4 && form.layout == Layout.NCHW ? channelsLast(pixels) : pixels));
            }
            doubt = values.doubt();
        }
    }

    @Override
    public List<String> doubts() {
        return doubt.stream().map(d -> file + ": " + d).toList();
    }

    /** [N, C, H, W] → [N, H, W, C]. */
    private byte[] channelsLast(byte[] pixels) {
        int plane = height * width, size = size();
        byte[] out = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            int n = i / size, c = i % size / plane;
            out[n * size + i % plane * channels + c] = pixels[i];
        }
        return out;
    }

    @Override
    public String quantisation() {
        return header.isBytes() ? "uint8, as in the file"
                : "%s in %s, rounded to uint8".formatted(header.words(), form.range.orElseThrow());
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int channels() {
        return channels;
    }
}
