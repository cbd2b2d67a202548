package ganvas.lab.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ganvas.file.Npz;
import ganvas.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplesTest {
    private static final Npz THREE = new Npz(3, 2, 2, 1, new byte[12]);

    @TempDir
    Path folder;

    @Test
    void aFolderIsWrittenWholeOrNotAtAll() throws IOException {
        Path to = folder.resolve("pngs"), stopped = folder.resolve(".pngs.part");
        Files.createDirectories(stopped);
        for (String left : new String[] {"000000.png", "000007.png", ".000008.png.part"})
            Files.writeString(stopped.resolve(left), "left by a call that was stopped");
        Samples.writeFolder(THREE, to);
        assertThat(names(to)).containsExactly("000000.png", "000001.png", "000002.png");
        assertThat(names(folder)).containsExactly("pngs");
        assertThatThrownBy(() -> Samples.writeFolder(THREE, to)).isInstanceOf(Problem.class)
                .hasMessageContaining("expected an empty or a new folder");
        assertThat(names(folder)).containsExactly("pngs");
    }

    @Test
    void anEmptyFolderIsTaken() throws IOException {
        Path to = Files.createDirectory(folder.resolve("empty"));
        Samples.writeFolder(THREE, to);
        assertThat(names(to)).hasSize(3);
    }

    @Test
    void aLinkBesideIsNotFollowed() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("precious"), "precious");
        Files.createSymbolicLink(folder.resolve(".pngs.part"), elsewhere);
        Samples.writeFolder(THREE, folder.resolve("pngs"));
        assertThat(names(elsewhere)).containsExactly("precious");
    }

    private static java.util.List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }
}
