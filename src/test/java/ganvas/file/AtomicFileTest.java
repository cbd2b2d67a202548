package ganvas.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ganvas.problem.Problem;
import ganvas.result.RunFolder;
import ganvas.result.StatLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    @Test
    void aFailureLeavesTheOldFileAndNothingBeside() throws IOException {
        Path file = folder.resolve("a.txt");
        AtomicFile.write(file, "old");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
            out.write(new byte[100_000]);
            throw new IOException("No space left on device");
        })).isInstanceOf(Problem.class).hasMessageContaining("a.txt").hasMessageContaining("No space left on device");
        assertThat(file).hasContent("old");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aLinkUnderTheTemporaryNameIsNotFollowed() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "precious"), npz = folder.resolve("a.npz");
        Files.createSymbolicLink(folder.resolve(".a.npz.part"), victim);
        AtomicFile.write(npz, out -> out.write(new byte[100]));
        assertThat(victim).hasContent("precious");
        assertThat(npz).hasSize(100);
    }

    @Test
    void aLogThatIsALinkIsNotFollowed() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "precious");
        var run = new RunFolder(folder.resolve("run"));
        Files.createDirectories(run.root());
        Files.createSymbolicLink(run.stats(), victim);
        assertThatThrownBy(() -> run.append(new StatLine(1, 0.1, 1, 2, Map.of("loss", 1.5), null)))
                .isInstanceOf(Problem.class);
        assertThat(victim).hasContent("precious");
    }

    @Test
    void aTornLastLineIsPassedOverAndRewound() throws IOException {
        var run = new RunFolder(folder);
        for (long images = 10; images <= 30; images += 10)
            run.append(new StatLine(images, 0.1, 1, 2, Map.of("loss", 1.5), null));
        Files.writeString(run.stats(), Files.readString(run.stats()) + "{\"images\":40,\"ep");
        assertThat(run.readStats()).hasSize(3);
        run.rewindStats(20);
        assertThat(run.readStats()).extracting(StatLine::images).containsExactly(10L, 20L);
        assertThat(run.stats()).content().endsWith("}\n");
    }
}
