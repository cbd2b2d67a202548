package ganvas.data;

import ganvas.torch.Tensor;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;

/** The datasets' readers, and small whole files of each, for tests outside of this package. */
public final class Readers {
    private static final int PER_BATCH = 5;

    private Readers() {}

    public static byte[] mnistLabels() {
        try (var in = new GZIPInputStream(
                Readers.class.getResourceAsStream("/ganvas/mnist/t10k-labels-idx1-ubyte.gz"))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void mnistLabels(Path file) {
        Mnist.fromFile(Mnist.Part.TEST_LABELS, file);
    }

    /** Five images in each of the six files. */
    public static Map<String, byte[]> cifarFiles(boolean binary) {
        var files = new LinkedHashMap<String, byte[]>();
        for (String name : List.of("data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5",
                "test_batch")) {
            byte[] records = new byte[PER_BATCH * 3073];
            for (int i = 0; i < records.length; i++) records[i] = (byte) (i % 3073 == 0 ? i / 3073 : i * 7);
            files.put(binary ? name + ".bin" : name, binary ? records : CifarFiles.python(records));
        }
        String names = "airplane automobile bird cat deer dog frog horse ship truck";
        files.put(binary ? "batches.meta.txt" : "batches.meta",
                binary ? names.replace(' ', '\n').getBytes(StandardCharsets.US_ASCII)
                        : CifarFiles.names(names.split(" ")));
        return files;
    }

    public static void cifar(Path where) {
        free(new Cifar(Cifar.Kind.TEN, PER_BATCH).read("cifar10:x", where));
    }

    /** A picture of each of eleven people, of whom two are in the test and two in the validation part. */
    public static Map<String, byte[]> faces() {
        var files = new LinkedHashMap<String, byte[]>();
        for (char c : "ABCDEFGHMNS".toCharArray()) {
            var image = new BufferedImage(92, 91, BufferedImage.TYPE_INT_RGB);
            image.setRGB(10, 10, new Color(c, 200, 3).getRGB());
            var out = new ByteArrayOutputStream();
            try {
                ImageIO.write(image, "jpg", out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            files.put("lfw/%1$c_B/%1$c_B_0001.jpg".formatted(c), out.toByteArray());
        }
        return files;
    }

    public static void lfw(Path file, Path scratch) {
        free(Datasets.open("lfw/size=16:" + file, new DatasetContext(scratch, line -> {})));
    }

    private static void free(Dataset images) {
        for (Split part : List.of(images.train(), images.validation(), images.test()))
            List.of(part.images(), part.labels()).forEach(Tensor::free);
    }
}
