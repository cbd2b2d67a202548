package ganvas.cli;

import static ganvas.cli.Said.ganvas;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import ganvas.file.Json;
import ganvas.file.Png;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a folder of pictures to a report, without a judge and with few pictures. */
class OwnPicturesTest {
    @TempDir
    Path folder;

    private Path pictures;

    /** Forty colour pictures of 20 × 14, each with an edge at another place. */
    @BeforeEach
    void fortyPictures() throws IOException {
        pictures = Files.createDirectories(folder.resolve("photos"));
        for (int i = 0; i < 40; i++) {
            byte[] pixels = new byte[20 * 14 * 3];
            for (int k = 0; k < pixels.length; k++)
                pixels[k] = (byte) (k / 3 % 20 < i % 17 + 2 ? 40 + 3 * i : 200 - 2 * i + 20 * (k % 3));
            new Png(20, 14, 3, pixels).write(pictures.resolve(i + ".png"));
        }
    }

    @Test
    void aFolderOfPicturesBecomesAReportWithoutAJudge() throws IOException {
        Path out = folder.resolve("out");
        Said said = ganvas("compare", "--dataset", "folder/size=20x14:" + pictures, "--images", "96", "--samples", "30",
                "--set", "channels=4", "--out", out.toString(), "--json");
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.err()).contains("32 images to train on, 4 to validate, 4 to test, 20 wide and 14 high",
                "dcgan and conv-vae");
        JsonNode summary = said.json();
        for (String arm : new String[] {"gan", "vae"}) {
            assertThat(summary.at("/arms/" + arm + "/scores").properties().stream().map(java.util.Map.Entry::getKey))
                    .contains("sharpness", "inversion-mse", "train-ratio-pixels").doesNotContain("fid-judge-30");
        }
        assertThat(summary.at("/arms/vae/scores/test-elbo/mean").isNumber()).isTrue();
        String missing = summary.get("notMeasured").toString();
        assertThat(missing).contains("fid-judge", "precision", "no judge knows folder/size=20x14",
                "ganvas judge train folder/classes=folders:DIR", "--features inception");
        assertThat(out.resolve("report.html")).content().contains("nearest to it in pixels.")
                .doesNotContain("the nearest in the judge's features");
        String[] lines = Json.read(out.resolve("runs/gan/0/not-measured.json"), String[].class);
        assertThat(lines).anyMatch(l -> l.startsWith("kid-judge: no judge knows"));
    }

    /** Ten pictures: one to validate and one to test. Intervals over one image do not exist. */
    @Test
    void tenPicturesAreEnough() throws IOException {
        for (int i : IntStream.range(10, 40).toArray()) Files.delete(pictures.resolve(i + ".png"));
        Said said = ganvas("compare", "--dataset", "folder/size=9:" + pictures, "--images", "32", "--samples", "20",
                "--set", "channels=4", "--out", folder.resolve("few").toString(), "--json");
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.json().get("notMeasured").toString()).contains("they need at least 2 test images");
        assertThat(folder.resolve("few/report.html")).content().doesNotContain("NaN");
    }

    @Test
    void aBatchLargerThanTheSetIsRefusedBeforeAnythingIsWritten() {
        Path out = folder.resolve("run");
        String dataset = "folder/size=28,channels=1:" + pictures;
        String[] train = {"train", "khanna-2020/vae", "--dataset", dataset, "--images", "64", "--out", out.toString()};
        for (String more : new String[] {"--dry-run", "--json"}) {
            Said refused = ganvas(with(train, more));
            assertThat(refused.code()).isEqualTo(2);
            assertThat(refused.err()).contains("--set batch: expected at most 32", "found 100",
                    "'--set batch=32' trains on them");
            assertThat(out).doesNotExist();
        }
        Said right = ganvas(with(train, "--set", "batch=20"));
        assertThat(right.code()).as(right.err()).isZero();
    }

    @Test
    void aModelThatDoesNotFitNamesThoseThatDo() {
        Path out = folder.resolve("other");
        Said refused = ganvas("compare", "--gan", "khanna-2020/gan", "--dataset", "folder/size=20x14:" + pictures,
                "--dry-run", "--out", out.toString());
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains("khanna-2020/gan takes grey images of 28 × 28; the dataset's are 14 × 20 "
                + "with 3 channels. Models that take them: dcgan, conv-vae, resnet-vae");
        assertThat(out).doesNotExist();
    }

    private static String[] with(String[] command, String... more) {
        return java.util.stream.Stream.of(command, more).flatMap(java.util.Arrays::stream).toArray(String[]::new);
    }
}
