package ganvas.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ganvas.result.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code bench/crash}: kills processes, and plays power cuts. */
class CrashTest {
    /** Where nothing is written to a disk, inodes are not used again. */
    private static final Path MEMORY = Path.of("/dev/shm");

    @TempDir
    Path folder;
    private Path memory;

    @AfterEach
    void clear() throws Exception {
        if (memory != null) PowerCut.delete(memory);
    }

    /** The zoo's model with the smallest checkpoint: batch norm, spectral norm and a moving average. */
    static List<String> training(long images) {
        return List.of("train", "hinrichsen-2023/biggan-deep", "--set", "channels=4", "--set", "z=4", "--set",
                "batch=16", "--set", "ema-start=5", "--set", "d-steps=1", "--images", Long.toString(images), "--seed",
                "3", "--device", "cpu",
                "--threads", "1");  // two that wait for each other on a busy machine make a step of seconds
    }

    /** Without kills, in this process. */
    static Path peace(List<String> command, Path out) {
        var line = new ArrayList<>(command);
        line.addAll(List.of("--checkpoint-seconds", "1e9", "--out", out.toString()));
        Said said = Said.ganvas(line.toArray(String[]::new));
        assertThat(said.code()).as(said.err()).isZero();
        return out;
    }

    @Test
    void killedAtRandomItEndsTheSame() throws Exception {
        List<String> command = training(1600);
        Path peace = peace(command, folder.resolve("peace"));
        Crash.Tally tally = new Crash(folder, 1, 0.05, null).hunt(command, peace, 4);
        assertThat(tally.differences()).isEmpty();
        assertThat(tally.kills()).isGreaterThanOrEqualTo(3);
        assertThat(tally.resumes()).isGreaterThanOrEqualTo(2);

        // The control: what is compared is seen to differ.
        Path weights = RunFolder.of(peace, "gan", 3).checkpoint(), copy = folder.resolve("copy");
        new ProcessBuilder("cp", "-a", peace.toString(), copy.toString()).start().waitFor();
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length - 1] ^= 1;
        Files.write(weights, bytes);
        assertThat(Crash.differences(peace, copy)).containsExactly("runs/gan/3/checkpoint/state.safetensors differs");
    }

    @Test
    void afterPowerCutsItEndsTheSame() throws Exception {
        PowerCut power = power();
        List<String> command = training(1600);
        Crash.Tally tally = new Crash(memory, 2, 0.05, power).hunt(command, peace(command, folder.resolve("peace")), 3);
        assertThat(tally.differences()).isEmpty();
        assertThat(tally.kills()).isGreaterThanOrEqualTo(2);
        assertThat(tally.resumes()).isGreaterThanOrEqualTo(1);
    }

    /** The control: a cut takes what was not synced, and leaves what was. */
    @Test
    void aPowerCutTakesWhatWasNotSynced() throws Exception {
        PowerCut power = power();
        Path root = Files.createDirectory(memory.resolve("root"));
        power.settle(root);
        shell(power, root, "echo words > part; mv part renamed; mkdir folder; sync .; echo more > folder/inside");
        power.cut(root, new Random(0));
        assertThat(root.resolve("renamed")).isEmptyFile();
        shell(power, root, "echo words > renamed; sync renamed; echo lost >> renamed");
        power.cut(root, new Random(1));
        assertThat(root.resolve("renamed")).hasContent("words");
        for (int i = 0; i < 20 && Files.exists(root.resolve("renamed")); i++) {
            shell(power, root, "echo new > part; sync part; mv part renamed");
            power.cut(root, new Random(i));
            assertThat(Files.readString(root.resolve("renamed")).strip()).isIn("words", "new");
        }
    }

    private PowerCut power() throws Exception {
        assumeTrue(Files.isWritable(MEMORY), "no power cuts without /dev/shm");
        memory = Files.createTempDirectory(MEMORY, "ganvas-test");
        PowerCut power = PowerCut.in(memory);
        assumeTrue(power != null, "no power cuts without a C compiler and a tmpfs");
        return power;
    }

    private static void shell(PowerCut power, Path root, String script) throws Exception {
        var builder = new ProcessBuilder("sh", "-c", script).directory(root.toFile()).inheritIO();
        builder.environment().putAll(Map.copyOf(power.environment()));
        assertThat(builder.start().waitFor()).isZero();
    }
}
