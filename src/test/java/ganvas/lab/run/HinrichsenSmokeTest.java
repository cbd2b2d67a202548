package ganvas.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import ganvas.cli.Studies;
import ganvas.data.Dataset;
import ganvas.data.DatasetContext;
import ganvas.data.Datasets;
import ganvas.data.Split;
import ganvas.file.Json;
import ganvas.lab.Compute;
import ganvas.lab.LabProgress;
import ganvas.metric.judge.Judges;
import ganvas.report.Report;
import ganvas.result.Summary;
import ganvas.study.Study;
import ganvas.study.StudyArm;
import ganvas.study.StudyFile;
import ganvas.torch.Tensor;
import ganvas.zoo.Zoo;
import java.awt.image.BufferedImage;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.zip.GZIPInputStream;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The paper on photographs and faces: a few batches of real ones, from the study's file to its page. */
class HinrichsenSmokeTest {
    private static final String NAME = "hinrichsen-2023", TWO = "cifar10/frog,automobile";
    private static final Path CIFAR = Path.of("../shared/data/cifar10-jpeg.tar.gz"),
            FACES = Path.of("../shared/data/lfw-deepfunneled.tgz");
    private static final Compute CPU = Compute.of("cpu", "fp32", 0, 1e9);

    @TempDir
    Path out;

    /**
     * What a study file cannot know: whether the architecture can do what each arm is set to, at each dataset's size.
     */
    @Test
    void everyArmOfEveryBudgetCanBeBuilt() {
        var data = Map.of("cifar10", described("cifar10", 40_000, 32), TWO, described(TWO, 8_000, 32), "lfw",
                described("lfw", 2_500, 45));
        for (String budget : StudyFile.BUDGETS) {
            Study study = Studies.resolve(NAME, budget, List.of(), List.of(), data);
            assertThat(study.arms()).hasSize(16);
            assertThat(study.claims()).hasSize(12);
            for (StudyArm arm : study.arms()) {
                var text = new java.util.LinkedHashMap<String, String>();
                arm.set().forEach((k, v) -> text.put(k, String.valueOf(v)));
                Summary.DatasetInfo d = study.dataset(arm);
                var values = Zoo.get(arm.model()).fit(Zoo.get(arm.model()).resolve(text), d.channels(), d.height(),
                        d.width(), d.classes().size());
                assertThat(values.get("resolution")).isEqualTo((long) d.height());
            }
        }
    }

    private static Summary.DatasetInfo described(String name, long train, int size) {
        return new Summary.DatasetInfo(name, train, 100, 100, 3, size, size, List.of("a", "b"), name);
    }

    @Test
    void aStudyOnPhotographsAndFacesRunsToItsPage() throws Exception {
        Assumptions.assumeTrue(Files.exists(CIFAR) && Files.exists(FACES),
                CIFAR + " and " + FACES + " are not both here: no real pictures were read");
        for (String judged : List.of("cifar10", "lfw")) {
            Assumptions.assumeTrue(Judges.ALL.stream().anyMatch(j -> j.dataset().equals(judged)),
                    "no judge of " + judged + " comes with the program: not run");
        }
        Dataset two = twoClasses(), faces = faces();
        var described = Map.of(TWO, Lab.describe(TWO, two), "lfw", Lab.describe("lfw", faces));
        // A GAN and a VAE on each dataset, each of the four models once.
        Study study = Studies.resolve(NAME, StudyFile.SMOKE,
                List.of("cifar-gan", "cifar-vae-deep", "lfw-gan-deep", "lfw-vae"), List.of(0L), described);
        assertThat(new Lab(out, study, List.of(two, faces), CPU, 100, LabProgress.SILENT).run(() -> {})).isTrue();
        String page = Files.readString(Report.write(out));
        Summary summary = Json.read(Study.summary(out), Summary.class);
        assertThat(summary.arms().values()).allMatch(a -> a.status().equals("done"));
        assertThat(summary.on(summary.datasets().get(1)).arms()).containsOnlyKeys("lfw-gan-deep", "lfw-vae");
        assertThat(summary.arms().get("cifar-gan").scores()).containsKeys("fid-judge-100", "is-judge-100", "recall",
                "class-share/other");
        assertThat(summary.arms().get("lfw-vae").scores())
                .containsKeys("fid-judge-100", "recall", "validation-reconstruction").doesNotContainKey("is-judge-100");
        assertThat(page).contains("Scores: CIFAR-10 (frog, automobile)", "Scores: LFW", "not evidence",
                "Scores that the paper prints");
        assertThat(page.length()).isLessThan(3_000_000);
    }

