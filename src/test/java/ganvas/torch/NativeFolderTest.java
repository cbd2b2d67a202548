package ganvas.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class NativeFolderTest {
    @TempDir
    Path folder;

    @Test
    void theMountNearestToTheFolderDecides() {
        List<String> mounts = List.of("1 0 8:1 / / rw,relatime - ext4 /dev/a rw",
                "2 1 8:2 / /home rw,nosuid,noexec - ext4 /dev/b rw", "3 2 8:3 / /home/me/with\\040space rw - ext4 c rw",
                "4 1 8:4 / /tmp rw,noexec - tmpfs t rw", "5 1 8:5 / /tmp rw - tmpfs t rw,noexec");
        assertThat(NativeFolder.noexec(Path.of("/home/me"), mounts)).contains("/home");
        assertThat(NativeFolder.noexec(Path.of("/home/me/with space/x"), mounts)).isEmpty();
        assertThat(NativeFolder.noexec(Path.of("/homes"), mounts)).isEmpty();
        assertThat(NativeFolder.noexec(Path.of("/tmp/x"), mounts)).as("the second mount hides the first").isEmpty();
    }

    @Test
    void aFileInTheWayIsNamedWithTheCure() throws IOException {
        Path file = Files.createFile(folder.resolve("cache"));
        assertThat(NativeFolder.trouble(file).orElseThrow()).contains("is no folder")
                .contains("GANVAS_JAVA_OPTS=-Dorg.bytedeco.javacpp.cachedir=DIR");
        assertThat(NativeFolder.trouble(folder.resolve("new"))).isEmpty();
    }

    @Test
    void aMissingLibraryIsToldFromADamagedOne() {
        assertThat(NativeFolder.why(new NoClassDefFoundError("org/bytedeco/javacpp/Loader")))
                .contains("org.bytedeco.javacpp.Loader is missing").contains("lib beside ganvas.jar");
        assertThat(NativeFolder.why(new UnsatisfiedLinkError("no jnitorch"))).contains("no jnitorch")
                .contains("natives exist for Linux");
    }

    @Test
    void limitsAreReadFromTheSystemsFiles() throws IOException {
        Path limits = Files.writeString(folder.resolve("limits"), """
                Limit                     Soft Limit           Hard Limit           Units
                Max processes             77                   96365                processes
                Max open files            1024                 1048576              files
                Max address space         3000000000           unlimited            bytes
                """);
        Path group = Files.writeString(folder.resolve("cgroup"), "0::/a/b\n");
        Path groups = Files.createDirectories(folder.resolve("fs/a/b")).getParent().getParent();
        Files.writeString(groups.resolve("a/memory.max"), "1000\n");
        Files.writeString(groups.resolve("a/b/memory.max"), "max\n");
        Files.writeString(groups.resolve("a/b/pids.max"), "50\n");
        Limits found = Limits.read(limits, group, groups);
        assertThat(found.addresses()).hasValue(3_000_000_000L);
        assertThat(found.processes()).hasValue(50);
        assertThat(found.files()).hasValue(1024);
        assertThat(found.memory()).hasValue(1000);
        Limits none = Limits.read(folder.resolve("x"), folder.resolve("y"), folder);
        assertThat(none.addresses()).isEmpty();
        assertThat(none.memory()).isEmpty();
    }
}
