package ganvas.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ganvas.file.Json;
import ganvas.lab.sample.Samples;
import ganvas.result.Provenance;
import ganvas.result.RunFolder;
import ganvas.result.Settings;
import ganvas.torch.Device;
import ganvas.torch.Precision;
import ganvas.torch.Safetensors;
import ganvas.train.Checkpoint;
import ganvas.train.Step;
import ganvas.zoo.Zoo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One run, in the way of another Ganvas, interrupted, with its folder taken away, terminated,
 * and ended: real processes.
 */
@Tag("alone")
class StoppedTest {
    private static final List<String> COMMAND = CrashTest.training(2400);

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
        assertThat(Files.readString(Crash.log(out))).containsPattern(
                "Stopped at [\\d,]+ of 2,400 images; the state is saved\\. The same command goes on\\.");
        assertThat(run.outcome()).doesNotExist();

        Process second = begun(out);
        Files.move(out, away);
        assertThat(second.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(Files.readString(Crash.log(out))).contains(run.root() + " is gone: the folder was moved or deleted")
                .doesNotContain("\tat ");
        assertThat(out).as("half a run is not begun in its place").doesNotExist();
        Files.move(away, out);

        assertThat(signalled(begun(out), "TERM")).isEqualTo(143);

        long saved = saved(run);
        Process fourth = Crash.start(COMMAND, out, 1e9, Map.of());
        said(fourth, out, "goes on at %,d of".formatted(saved));
        long lines = run.stats().toFile().length();
        while (fourth.isAlive() && run.stats().toFile().length() <= lines) Thread.sleep(3);
        // Root may write to a folder that is read-only.
        Path inTheWay = run.checkpoint().resolveSibling(".state.safetensors.part");
        Files.createDirectories(inTheWay.resolve("folder"));
        byte[] before = Files.readAllBytes(run.checkpoint());
        assertThat(signalled(fourth, "TERM")).isEqualTo(143);
        assertThat(Files.readString(Crash.log(out)))
                .containsPattern("Stopped at [\\d,]+ of 2,400 images; the state could not be saved \\(cannot write .*"
                        + "state\\.safetensors: Is a directory\\)\\. The same command goes on at %,d\\."
                                .formatted(saved))
                .doesNotContain("\tat ");
        assertThat(run.checkpoint()).hasBinaryContent(before);
        PowerCut.delete(inTheWay);

        assertThat(Crash.start(COMMAND, out, 1e9, Map.of()).waitFor()).isZero();
        assertThat(Json.read(run.provenance(), Provenance.class).resumed()).hasSize(4);
        assertThat(Crash.differences(CrashTest.peace(COMMAND, folder.resolve("peace")), out)).isEmpty();
    }

    /** What cannot end in time is given up: nothing of it is written, and what was saved before stands. */
    @Test
    void aStepThatTakesTooLongIsGivenUp() throws Exception {
        Path out = folder.resolve("long");
        RunFolder run = RunFolder.of(out, "gan", 0);
        var command = List.of("train", "hinrichsen-2023/biggan-deep", "--set", "channels=16", "--set", "batch=400",
                "--set", "d-steps=100", "--images", "120000", "--device", "cpu");
        long update = 40_000;                                  // images

        // To have its settings written; then as after one update, for which to wait would take a minute.
        Process first = Crash.start(command, out, 0, Map.of());
        said(first, out, "seed 0 …");
        first.destroyForcibly().waitFor();
        assertThat(run.checkpoint()).doesNotExist();

        Settings settings = Samples.settings(run);
        Step step = Zoo.get(settings.model()).make(settings.values(), 1, 28, 28, settings.seed(), Device.CPU,
                Precision.FP32);
        new Checkpoint(run.checkpoint(), settings.model()).save(step,
                new Checkpoint.Counters(update, 0, 60, Map.of(), List.of()));
        step.free();
        byte[] before = Files.readAllBytes(run.checkpoint());
        Process second = Crash.start(command, out, 0, Map.of());
        said(second, out, "goes on at 40,000 of 120,000 images");
        assertThat(signalled(second, "TERM")).isEqualTo(143);
        givenUp(out);
        assertThat(run.checkpoint()).hasBinaryContent(before);
        assertThat(run.stats()).satisfiesAnyOf(f -> assertThat(f).doesNotExist(), f -> assertThat(f).isEmptyFile());
        try (var files = Files.walk(out)) {
            assertThat(files.map(f -> f.getFileName().toString())).as("half-written")
                    .noneMatch(name -> name.endsWith(".part"));
        }
    }

    private static void givenUp(Path out) throws Exception {
        String log = Files.readString(Crash.log(out));
        assertThat(log.split(
                "Stopped in a step or a measurement that takes longer than 3 s\\. The same command goes on from the "
                        + "checkpoint before\\.",
                -1)).hasSize(2);
        assertThat(log).doesNotContain("\tat ", "SIGSEGV", "terminate called");
        assertThat(RunFolder.of(out, "gan", 0).outcome()).doesNotExist();
    }

    private static long saved(RunFolder run) {
        Matcher shown = Pattern.compile("\"shown\":(\\d+)")
                .matcher(Safetensors.read(run.checkpoint()).metadata().get("counters"));
        assertThat(shown.find()).isTrue();
        return Long.parseLong(shown.group(1));
    }

    /** Waits until a process that was just started says it. */
    private static void said(Process process, Path out, String words) throws Exception {
        while (process.isAlive() && !Files.readString(Crash.log(out)).contains(words)) Thread.sleep(3);
        assertThat(process.isAlive()).as(Files.readString(Crash.log(out))).isTrue();
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
        assertThat(said.err()).contains(out + " is in use by another Ganvas; wait for it, or choose another --out")
                .doesNotContain("\tat ");
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
        String mask = Files.readAllLines(status).stream().filter(l -> l.startsWith("SigIgn:")).findFirst().orElseThrow()
                .substring(7).strip();
        return (Long.parseUnsignedLong(mask, 16) & 2) != 0;
    }
}
