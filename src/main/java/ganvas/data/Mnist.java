package ganvas.data;

import ganvas.problem.Problem;
import ganvas.torch.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/**
 * MNIST (LeCun, Cortes and Burges 1998): 60,000 + 10,000 handwritten digits, 28 × 28 pixels, white on black. The files
 * are embedded in the program.
 */
final class Mnist {
    private Mnist() {}

    /** One of the four official files: its name, its number of items and the SHA-256 of its content without gzip. */
    enum Part {
        TRAIN_IMAGES("train-images-idx3-ubyte", 60_000,
                "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
        TRAIN_LABELS("train-labels-idx1-ubyte", 60_000,
                "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
        TEST_IMAGES("t10k-images-idx3-ubyte", 10_000,
                "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
        TEST_LABELS("t10k-labels-idx1-ubyte", 10_000,
                "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2");

        final String file;
        final int count;
        final String sha256;

        Part(String file, int count, String sha256) {
            this.file = file;
            this.count = count;
            this.sha256 = sha256;
        }

        boolean images() {
            return this == TRAIN_IMAGES || this == TEST_IMAGES;
        }
    }

    static Dataset open(DatasetName asked, DatasetContext place) {
        asked.only();
        return asked.where().map(Mnist::read).orElseGet(Mnist::builtIn);
    }

    /** MNIST as it comes with the program. */
    private static Dataset builtIn() {
        return read("mnist", Mnist::embedded);
    }

    /** @param folder holds the four IDX files in one of the forms of {@link IdxFiles} */
    static Dataset read(Path folder) {
        String name = "mnist:" + folder;
        Map<IdxFiles.Part, Path> files = IdxFiles.find(name, folder, Optional.of(""));
        return read(name, part -> fromFile(part, files.get(IdxFiles.Part.valueOf(part.name()))));
    }

    private static Dataset read(String name, Function<Part, byte[]> content) {
        MessageDigest all = sha256();
        byte[][] parts = new byte[4][];
        for (Part part : Part.values()) {
            byte[] raw = content.apply(part);
            all.update(raw);
            parts[part.ordinal()] = raw;
        }
        return Dataset.of(name,
                List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"), HexFormat.of().formatHex(all.digest()),
                split(parts[0], parts[1]), split(parts[2], parts[3]));
    }

    private static Split split(byte[] images, byte[] labels) {
        byte[] pixels = java.util.Arrays.copyOfRange(images, 16, images.length);
        long[] classes = new long[labels.length - 8];
        for (int i = 0; i < classes.length; i++) classes[i] = labels[8 + i];
        return new Split(Tensor.of(pixels, classes.length, 1, 28, 28).keep(),
                Tensor.of(classes, classes.length).keep());
    }

    private static byte[] embedded(Part part) {
        String resource = "/ganvas/mnist/" + part.file + ".gz";
        try (InputStream in = Mnist.class.getResourceAsStream(resource)) {
            return checked(part, new GZIPInputStream(in, 1 << 16).readAllBytes(), "the embedded " + part.file);
        } catch (IOException e) {
            throw Problem.failed("the embedded %s cannot be read: %s. The build is damaged; build again.", part.file,
                    e.getMessage());
        }
    }

    static byte[] fromFile(Part part, Path file) {
        return checked(part, IdxFiles.read(file, part.images() ? 0x0803 : 0x0801).bytes(), file.toString());
    }

    private static int size(Part part) {
        return part.images() ? 16 + part.count * 28 * 28 : 8 + part.count;
    }

    private static byte[] checked(Part part, byte[] bytes, String where) {
        int magic = part.images() ? 0x0803 : 0x0801;
        if (bytes.length < 8 || ByteBuffer.wrap(bytes).getInt() != magic) {
            throw Problem.input("%s: expected an IDX file that begins with 0x%08x; found %s", where, magic,
                    bytes.length < 4 ? bytes.length + " bytes" : "0x%08x".formatted(ByteBuffer.wrap(bytes).getInt()));
        }
        if (bytes.length != size(part)) {
            throw Problem.input("%s: expected %,d bytes; found %s", where, size(part),
                    bytes.length > size(part) ? "more" : "%,d, it is cut short".formatted(bytes.length));
        }
        String found = HexFormat.of().formatHex(sha256().digest(bytes));
        if (!found.equals(part.sha256)) {
            throw Problem.input("%s: its content is not the official MNIST file's: expected SHA-256 %s, found %s. "
                    + "--dataset idx:DIR reads other datasets in such files.", where, part.sha256, found);
        }
        return bytes;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);                // every JDK has it
        }
    }
}
