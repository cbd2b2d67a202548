package ganvas.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ganvas.problem.Problem;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both layouts, as folder and archive, with 50 images a file. */
class Cifar10Test {
    private static final int N = 50;
    private static final List<String> NAMES = List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog",
            "horse", "ship", "truck");
    private static final Path REAL = Path.of("../shared/data/cifar10-jpeg.tar.gz");

    @TempDir
    Path folder;

    private final Map<String, byte[]> binary = new LinkedHashMap<>();
    private final Map<String, byte[]> python = new LinkedHashMap<>();

    @BeforeEach
    void sixFiles() {
        var random = new Random(5);
        for (int b = 0; b < 6; b++) {
            byte[] records = new byte[N * 3073];
            random.nextBytes(records);
            for (int i = 0; i < N; i++) records[i * 3073] = (byte) ((i * 7 + b) % 10);
            put(b, records);
        }
        binary.put("cifar-10-batches-bin/batches.meta.txt", (String.join("\n", NAMES) + "\n\n").getBytes());
        python.put("cifar-10-batches-py/batches.meta", CifarFiles.names(NAMES.toArray(String[]::new)));
        binary.put("cifar-10-batches-bin/readme.html", "more that nobody reads".getBytes());
    }

    private void put(int batch, byte[] records) {
        String name = batch == 5 ? "test_batch" : "data_batch_" + (batch + 1);
        binary.put("cifar-10-batches-bin/" + name + ".bin", records);
        python.put("cifar-10-batches-py/" + name, CifarFiles.python(records));
    }

    private Path unpacked(Map<String, byte[]> files) throws IOException {
        for (var e : files.entrySet()) {
            Path file = folder.resolve(e.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, e.getValue());
        }
        return folder.resolve(files.keySet().iterator().next()).getParent();
    }

    private static Dataset read(Path where) {
        return new Cifar(Cifar.Kind.TEN, N).read("cifar10:" + where, where);
    }

    @Test
    void bothLayoutsAsFolderAndArchiveAreTheSame() throws IOException {
        Dataset images = read(unpacked(binary));
        assertThat(images.train().images().shape()).containsExactly(200, 3, 32, 32);
        assertThat(images.validation().size()).isEqualTo(50);
        assertThat(images.test().size()).isEqualTo(50);
        assertThat(images.classes()).isEqualTo(NAMES);
        byte[] test = binary.get("cifar-10-batches-bin/test_batch.bin");
        assertThat(images.test().images().select(0, 3).toBytes())
                .isEqualTo(Arrays.copyOfRange(test, 3 * 3073 + 1, 4 * 3073));
        assertThat(images.test().labels().toLongs()[3]).isEqualTo(test[3 * 3073]);

        var others = List.of(read(folder), read(CifarFiles.tarGz(folder.resolve("b.tar.gz"), binary)),
                read(unpacked(python)), read(CifarFiles.tarGz(folder.resolve("p.tar.gz"), python)));
        for (Dataset other : others) {
            assertThat(other.sha256()).isEqualTo(images.sha256());
            assertThat(other.train().images().toBytes()).isEqualTo(images.train().images().toBytes());
            assertThat(other.train().labels().toLongs()).isEqualTo(images.train().labels().toLongs());
        }
    }

    @Test
    void narrowedToClassesInTheOrderAsked() throws IOException {
        Dataset all = read(unpacked(binary));
        long[] old = all.test().labels().toLongs();
        byte[] pixels = all.test().images().toBytes();
        Dataset two = all.narrowed("cifar10/frog,automobile", List.of("frog", "automobile"));
        assertThat(two.classes()).containsExactly("frog", "automobile");
        assertThat(two.name()).isEqualTo("cifar10/frog,automobile");
        long[] labels = two.test().labels().toLongs();
        byte[] few = two.test().images().toBytes();
        int at = 0;
        for (int i = 0; i < old.length; i++) {
            if (old[i] != 6 && old[i] != 1) continue;
            assertThat(labels[at]).isEqualTo(old[i] == 6 ? 0 : 1);
            assertThat(Arrays.copyOfRange(few, at * 3072, ++at * 3072))
                    .isEqualTo(Arrays.copyOfRange(pixels, i * 3072, (i + 1) * 3072));
        }
        assertThat(labels).hasSize(at);
        assertThat(two.train().size() + two.validation().size() + two.test().size()).isEqualTo(60);
        assertThatThrownBy(() -> read(folder).narrowed("cifar10/frogs", List.of("frogs"))).isInstanceOf(Problem.class)
                .hasMessageContaining("expected classes of it (airplane, automobile,")
                .hasMessageContaining("found 'frogs'; did you mean 'frog'?");
    }

    @Test
    void rottenFilesAreNamed() throws IOException {
        Path there = unpacked(binary), batch = there.resolve("data_batch_3.bin");
        byte[] good = Files.readAllBytes(batch);
        Files.write(batch, Arrays.copyOf(good, good.length - 3073));
        refused(there, "data_batch_3.bin: expected 153,650 bytes, 50 images of 3,073; found 150,577, it is cut short");
        byte[] label = good.clone();
        label[4 * 3073] = 10;
        Files.write(batch, label);
        refused(there, "data_batch_3.bin: expected labels from 0 to 9; found 10 at image 4");
        Files.delete(batch);
        refused(there, "expected data_batch_3.bin in it; it is not there");
        refused(Files.createDirectory(folder.resolve("empty")),
                "expected data_batch_1.bin to data_batch_5.bin and test_batch.bin");
        refused(folder.resolve("none"), "there is no such file or folder");
        Files.write(batch, good);
        Files.writeString(there.resolve("batches.meta.txt"), "cat\ndog\n");
        refused(there, "expected the names of 10 classes; found 2");
    }

    @Test
    void aForeignPickleIsRefused() throws IOException {
        Path there = unpacked(python), batch = there.resolve("data_batch_2");
        byte[] good = Files.readAllBytes(batch);
        Files.write(batch, "\u0080\2cposix\nsystem\nq\0X\4\0\0\0echo\u0085R.".getBytes(StandardCharsets.ISO_8859_1));
        refused(there,
                "data_batch_2: its pickle asks for the Python object 'posix.system'; loading that could run code, "
                        + "so it is refused");
        Files.write(batch, "\u0080\2ccollections\nOrderedDict\n)R.".getBytes(StandardCharsets.ISO_8859_1));
        refused(there, "asks for the Python object 'collections.OrderedDict'");
        Files.write(batch, "\u0080\2ipickle\nload\n.".getBytes(StandardCharsets.ISO_8859_1));
        refused(there, "opcode 0x69 at byte 2, which such files do not use");
        Files.write(batch, Arrays.copyOf(good, good.length / 2));
        refused(there, "data_batch_2 is cut off");
        Files.write(batch, "\u0080\2}.".getBytes(StandardCharsets.ISO_8859_1));
        refused(there, "expected a Python dict with 'data' and 'labels'");
        Files.write(batch, CifarFiles.python(new byte[49 * 3073]));
        refused(there,
                "expected 50 images of 3,072 bytes and as many labels; found [49, 3072] of type u1 and 49 labels");
        // With any byte changed it is read, or refused in words.
        var random = new Random(2);
        int header = good.length - 50 * 3072 - 40;
        for (int i = 0; i < 300; i++) {
            byte[] bad = good.clone();
            bad[random.nextInt(header)] ^= (byte) (1 << random.nextInt(8));
            Files.write(batch, bad);
            try {
                read(there);
            } catch (Problem expected) {
                assertThat(expected).hasMessageContaining("data_batch_2");
            }
        }
    }

    @Test
    void archivesThatAreNone() throws IOException {
        var climbing = new LinkedHashMap<>(binary);
        climbing.put("cifar-10-batches-bin/../../../escaped.bin", new byte[10]);
        Path file = CifarFiles.tarGz(folder.resolve("x.tar.gz"), climbing);
        refused(file,
                "its member 'cifar-10-batches-bin/../../../escaped.bin' climbs out of the archive; nothing was read");
        refused(CifarFiles.tarGz(file, Map.of("/etc/data_batch_1.bin", new byte[10])),
                "'/etc/data_batch_1.bin' climbs out");
        assertThat(folder).isDirectoryNotContaining(f -> !f.equals(file));

        var links = new java.io.ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(links)) {
            var link = new TarArchiveEntry("cifar-10-batches-bin/data_batch_1.bin", TarArchiveEntry.LF_SYMLINK);
            link.setLinkName("/etc/passwd");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
        }
        refused(Files.write(file, links.toByteArray()),
                "expected its member 'cifar-10-batches-bin/data_batch_1.bin' to be a file; it is a link");

        CifarFiles.tarGz(file, binary);
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), (int) Files.size(file) / 2));
        refused(file, "x.tar.gz: the archive is damaged or cut short");
        Files.writeString(file, "<html>not found</html>".repeat(40));
        refused(file, "expected a tar or tar.gz archive; it is none, or it is damaged");
        var twice = new LinkedHashMap<>(binary);
        twice.put("copy/test_batch.bin", new byte[10]);
        refused(CifarFiles.tarGz(file, twice), "test_batch.bin is in it twice");
        refused(CifarFiles.tarGz(file, Map.of("readme", new byte[10])), "found none of them");
    }

    private static void refused(Path where, String words) {
        assertThatThrownBy(() -> read(where)).isInstanceOf(Problem.class).hasMessageContaining(words);
    }

    @Test
    void withoutFilesTheCommandThatBringsThemIsNamed() {
        var place = new DatasetContext(folder, line -> {});
        assertThatThrownBy(() -> Datasets.open("cifar10", place))
                .hasMessageContaining("'ganvas datasets fetch cifar10' brings it");
        assertThatThrownBy(() -> Datasets.open("cifar10/size=3", place))
                .hasMessageContaining("cifar10 has no setting 'size' (it has none)");
        assertThatThrownBy(() -> Datasets.open("cifar10/cat,cat", place)).hasMessageContaining("'cat' is there twice");
        assertThatThrownBy(() -> Datasets.open("cifar10/,", place))
                .hasMessageContaining("expected classes and settings");
        assertThatThrownBy(() -> Datasets.open("cifar10:", place))
                .hasMessageContaining("expected a folder or a file behind the colon");
        assertThatThrownBy(() -> Datasets.open("cifar", place)).hasMessageContaining("did you mean 'cifar10'?");
    }

    /** Photographs that are frogs stay frogs. */
    @Test
    void realPhotographs() throws IOException {
        Assumptions.assumeTrue(Files.exists(REAL), REAL + " is not here: real photographs were not read");
        var seen = new HashMap<String, Integer>();
        var train = new ArrayList<byte[]>();
        var test = new ArrayList<byte[]>();
        new Archive(REAL).each(
                name -> name.endsWith(".jpg") && seen.merge(name.substring(0, name.lastIndexOf('/')), 1,
                        Integer::sum) <= (name.startsWith("test") ? 5 : 25),
                1 << 20, (name, bytes) -> (name.startsWith("test") ? test : train).add(record(name, bytes)));
        assertThat(train).hasSize(250);
        for (int b = 0; b < 6; b++) {
            byte[] records = new byte[N * 3073];
            for (int i = 0; i < N; i++)
                System.arraycopy(b < 5 ? train.get(i * 5 + b) : test.get(i), 0, records, i * 3073, 3073);
            put(b, records);
        }
        Dataset ships = read(CifarFiles.tarGz(folder.resolve("real.tar.gz"), binary)).narrowed("cifar10/ship",
                List.of("ship"));
        assertThat(ships.train().size() + ships.validation().size()).isEqualTo(25);
        assertThat(ships.test().images().toBytes()).hasSize(5 * 3072);
        double[] planes = ships.test().images().to(ganvas.torch.Dtype.FLOAT64).mean(3).mean(2).mean(0).toDoubles();
        assertThat(planes[2]).as("ships are on the sea, which is more blue than red").isGreaterThan(planes[0]);
    }

    private static byte[] record(String name, byte[] jpeg) {
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpeg));
            byte[] record = new byte[3073];
            record[0] = (byte) NAMES.indexOf(name.split("/")[1]);
            for (int i = 0; i < 1024; i++) {
                int rgb = image.getRGB(i % 32, i / 32);
                for (int c = 0; c < 3; c++) record[1 + c * 1024 + i] = (byte) (rgb >> 16 - 8 * c);
            }
            return record;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
