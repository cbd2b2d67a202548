package ganvas.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ganvas.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder from somebody else may hold links: nothing is written through them. */
class OutFolderTest {
    @TempDir
    Path folder;

    private Path out, elsewhere;

    @BeforeEach
    void aStudyAndAnotherFolder() throws IOException {
        out = Files.createDirectory(folder.resolve("out"));
        elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.writeString(out.resolve("study.json"), "{}");
    }

    @Test
    void aLinkInsideIsRefused() throws IOException {
        Path run = Files.createDirectories(out.resolve("runs/vae/0"));
        Files.createSymbolicLink(run.resolve("checkpoint"), elsewhere);
        assertThatThrownBy(() -> OutFolder.open(out, false)).isInstanceOf(Problem.class)
                .hasMessageContaining("checkpoint is a link to " + elsewhere);
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void aLockThatIsALinkMakesNoFileElsewhere() throws IOException {
        Files.createSymbolicLink(out.resolve(".lock"), elsewhere.resolve("made"));
        assertThatThrownBy(() -> OutFolder.open(out, false)).isInstanceOf(Problem.class);
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void theFolderItselfMayBeALink() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), out);
        try (var open = OutFolder.open(link, false)) {
            assertThat(out.resolve(".lock")).exists();
        }
    }
}
