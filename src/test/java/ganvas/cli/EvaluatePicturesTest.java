package ganvas.cli;

import static ganvas.cli.Said.ganvas;
import static org.assertj.core.api.Assertions.assertThat;

import ganvas.file.Npz;
import ganvas.file.NpzArchive;
import ganvas.file.NpzArchive.Member;
import ganvas.file.Png;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code evaluate} of pictures as disks and downloads leave them. */
class EvaluatePicturesTest {
    private static final Path ODD = Path.of("src/test/resources/pictures");

    @TempDir
    Path folder;
    private Path pictures;

    @BeforeEach
    void twelvePictures() throws IOException {
        pictures = Files.createDirectories(folder.resolve("pictures"));
        var random = new Random(1);
        for (int i = 0; i < 12; i++) {
            byte[] pixels = new byte[28 * 28];
            random.nextBytes(pixels);
            new Png(28, 28, 1, pixels).write(pictures.resolve("%02d.png".formatted(i)));
        }
    }

    private void refused(String... words) {
        Said said = ganvas("evaluate", pictures.toString());
        assertThat(said.code()).as(said.out() + said.err()).isEqualTo(2);
        assertThat(said.err()).contains(words);
        assertThat(said.out()).isEmpty();
    }

    @Test
    void aPictureThatIsCutShortIsNamed() throws IOException {
        Path file = pictures.resolve("07.png");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length * 2 / 3));
        Files.write(pictures.resolve("09.png"), Arrays.copyOf(whole, whole.length / 3));
        refused("07.png cannot be read as a picture: it is cut short");
    }

    @Test
    void linksToNothingAreNamed() throws IOException {
        for (int i = 0; i < 5; i++)
            Files.createSymbolicLink(pictures.resolve("link%d.png".formatted(i)), Path.of("../gone/" + i + ".png"));
        refused("5 of 17 pictures cannot be read: link0.png (a link to nothing: its target is missing), link1.png");
        Said train = ganvas("train", "khanna-2020/vae", "--dry-run", "--images", "20", "--set", "batch=5", "--out",
                folder.resolve("out").toString(), "--dataset", "folder/size=28,channels=1:" + pictures);
        assertThat(train.code()).as(train.err()).isZero();
        assertThat(train.err() + train.out())
                .contains("left out, 5 of 17: link0.png (a link to nothing: its target is missing)");
        for (int i = 0; i < 12; i++) Files.delete(pictures.resolve("%02d.png".formatted(i)));
        refused("5 of 5 pictures cannot be read: link0.png (a link to nothing: its target is missing)");
    }

    @Test
    void otherFormatsAreLeftOutByName() throws IOException {
        Files.writeString(pictures.resolve("phone.heic"), "some other format");
        Said said = ganvas("evaluate", pictures.toString());
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out()).contains("12 images of " + pictures);
        assertThat(said.err()).contains("1 pictures are left out: phone.heic (a format that is not read)");
        Files.copy(ODD.resolve("lossy.webp.refused"), pictures.resolve("a.webp"));
        refused("00.png is 28 × 28 (height × width)", "a.webp is 15 × 22; expected pictures of one size");
    }

    @Test
    void aRangeThatContradictsTheNumbersIsTold() {
        byte[] elements = new byte[12 * 784 * 4];
        var floats = ByteBuffer.wrap(elements).order(ByteOrder.LITTLE_ENDIAN);
        var random = new Random(2);
        for (int i = 0; i < 12 * 784; i++) floats.putFloat(random.nextFloat());
        Path file = folder.resolve("zero-to-one.npz");
        NpzArchive.write(file, Member.array("arr_0", "<f4", out -> out.write(elements), 12, 28, 28, 1));
        assertThat(ganvas("evaluate", file.toString(), "--range=0..255").err())
                .containsOnlyOnce("is --range=0..1 meant in place of --range=0..255?");
        assertThat(ganvas("evaluate", file.toString(), "--range=0..1").err()).doesNotContain("meant");
    }

    @Test
    void greyDigitsStoredAsRgbAreScoredAsGrey() throws IOException {
        byte[] grey = new byte[12 * 784], rgb = new byte[3 * grey.length];
        new Random(3).nextBytes(grey);
        for (int i = 0; i < rgb.length; i++) rgb[i] = grey[i / 3];
        Path one = folder.resolve("grey.npz"), three = folder.resolve("rgb.npz");
        new Npz(12, 28, 28, 1, grey).write(one);
        new Npz(12, 28, 28, 3, rgb).write(three);
        Said first = ganvas("evaluate", one.toString(), "--json");
        Said second = ganvas("evaluate", three.toString(), "--json");
        assertThat(second.code()).as(second.err()).isZero();
        assertThat(second.json().at("/scores")).isEqualTo(first.json().at("/scores"));
    }
}
