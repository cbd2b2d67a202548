package ganvas.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ganvas.problem.Problem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class UserPathTest {
    @TempDir
    Path folder;

    @Test
    void aTildeAtTheBeginningIsTheHomeFolder() {
        Path home = UserPath.home().orElseThrow();
        assertThat(UserPath.of("~/a/b")).isEqualTo(home.resolve("a/b"));
        assertThat(UserPath.of("~")).isEqualTo(home);
        assertThat(UserPath.of("~/")).isEqualTo(home);
        assertThat(UserPath.of("a/~/b")).isEqualTo(Path.of("a/~/b"));
        assertThat(UserPath.of("~name")).isEqualTo(Path.of("~name"));
    }

    @Test
    void aUserWithoutAHomeHasNone() {
        assertThat(UserPath.home("?", "")).isEmpty();
        assertThat(UserPath.home("?", "/home/me")).contains(Path.of("/home/me"));
        assertThat(UserPath.home("", "relative")).isEmpty();
        assertThat(UserPath.home("/", "/home/me")).contains(Path.of("/home/me"));
        assertThat(UserPath.home("/home/you", "/home/me")).contains(Path.of("/home/you"));
    }

    /** Names in Latin-1, as Java gets them on the command line. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aNameThatIsNoUtf8IsFoundInItsFolder() throws IOException {
        Path latin = named("r%E9el");
        Files.createDirectory(latin);
        Files.createFile(latin.resolve("a.png"));
        Path found = UserPath.of(folder + "/r\uFFFDel/a.png");
        assertThat(found).exists();
        assertThat(UserPath.inside(folder, found)).isEqualTo("r%E9el/a.png");
        assertThat(UserPath.inside(folder, folder.resolve("été/b.png"))).isEqualTo("été/b.png");
        assertThat(UserPath.of(folder + "/n\uFFFDne")).doesNotExist();
        Files.createDirectory(named("r%E8el"));
        assertThatThrownBy(() -> UserPath.of(folder + "/r\uFFFDel")).isInstanceOf(Problem.class)
                .hasMessageContaining("2 names in this folder look like this");
    }

    private Path named(String bytes) {
        return Path.of(URI.create(folder.toUri() + bytes));
    }
}
