package ganvas.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ganvas.file.Png;
import ganvas.problem.Problem;
import ganvas.torch.Dtype;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LfwTest {
    private static final Path REAL = Path.of("../shared/data/lfw-deepfunneled.tgz");

    @TempDir
    Path folder;

    private Dataset open(String what, Path where) {
        return Datasets.open("lfw" + what + ":" + where, new DatasetContext(folder.resolve("cache"), line -> {}));
    }

    /**
     * People of one grey value each, so that a picture tells whose it is; the outside of the crop is white. JPEG in
     * name only: the content tells.
     */
    private Map<String, byte[]> people(int n) {
        var files = new LinkedHashMap<String, byte[]>();
        for (int p = 0; p < n; p++) {
            byte[] pixels = new byte[250 * 250];
            for (int i = 0; i < pixels.length; i++) {
                int x = i % 250, y = i / 250;
                pixels[i] = (byte) (x >= 80 && x < 170 && y >= 80 && y < 170 ? p : 255);
            }
            byte[] png = new Png(250, 250, 1, pixels).encode();
            for (int i = 1; i <= 1 + p % 3; i++) files.put("lfw-x/Ada_%d/Ada_%d_%04d.jpg".formatted(p, p, i), png);
        }
        files.put("lfw-x/readme.txt", "nobody reads it".getBytes());
        return files;
    }

    private Path unpacked(Map<String, byte[]> files) throws IOException {
        for (var e : files.entrySet()) {
            Files.createDirectories(folder.resolve(e.getKey()).getParent());
            Files.write(folder.resolve(e.getKey()), e.getValue());
        }
        return folder.resolve("lfw-x");
    }

    private static Set<Long> people(Split split) {
        var people = new HashSet<Long>();
        for (double value : split.images().to(Dtype.FLOAT64).mean(3).mean(2).mean(1).toDoubles()) {
            assertThat(value).as("a picture of one person, and of the crop alone").isEqualTo(Math.rint(value));
            people.add((long) value);
        }
        return people;
    }

    @Test
    void noPersonIsInTwoParts() throws IOException {
        Dataset images = open("", unpacked(people(100)));
        assertThat(images.train().images().shape()).endsWith(3, 45, 45);
        assertThat(images.classes()).containsExactly("face");
        assertThat(images.train().size() + images.validation().size() + images.test().size()).isEqualTo(199);
        var counts = new HashMap<Long, Integer>();
        for (Split part : new Split[] {images.train(), images.validation(), images.test()})
            people(part).forEach(p -> counts.merge(p, 1, Integer::sum));
        assertThat(counts).hasSize(100).allSatisfy((person, parts) -> assertThat(parts).isEqualTo(1));
        assertThat(people(images.test()).size()).isBetween(10, 30);
        assertThat(people(images.validation()).size()).isBetween(3, 20);
    }

    /** What a judge of faces learns from: the same pictures in the same order, with a label for each person. */
    @Test
    void everyPersonCanBeAClass() throws IOException {
        Path there = unpacked(people(40));
        Dataset faces = open("", there), people = open("/classes=people", there);
        assertThat(people.classes()).hasSize(40).isSorted().contains("Ada_17");
        for (int part = 0; part < 3; part++) {
            Split with = split(people, part);
            assertThat(with.images().toBytes()).isEqualTo(split(faces, part).images().toBytes());
            long[] labels = with.labels().toLongs();
            double[] grey = with.images().to(Dtype.FLOAT64).mean(3).mean(2).mean(1).toDoubles();
            for (int i = 0; i < labels.length; i++)
                assertThat(people.classes().get((int) labels[i])).isEqualTo("Ada_" + Math.round(grey[i]));
        }
        refused("/classes=faces", there, "expected classes to be one of none, people; found 'faces'");
    }

    private static Split split(Dataset images, int part) {
        return part == 0 ? images.train() : part == 1 ? images.validation() : images.test();
    }

    @Test
    void folderAndArchiveAreTheSameAndTheCropIsASetting() throws IOException {
        var files = people(40);
        Path there = unpacked(files), archive = CifarFiles.tarGz(folder.resolve("faces.tgz"), files);
        Dataset images = open("", there);
        for (Dataset other : new Dataset[] {open("", archive), open("", archive), open("", folder),
                open("/crop=90,size=45", archive)}) {
            assertThat(other.sha256()).isEqualTo(images.sha256());
            assertThat(other.validation().images().toBytes()).isEqualTo(images.validation().images().toBytes());
        }
        assertThat(open("/crop=250,size=64", archive).test().images().shape()).endsWith(3, 64, 64);
        assertThat(open("/crop=250,size=64", archive).test().images().select(0, 0).toBytes()[0]).isEqualTo((byte) 255);
        Files.move(archive,
                Files.createDirectories(folder.resolve("cache/datasets/lfw")).resolve("lfw-deepfunneled.tgz"));
        assertThat(Datasets.open("lfw", new DatasetContext(folder.resolve("cache"), line -> {})).sha256())
                .isEqualTo(images.sha256());
    }

    @Test
    void whatIsNoLfw() throws IOException {
        refused("", folder.resolve("none"), "there is no such file or folder");
        refused("", Files.createDirectories(folder.resolve("empty")),
                "expected faces as LFW has them, Person_Name/Person_Name_0001.jpg; found none");
        refused("", CifarFiles.tarGz(folder.resolve("x.tgz"), Map.of("a/b.jpg", new byte[5])),
                "expected faces as LFW has them");
        refused("", CifarFiles.tarGz(folder.resolve("y.tgz"), Map.of("lfw/../../Ada/Ada_0001.jpg", new byte[5])),
                "climbs out of the archive");
        refused("/crop=300", folder, "expected crop from 8 to 250; found '300'");
        refused("/crp=90", folder, "lfw has no setting 'crp' (it has crop, size, classes); did you mean 'crop'?");
        Path one = unpacked(people(1));
        refused("", one, "expected enough people for train, validation and test; found 1 pictures");
        assertThatThrownBy(() -> Datasets.open("lfw", new DatasetContext(folder.resolve("nothing"), line -> {})))
                .hasMessageContaining("'ganvas datasets fetch lfw' brings it");
    }

    private void refused(String what, Path where, String words) {
        assertThatThrownBy(() -> open(what, where)).isInstanceOf(Problem.class).hasMessageContaining(words);
    }

    /** The first people of the real archive; faces are darker at the eyes than at the cheeks. */
    @Test
    void realFaces() throws IOException {
        Assumptions.assumeTrue(Files.exists(REAL), REAL + " is not here: real faces were not read");
        var some = new LinkedHashMap<String, byte[]>();
        new Archive(REAL).each(name -> name.endsWith(".jpg") && some.size() < 300, 1 << 20, some::put);
        Dataset images = open("", CifarFiles.tarGz(folder.resolve("real.tgz"), some));
        assertThat(images.train().size() + images.validation().size() + images.test().size()).isEqualTo(some.size());
        double[] mean = images.train().images().to(Dtype.FLOAT64).mean(0).mean(0).toDoubles();
        assertThat(band(mean, 12, 18)).as("eyes").isLessThan(band(mean, 22, 28) - 5);
    }

    /** Mean of some rows of [45, 45], the middle columns. */
    private static double band(double[] mean, int from, int to) {
        double sum = 0;
        for (int y = from; y < to; y++) for (int x = 8; x < 37; x++) sum += mean[y * 45 + x];
        return sum / ((to - from) * 29);
    }
}
