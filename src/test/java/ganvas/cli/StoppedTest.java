package ganvas.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ganvas.result.Json;
import ganvas.result.Provenance;
import ganvas.result.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One run, in the way of another Ganvas, interrupted, with its folder taken away, terminated, and ended: real processes. */
class StoppedTest {
    private static final List<String> COMMAND = CrashTest.training(4800);

    @TempDir
    Path folder;

    @Test
    void whateverStopsItTheRunGoesOn() throws Exception {
        Path out = folder.resolve("run"), away = folder.resolve("away");
        RunFolder run = RunFolder.of(out, "gan", 3);

        Process first = begun(out);
        inUse(out);
        inUse(out, "--fresh");
        assertThat(run.settings()).as("not put aside").exists();
        assumeFalse(ignoresInterrupts(first), "whoever started this ignores SIGINT, and so do its children");
        assertThat(signalled(first, "INT")).isEqualTo(130);
        assertThat(Files.readString(Crash.log(out))).containsPattern("Stopped at [\\d,]+ of 4,800 images; the state is saved\\. The same command goes on\\.");
        assertThat(run.outcome()).doesNotExist();

        Process second = begun(out);
        Files.move(out, away);
        assertThat(second.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(Files.readString(Crash.log(out))).contains(run.root() + " is gone: the folder was moved or deleted").doesNotContain("\tat ");
        assertThat(out).as("half a run is not begun in its place").doesNotExist();
        Files.move(away, out);

        assertThat(signalled(begun(out), "TERM")).isEqualTo(143);
        assertThat(Crash.start(COMMAND, out, 1e9, Map.of()).waitFor()).isZero();
        assertThat(Json.read(run.provenance(), Provenance.class).resumed()).hasSize(3);
        assertThat(Crash.differences(CrashTest.peace(COMMAND, folder.resolve("peace")), out)).isEmpty();
    }

    /** Started, and past a checkpoint that it wrote itself. */
    private static Process begun(Path out) throws Exception {
        Path state = RunFolder.of(out, "gan", 3).checkpoint();
        long before = state.toFile().lastModified();
        Process process = Crash.start(COMMAND, out, 0.1, Map.of());
        while (process.isAlive() && state.toFile().lastModified() == before) Thread.sleep(3);
        assertThat(process.isAlive()).as(Files.readString(Crash.log(out))).isTrue();
        return process;
    }

    private static void inUse(Path out, String... more) {
        var line = new ArrayList<>(COMMAND);
        line.addAll(List.of("--out", out.toString()));
        line.addAll(List.of(more));
        Said said = Said.ganvas(line.toArray(String[]::new));
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.err()).contains(out + " is in use by another Ganvas; wait for it, or choose another --out").doesNotContain("\tat ");
    }

    /** Exit code of a process that has five seconds to end. */
    private static int signalled(Process process, String signal) throws Exception {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).inheritIO().start().waitFor();
        assertThat(process.waitFor(5, TimeUnit.SECONDS)).as("ended within five seconds of SIG" + signal).isTrue();
        return process.exitValue();
    }

    private static boolean ignoresInterrupts(Process process) throws Exception {
        Path status = Path.of("/proc/" + process.pid() + "/status");
        if (!Files.exists(status)) return false;
        String mask = Files.readAllLines(status).stream().filter(l -> l.startsWith("SigIgn:")).findFirst().orElseThrow().substring(7).strip();
        return (Long.parseUnsignedLong(mask, 16) & 2) != 0;
    }
}
