package ganvas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher with a JDK that only prints what it was started with. */
class QuickVerbsTest {
    @TempDir
    Path home;

    @Test
    void theLauncherTakesForQuickWhatTheProgramDoes() throws Exception {
        install();
        for (QuickVerbs.Quick quick : QuickVerbs.ALL) {
            for (String example : quick.examples()) {
                assertThat(launched(example.split(" "))).as(example).contains("-XX:TieredStopAtLevel=1 ",
                        quick.archive() + ".jsa");
            }
        }
        assertThat(launched()).contains("/short.jsa", "-XX:TieredStopAtLevel=1");
        assertThat(launched("train", "khanna-2020/vae", "-h")).contains("/short.jsa");
        assertThat(launched("doctor")).contains("/ganvas.jsa", "-XX:TieredStopAtLevel=1");
        for (String slow : List.of("compare", "study run ali-2020", "metrics selftest", "datasets fetch lfw",
                "train khanna-2020/vae")) {
            assertThat(launched(slow.split(" "))).as(slow).contains("/ganvas.jsa").doesNotContain("TieredStopAtLevel");
        }
    }

    @Test
    void theListIsWrittenOnceForEachJar() throws Exception {
        install();
        Path list = home.resolve("target/quick-verbs");
        assertThat(list).doesNotExist();
        launched("models");
        assertThat(Files.readString(list)).isEqualTo(QuickVerbs.lines());
        Files.writeString(list, "short compare\n");                        // newer than the jar: it stays
        assertThat(launched("compare")).contains("/short.jsa");
        Files.setLastModifiedTime(home.resolve("target/ganvas.jar"), FileTime.from(Instant.now().plusSeconds(60)));
        assertThat(launched("compare")).contains("/ganvas.jsa");
    }

    private void install() throws IOException {
        Files.createDirectories(home.resolve("target"));
        Files.createDirectories(home.resolve("jdk/bin"));
        Files.copy(Path.of("ganvas"), home.resolve("ganvas"));
        Files.writeString(home.resolve("target/ganvas.jar"), "");
        Files.setLastModifiedTime(home.resolve("target/ganvas.jar"), FileTime.from(Instant.now().minusSeconds(60)));
        Files.writeString(home.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
        Files.writeString(home.resolve("list"), QuickVerbs.lines());
        Path java = home.resolve("jdk/bin/java");
        Files.writeString(java,
                "#!/bin/sh\ncase \"$*\" in *QuickVerbs) cat '%s' ;; *Rehearsal) ;; *) echo \"$*\" ;; esac\n"
                        .formatted(home.resolve("list")));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String launched(String... args) throws Exception {
        var command = new ArrayList<>(List.of("sh", home.resolve("ganvas").toString()));
        command.addAll(List.of(args));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("JAVA_HOME", home.resolve("jdk").toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).isZero();
        return said;
    }
}
