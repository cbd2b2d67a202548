package ganvas.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.junit.jupiter.api.Test;

/** Odd pictures beside what Pillow reads of them; {@code bench/pictures.py} makes both. */
class PicturesTest {
    private static final Path FOLDER = Path.of("src/test/resources/pictures");

    @Test
    void probe() {
        try (var expected = NpzArchive.open(FOLDER.resolve("expected.npz"))) {
            for (String name : expected.arrays()) {
                String said;
                try (NpyStream array = expected.array(name); var p = PictureFile.open(new MemoryCacheImageInputStream(new ByteArrayInputStream(Files.readAllBytes(FOLDER.resolve(name)))))) {
                    byte[] pil = new byte[(int) array.header().bytes()];
                    array.read(pil, pil.length);
                    byte[] got = p.read(3);
                    int most = 0, n = 0;
                    if (got.length != pil.length) { System.out.println(name + " SIZE " + p.width() + "x" + p.height()); continue; }
                    for (int i = 0; i < pil.length; i++) { int d = Math.abs((pil[i] & 255) - (got[i] & 255)); most = Math.max(most, d); if (d > 0) n++; }
                    said = most == 0 ? "" : "max " + most + " of " + n + "/" + pil.length;
                } catch (Exception e) {
                    said = "ERR " + e;
                    if (!(e instanceof UnreadablePicture)) e.printStackTrace();
                }
                if (!said.isEmpty()) System.out.println(name + " " + said);
            }
        }
    }
}
