package ganvas.metric.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ganvas.data.Dataset;
import ganvas.data.DatasetContext;
import ganvas.data.Datasets;
import ganvas.data.Split;
import ganvas.torch.Device;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the judges of photographs and faces are as good as their metadata says. */
class JudgesOnRealPicturesTest {
    private static final Path FACES = Path.of("../shared/data/lfw-deepfunneled.tgz"),
            CIFAR10 = Path.of("../shared/data/cifar10-jpeg.tar.gz");
    /** Of the test photographs every so many. */
    private static final int STEP = 10;

    @TempDir
    Path cache;

    private static void need(String dataset, Path data) {
        Assumptions.assumeTrue(Judges.ALL.stream().anyMatch(b -> b.dataset().equals(dataset)),
                "no judge of " + dataset + " comes with the program");
        Assumptions.assumeTrue(Files.exists(data),
                data + " is not here: the judge of " + dataset + " was not tried on real pictures");
    }

    @Test
    void theJudgeOfFacesTellsPeopleApartAsItSays() {
        need("lfw", FACES);
        Dataset people = Datasets.open("lfw/classes=people:" + FACES, new DatasetContext(cache, _ -> {}));
        Judge judge = Judge.of(people, Device.CPU);
        try (var _ = new Scope()) {
            Split test = people.test();
            FacePairs.Found found = FacePairs.compare(judge.read(test.images()).features(), test.labels().toLongs());
            double pixels = FacePairs.compare(
                    test.images().flatten().to(ganvas.torch.Dtype.FLOAT32), test.labels().toLongs()).area();
            assertThat(found.area()).isCloseTo(Double.parseDouble(judge.about().get("test verification")), within(1e-3))
                    .isGreaterThan(pixels + 0.15);
            assertThat(judge.about().get("verification")).contains("%,d pairs of one person".formatted(found.same()),
                    "reach %.3f".formatted(pixels));
            // FID wants more pictures than features.
            assertThat(test.size()).isGreaterThan(5L * judge.features());
        }
    }

    @Test
    void theJudgeOfPhotographsReadsAsItSays() throws IOException {
        need("cifar10", CIFAR10);
        Judge judge = Judge.load("cifar10", Device.CPU);
        double said = Double.parseDouble(judge.about().get("test accuracy"));
        try (var _ = new Scope()) {
            Split some = photographs(judge.classes());
            double found = judge.accuracy(some);
            assertThat(found).isCloseTo(said, within(4 * Math.sqrt(said * (1 - said) / some.size())));
        }
        assertThat(said).isGreaterThan(0.85);
        assertThat(judge.about().get("note")).contains("JPEG");
        assertThat(judge.classes()).hasSize(10).contains("frog", "automobile");
    }

    /** Every tenth of the test photographs. */
    private static Split photographs(List<String> classes) throws IOException {
        var pixels = new ByteArrayOutputStream();
        var labels = new ArrayList<Long>();
        try (var in = new TarArchiveInputStream(new GzipCompressorInputStream(Files.newInputStream(CIFAR10)))) {
            int seen = 0;
            for (TarArchiveEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
                if (!e.getName().matches("test/.*\\.jpg") || seen++ % STEP != 0) continue;
                BufferedImage image = ImageIO.read(new ByteArrayInputStream(in.readAllBytes()));
                for (int shift = 16; shift >= 0; shift -= 8)
                    for (int i = 0; i < 1024; i++) pixels.write(image.getRGB(i % 32, i / 32) >> shift);
                labels.add((long) classes.indexOf(e.getName().split("/")[1]));
            }
        }
        int n = labels.size();
        return new Split(Tensor.of(pixels.toByteArray(), n, 3, 32, 32),
                Tensor.of(labels.stream().mapToLong(l -> l).toArray(), n));
    }
}
