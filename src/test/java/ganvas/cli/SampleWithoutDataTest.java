package ganvas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ganvas.file.Png;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trained generator draws wherever its pictures are. */
@Tag("alone")
class SampleWithoutDataTest {
    @TempDir
    Path folder;

    @Test
    void weightsAndSettingsAreEnoughToDraw() throws IOException {
        Path pictures = Files.createDirectory(folder.resolve("a"));
        for (int i = 0; i < 40; i++) {
            byte[] pixels = new byte[784];
            Arrays.fill(pixels, (byte) (i * 6));
            new Png(28, 28, 1, pixels).write(pictures.resolve(i + ".png"));
        }
        String run = folder.resolve("run").toString(), name = "folder/size=28,channels=1:";
        Said trained = Said.ganvas("train", "khanna-2020/vae", "--dataset", name + pictures, "--images", "200", "--set",
                "batch=20", "--out", run);
        assertThat(trained.code()).as(trained.err()).isZero();
        byte[] before = drawn(run, "before.npz");
        Path moved = Files.move(pictures, folder.resolve("b"));
        assertThat(drawn(run, "after.npz")).isEqualTo(before);

        Said lost = Said.ganvas("sample", run, "--reconstruct", "--n", "2", "--to", to("r.png"));
        assertThat(lost.code()).isEqualTo(2);
        assertThat(lost.err()).contains("--reconstruct takes the test images").contains("--dataset says where");
        assertThat(Said.ganvas("sample", run, "--reconstruct", "--n", "2", "--to", to("r.png"), "--dataset",
                name + moved).code()).isZero();
        Said unsorted = Said.ganvas("sample", run, "--traverse", "--to", to("t.png"));
        assertThat(unsorted.code()).isZero();
        assertThat(unsorted.err()).contains("in the model's order");

        // A run of an older version, alone: the shape is that of its grids.
        Path alone = Files.move(Path.of(run, "runs/vae/0"), folder.resolve("alone"));
        Files.delete(alone.resolve("data.json"));
        assertThat(drawn(alone.toString(), "alone.npz")).isEqualTo(before);
    }

    private String to(String file) {
        return folder.resolve(file).toString();
    }

    private byte[] drawn(String run, String file) throws IOException {
        Said said = Said.ganvas("sample", run, "--n", "4", "--to", to(file));
        assertThat(said.code()).as(said.err()).isZero();
        return Files.readAllBytes(folder.resolve(file));
    }
}