    /** Some hundred photographs of two classes, in the three parts that CIFAR-10 has. */
    private static Dataset twoClasses() throws IOException {
        List<String> classes = List.of("frog", "automobile");
        var pixels = new ArrayList<byte[]>();
        var labels = new ArrayList<Long>();
        int[] seen = new int[4];
        read(CIFAR, (name, _) -> {
            int label = classes.indexOf(name.split("/")[1]);
            return label >= 0 && seen[2 * label + (name.startsWith("test") ? 1 : 0)]++ < 150;
        }, (name, bytes) -> {
            pixels.add(planes(bytes));
            labels.add((long) classes.indexOf(name.split("/")[1]));
            return pixels.size() < 600;
        });
        assertThat(pixels).hasSize(600);
        // The archive has train before test, and of each the automobiles before the frogs.
        int[] order = java.util.stream.IntStream.range(0, 600).map(i -> (i / 300) * 300 + (i % 2) * 150 + i % 300 / 2)
                .toArray();
        return new Dataset(TWO, classes, "0".repeat(64), split(pixels, labels, order, 0, 240),
                split(pixels, labels, order, 240, 60), split(pixels, labels, order, 300, 300));
    }

    private static Split split(List<byte[]> pixels, List<Long> labels, int[] order, int from, int count) {
        byte[] all = new byte[count * 3072];
        long[] own = new long[count];
        for (int i = 0; i < count; i++) {
            System.arraycopy(pixels.get(order[from + i]), 0, all, 3072 * i, 3072);
            own[i] = labels.get(order[from + i]);
        }
        return new Split(Tensor.of(all, count, 3, 32, 32).keep(), Tensor.of(own, count).keep());
    }

    private static byte[] planes(byte[] jpeg) {
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpeg));
            byte[] planes = new byte[3072];
            for (int i = 0; i < 1024; i++) {
                int rgb = image.getRGB(i % 32, i / 32);
                for (int c = 0; c < 3; c++) planes[1024 * c + i] = (byte) (rgb >> (16 - 8 * c));
            }
            return planes;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The first pictures of the archive, as a folder. */
    private Dataset faces() throws IOException {
        Path folder = out.resolve("faces");
        int[] written = {0};
        read(FACES, (name, _) -> name.endsWith(".jpg"), (name, bytes) -> {
            try {
                Files.createDirectories(folder.resolve(name).getParent());
                Files.write(folder.resolve(name), bytes);
                return ++written[0] < 1400;
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        return Datasets.open("lfw:" + folder, new DatasetContext(out.resolve("cache"), _ -> {}));
    }

    /** @param use takes a file's name and bytes; false for enough */
    private static void read(Path archive, BiPredicate<String, Long> wanted, BiPredicate<String, byte[]> use)
            throws IOException {
        try (var in = new TarArchiveInputStream(
                new BufferedInputStream(new GZIPInputStream(Files.newInputStream(archive), 1 << 16)))) {
            for (TarArchiveEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
                if (!e.isDirectory() && wanted.test(e.getName(), e.getSize())
                        && !use.test(e.getName(), in.readAllBytes()))
                    return;
            }
        }
    }
}
