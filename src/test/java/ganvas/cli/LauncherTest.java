package ganvas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code ganvas} in a folder of its own; what it calls Maven for is a jar of the classes under test. */
@Tag("alone")
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final Path CLASSES = Path.of("target/classes"), LIBRARIES = Path.of("target/lib");

    @TempDir
    static Path made;

    @TempDir
    Path home;

    private Path jar, calls;

    @BeforeAll
    static void packs() throws IOException {
        var manifest = new Manifest();
        Attributes a = manifest.getMainAttributes();
        a.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        a.put(Attributes.Name.MAIN_CLASS, "ganvas.cli.Main");
        try (Stream<Path> libraries = Files.list(LIBRARIES)) {
            a.put(Attributes.Name.CLASS_PATH, libraries.map(l -> l.toAbsolutePath().toUri().toString()).sorted()
                    .collect(Collectors.joining(" ")));
        }
        try (OutputStream out = Files.newOutputStream(made.resolve("ganvas.jar"));
                var jar = new JarOutputStream(out, manifest); Stream<Path> files = Files.walk(CLASSES)) {
            for (Path f : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                String name = CLASSES.relativize(f).toString();
                if (name.startsWith("META-INF") || name.contains("mnist")) continue;
                jar.putNextEntry(new JarEntry(name));
                Files.copy(f, jar);
            }
        }
    }

    @BeforeEach
    void aCheckout() throws IOException {
        jar = home.resolve("target/ganvas.jar");
        calls = home.resolve("calls");
        Files.createDirectories(home.resolve("src/main"));
        Files.createDirectories(home.resolve("studies"));
        Files.createFile(home.resolve("pom.xml"));
        Files.copy(Path.of("ganvas"), home.resolve("ganvas"), StandardCopyOption.COPY_ATTRIBUTES);
        // Writes the first half of the jar, waits where a file 'wait' is, and writes the second half.
        Files.writeString(home.resolve("mvnw"), """
                #!/bin/sh
                echo called >>calls
                mkdir -p target
                size=$(wc -c <"%1$s")
                head -c $((size / 2)) "%1$s" >target/ganvas.jar
                while [ -f wait ]; do sleep 0.1; done
                tail -c +$((size / 2 + 1)) "%1$s" >>target/ganvas.jar
                """.formatted(made.resolve("ganvas.jar")));
        Files.setPosixFilePermissions(home.resolve("mvnw"), PosixFilePermissions.fromString("rwxr-xr-x"));
        for (Path source : List.of(home.resolve("src/main"), home.resolve("studies"), home.resolve("pom.xml")))
            Files.setLastModifiedTime(source, FileTime.fromMillis(System.currentTimeMillis() - 60_000));
    }

    private Process start(String... words) throws IOException {
        var line = Stream.concat(Stream.of(home.resolve("ganvas").toString()), Stream.of(words)).toList();
        var builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("GANVAS_JAVA_OPTS", "-XX:-CreateCoredumpOnCrash -XX:ErrorFile=/dev/null");
        return builder.start();
    }

    private String says(String... words) throws Exception {
        return said(start(words));
    }

    private static String said(Process process) throws Exception {
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private long builds() throws IOException {
        return Files.exists(calls) ? Files.readAllLines(calls).size() : 0;
    }

    @Test
    void buildsOnceAndAgainWhenASourceIsNewer() throws Exception {
        assertThat(says("--version")).contains("Building Ganvas").contains("ganvas ");
        assertThat(says("--version")).doesNotContain("Building");
        assertThat(builds()).isEqualTo(1);
        Files.setLastModifiedTime(home.resolve("pom.xml"), FileTime.fromMillis(System.currentTimeMillis() + 5000));
        says("--version");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void aBuildThatWasKilledIsMadeAgain() throws Exception {
        Path wait = Files.createFile(home.resolve("wait"));
        Process first = start("--version");
        while (!Files.exists(jar) || Files.size(jar) == 0) Thread.sleep(20);
        first.descendants().forEach(ProcessHandle::destroyForcibly);
        first.destroyForcibly().waitFor();
        Files.delete(wait);
        assertThat(says("--version")).contains("ganvas ");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void theLockOfADeadBuildIsTakenOver() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Files.createDirectories(home.resolve("target"));
        Files.createSymbolicLink(home.resolve("target/building"), Path.of(Long.toString(dead.pid())));
        assertThat(says("--version")).contains("ganvas ").doesNotContain("Waiting");
    }

    @Test
    void aJarThatWasCutShortIsMadeAgain() throws Exception {
        says("--version");
        try (var channel = java.nio.channels.FileChannel.open(jar, java.nio.file.StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 3);
        }
        assertThat(says("--version")).contains("ganvas ");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void twoFirstStartsBuildOnce() throws Exception {
        List<Process> both = List.of(start("--version"), start("--version"));
        for (Process p : both) assertThat(said(p)).contains("ganvas ");
        assertThat(builds()).isEqualTo(1);
        assertThat(Files.isSymbolicLink(home.resolve("target/building"))).isFalse();
    }

    /** What a disk fault, a full disk or a copy that broke off leaves never ends a start. */
    @Test
    void aDamagedArchiveOfClassesDoesNoHarm() throws Exception {
        says("describe", "khanna-2020/gan");
        Path archive = home.resolve("target/short.jsa");
        byte[] good = Files.readAllBytes(archive);
        var random = new Random(7);
        for (int i = 0; i < 8; i++) {
            byte[] bad = good.clone();
            int at = i % 3 == 0 ? random.nextInt(4096) : random.nextInt(bad.length - 64);
            for (int k = 0; k < (i % 2 == 0 ? 1 : 64); k++) bad[at + k] ^= (byte) 0xff;
            Files.write(archive, bad);
            Files.setLastModifiedTime(archive, FileTime.fromMillis(System.currentTimeMillis() + 1000));
            assertThat(says("describe", "khanna-2020/gan")).as("damaged at %d", at).contains("khanna-2020/gan");
        }
    }

    /** Services of systemd and containers have neither. */
    @Test
    void needsNoHomeAndNoLocale() throws Exception {
        Path pictures = Files.createDirectory(home.resolve("rêves"));
        var builder = new ProcessBuilder("env", "-i", "PATH=/usr/bin:/bin",
                "JAVA_HOME=" + System.getProperty("java.home"), home.resolve("ganvas").toString(), "evaluate",
                pictures.toString()).redirectErrorStream(true);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(said).contains("expected pictures").contains("rêves").doesNotContain("parameter not set");
    }

    /** A container that asks for a locale without having it, closed descriptors, and few addresses. */
    @Test
    void runsOnPoorMachines() throws Exception {
        says("--version");
        String start = "cd / && '%s' ".formatted(home.resolve("ganvas"));
        Path pictures = Files.createDirectory(home.resolve("rêves"));
        assertThat(shell("LC_ALL= LC_CTYPE= LANG=xx_YY.UTF-8 '" + home.resolve("ganvas") + "' evaluate " + pictures))
                .contains("rêves: expected pictures");
        assertThat(shell(start + "models >&-; echo $?")).contains("cannot write standard output: it is closed")
                .endsWith("1\n");
        assertThat(shell(start + "models 2>&-")).contains("khanna-2020/gan");
        assertThat(shell("ulimit -v 3500000 && " + start + "models")).contains("khanna-2020/gan");
    }

    private static String shell(String line) throws Exception {
        var builder = new ProcessBuilder("sh", "-c", line).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return said;
    }
}
