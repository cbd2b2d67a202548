package ganvas.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ganvas.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MNIST and its relatives in the forms in which people have them. */
class IdxDatasetTest {
    private static final String[] OFFICIAL = {"train-images-idx3-ubyte", "train-labels-idx1-ubyte",
            "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"};

    @TempDir
    Path folder;

    /** How unpackers, browsers and torchvision name the official files, and where they put them. */
    @ParameterizedTest
    @ValueSource(strings = {"MNIST/raw/%s.gz", "raw/%s", "MNIST/%s", "%s.gz as plain", "dots", "MNIST/raw/%s as gzip"})
    void mnistIsTheSameInEveryForm(String form) throws IOException {
        for (String name : OFFICIAL) {
            byte[] gz;
            try (var in = Mnist.class.getResourceAsStream("/ganvas/mnist/" + name + ".gz")) {
                gz = in.readAllBytes();
            }
            String file = form.equals("dots") ? name.replace("-idx", ".idx") : form.split(" ")[0].formatted(name);
            boolean plain = form.equals("dots") || form.endsWith("plain") || form.endsWith("%s");
            Path to = folder.resolve(file);
            Files.createDirectories(to.getParent());
            Files.write(to, plain ? new GZIPInputStream(new java.io.ByteArrayInputStream(gz)).readAllBytes() : gz);
        }
        assertThat(Datasets.open("mnist:" + folder).sha256()).isEqualTo(Datasets.open("mnist").sha256());
    }

    private static byte[] idx(int type, int... shape) {
        int width = type == 0x0c ? 4 : 1, count = width;
        for (int side : shape) count *= side;
        var bytes = ByteBuffer.allocate(4 + 4 * shape.length + count).put(new byte[] {0, 0, (byte) type,
                (byte) shape.length});
        for (int side : shape) bytes.putInt(side);
        return bytes.array();
    }

    private static byte[] images(int n, int height, int width) {
        byte[] bytes = idx(8, n, height, width);
        for (int i = 16; i < bytes.length; i++) bytes[i] = (byte) (i * 31);
        return bytes;
    }

    private static byte[] labels(int n, int first, int classes) {
        byte[] bytes = idx(8, n);
        for (int i = 0; i < n; i++) bytes[8 + i] = (byte) (first + i % classes);
        return bytes;
    }

    private void write(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        if (!name.endsWith(".gz")) {
            Files.write(file, bytes);
            return;
        }
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        Files.write(file, packed.toByteArray());
    }

    private void fashion(String place, int first, int classes) throws IOException {
        write(place + "train-images-idx3-ubyte.gz", images(60, 6, 9));
        write(place + "train-labels-idx1-ubyte.gz", labels(60, first, classes));
        write(place + "t10k-images-idx3-ubyte.gz", images(20, 6, 9));
        write(place + "t10k-labels-idx1-ubyte.gz", labels(20, first, classes));
    }

    @Test
    void theLabelsSayHowManyClassesThereAre() throws IOException {
        fashion("FashionMNIST/raw/", 1, 26);
        Dataset letters = Datasets.open("idx:" + folder);
        assertThat(letters.classes()).hasSize(26).startsWith("1", "2").endsWith("26");
        assertThat(letters.train().images().shape()).containsExactly(48, 1, 6, 9);
        assertThat(letters.validation().size()).isEqualTo(12);
        assertThat(letters.test().labels().toLongs()).startsWith(0, 1, 2).endsWith(19);
        byte[] stored = images(20, 6, 9);
        assertThat(letters.test().images().toBytes()).isEqualTo(Arrays.copyOfRange(stored, 16, stored.length));
        fashion("FashionMNIST/raw/", 0, 4);
        Dataset two = Datasets.open("idx/3,1:" + folder);
        assertThat(two.classes()).containsExactly("3", "1");
        assertThat(two.test().size()).isEqualTo(10);
        assertThatThrownBy(() -> Datasets.open("mnist:" + folder)).isInstanceOf(Problem.class)
                .hasMessageContaining("train-images-idx3-ubyte");
    }

    /** QMNIST has eight numbers a label, of which the first is the class, and its own names. */
    @Test
    void qmnistsLabelsAreRead() throws IOException {
        write("qmnist-train-images-idx3-ubyte.gz", images(40, 4, 4));
        write("qmnist-test-images-idx3-ubyte.gz", images(12, 4, 4));
        for (String part : new String[] {"train", "test"}) {
            int n = part.equals("train") ? 40 : 12;
            byte[] bytes = idx(0x0c, n, 8);
            for (int i = 0; i < n; i++) ByteBuffer.wrap(bytes).putInt(12 + 32 * i, i % 3).putInt(16 + 32 * i, 77);
            write("qmnist-" + part + "-labels-idx2-int.gz", bytes);
        }
        Dataset digits = Datasets.open("idx:" + folder);
        assertThat(digits.classes()).containsExactly("0", "1", "2");
        assertThat(digits.test().labels().toLongs()).startsWith(0, 1, 2, 0);
    }

    /** EMNIST's archive has six datasets in one folder. */
    @Test
    void ofSeveralDatasetsOneIsNamed() throws IOException {
        fashion("gzip/emnist-letters-", 1, 26);
        fashion("gzip/emnist-digits-", 0, 10);
        assertThatThrownBy(() -> Datasets.open("idx:" + folder)).isInstanceOf(Problem.class)
                .hasMessageContaining("idx/files=emnist-digits:").hasMessageContaining("emnist-letters");
        assertThat(Datasets.open("idx/files=emnist-letters:" + folder).classes()).hasSize(26);
        assertThatThrownBy(() -> Datasets.open("idx/files=emnist-mnist:" + folder))
                .hasMessageContaining("expected files to be one of emnist-digits, emnist-letters");
    }

    @Test
    void whatIsNoIdxFileIsNamed() throws IOException {
        fashion("", 0, 3);
        Path images = folder.resolve("train-images-idx3-ubyte.gz");
        refusedWith(images, "<!DOCTYPE html><title>403</title>", "a web page in place of the file");
        refusedWith(images, "version https://git-lfs.github.com/spec/v1\noid sha256:1\n", "a pointer of Git LFS");
        refusedWith(images, "", "an empty file");
        refusedWith(images, "\0\0\11\3", "expected an IDX file");
        write("train-images-idx3-ubyte.gz", images(59, 6, 9));
        refused("expected 59 labels, one for each image; found [60]");
        write("train-images-idx3-ubyte.gz", images(60, 6, 8));
        refused("expected images of [6, 8]");
        write("train-images-idx3-ubyte.gz", idx(8, 60));
        refused("expected ten images or more");
        write("train-images-idx3-ubyte.gz", new byte[] {0, 0, 8, 3, 127, -1, -1, -1, 127, -1, -1, -1, 0, 0, 0, 9});
        refused("its header says");
        assertThatThrownBy(() -> Datasets.open("idx")).hasMessageContaining("as in idx:DIR");
    }

    private void refusedWith(Path file, String content, String why) throws IOException {
        Files.writeString(file, content, java.nio.charset.StandardCharsets.ISO_8859_1);
        refused(why);
    }

    private void refused(String why) {
        assertThatThrownBy(() -> Datasets.open("idx:" + folder)).isInstanceOf(Problem.class).hasMessageContaining(why);
    }
}
