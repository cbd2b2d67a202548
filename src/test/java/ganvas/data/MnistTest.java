package ganvas.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ganvas.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MnistTest {
    private static final String TEST_IMAGES = "t10k-images-idx3-ubyte";

    @TempDir
    Path folder;

    @BeforeEach
    void copyOfTheFour() throws IOException {
        for (String name : new String[] {"train-images-idx3-ubyte", "train-labels-idx1-ubyte", TEST_IMAGES,
                "t10k-labels-idx1-ubyte"}) {
            try (InputStream in = Mnist.class.getResourceAsStream("/ganvas/mnist/" + name + ".gz")) {
                Files.copy(in, folder.resolve(name + ".gz"));
            }
        }
    }

    @Test
    void embeddedSplits() {
        Dataset mnist = Datasets.open("mnist");
        assertThat(mnist.train().images().shape()).containsExactly(50_000, 1, 28, 28);
        assertThat(mnist.validation().size()).isEqualTo(10_000);
        assertThat(mnist.test().size()).isEqualTo(10_000);
        // The first test digit is a seven, and class sizes of the test set are known.
        assertThat(mnist.test().labels().toLongs()[0]).isEqualTo(7);
        assertThat(Arrays.stream(mnist.test().labels().toLongs()).filter(l -> l == 1).count()).isEqualTo(1135);
    }

    @Test
    void validationIsTheSameEachTimeAndNotInTrain() {
        Dataset a = Datasets.open("mnist"), b = Datasets.open("mnist");
        assertThat(a.validation().images().toBytes()).isEqualTo(b.validation().images().toBytes());
        var train = new HashSet<String>();
        byte[] pixels = a.train().images().toBytes();
        for (int i = 0; i < 50_000; i++) train.add(Arrays.toString(Arrays.copyOfRange(pixels, i * 784, i * 784 + 784)));
        byte[] held = a.validation().images().toBytes();
        for (int i = 0; i < 10_000; i += 37)
            assertThat(train).doesNotContain(Arrays.toString(Arrays.copyOfRange(held, i * 784, i * 784 + 784)));
    }

    @Test
    void folderGivesTheSameGzippedOrNot() throws IOException {
        Files.write(folder.resolve(TEST_IMAGES), unzipped());
        Files.delete(folder.resolve(TEST_IMAGES + ".gz"));
        Dataset mnist = Datasets.open("mnist:" + folder);
        assertThat(mnist.sha256()).isEqualTo(Datasets.open("mnist").sha256());
        assertThat(mnist.train().images().toBytes()).isEqualTo(Datasets.open("mnist").train().images().toBytes());
    }

    @Test
    void rottenFilesAreNamed() throws IOException {
        Path gz = folder.resolve(TEST_IMAGES + ".gz");
        byte[] good = Files.readAllBytes(gz), raw = unzipped();

        Files.write(gz, Arrays.copyOf(good, good.length / 2));
        refused("the gzip file is damaged or cut short");
        Files.write(gz, zipped(Arrays.copyOf(raw, raw.length - 1)));
        refused("expected 7,840,016 bytes; found 7,840,015, it is cut short");
        Files.write(gz, zipped(Arrays.copyOf(raw, raw.length + 9)));
        refused("found more");
        byte[] magic = raw.clone();
        magic[3] = 1;
        Files.write(gz, zipped(magic));
        refused("expected an IDX file that begins with 0x00000803; found 0x00000801");
        byte[] pixel = raw.clone();
        pixel[5000] ^= 1;
        Files.write(gz, zipped(pixel));
        refused("expected SHA-256 0fa7898d");
        Files.write(gz, manyEmptyMembers());
        refused("expected an IDX file that begins with 0x00000803; found 0 bytes");
        Files.delete(gz);
        assertThatThrownBy(() -> Datasets.open("mnist:" + folder)).isInstanceOf(Problem.class)
                .hasMessageContaining("neither is there");
        assertThatThrownBy(() -> Datasets.open("mnist:" + folder + "/none"))
                .hasMessageContaining("there is no such folder");
        assertThatThrownBy(() -> Datasets.open("minst")).hasMessageContaining("did you mean 'mnist'?");
    }

    @Test
    void anArchiveOfThousandsOfEmptyMembersIsNamed() throws IOException {
        Path archive = folder.resolve("many.tar.gz");
        Files.write(archive, manyEmptyMembers());
        for (String dataset : List.of("cifar10:", "lfw:")) {
            assertThatThrownBy(() -> Datasets.open(dataset + archive)).isInstanceOf(Problem.class)
                    .hasMessageContaining("many.tar.gz");
        }
    }

    private static byte[] manyEmptyMembers() throws IOException {
        byte[] one = zipped(new byte[0]);
        var all = new java.io.ByteArrayOutputStream();
        for (int i = 0; i < 8000; i++) all.write(one);
        return all.toByteArray();
    }

    private void refused(String why) {
        assertThatThrownBy(() -> Datasets.open("mnist:" + folder)).isInstanceOf(Problem.class)
                .hasMessageContaining(TEST_IMAGES).hasMessageContaining(why);
    }

    private byte[] unzipped() throws IOException {
        try (var in = new GZIPInputStream(Mnist.class.getResourceAsStream("/ganvas/mnist/" + TEST_IMAGES + ".gz"))) {
            return in.readAllBytes();
        }
    }

    private static byte[] zipped(byte[] raw) throws IOException {
        var bytes = new java.io.ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(raw);
        }
        return bytes.toByteArray();
    }
}
