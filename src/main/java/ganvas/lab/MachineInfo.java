package ganvas.lab;

import ganvas.data.Dataset;
import ganvas.result.Build;
import ganvas.result.Provenance;
import ganvas.result.Settings;
import ganvas.torch.Engine;
import ganvas.torch.Processor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Facts about this machine. */
public final class MachineInfo {
    private MachineInfo() {}

    /** The origin of a run that begins now on this machine. */
    public static Provenance provenance(String command, Dataset data, Settings settings) {
        var program = new Provenance.Program(Build.THIS.version(), Build.THIS.commit(), Build.THIS.libtorch());
        var machine = new Provenance.Machine(System.getProperty("java.vm.vendor") + " " + Runtime.version(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                Processor.here().name(), Runtime.getRuntime().availableProcessors());
        return Provenance.begun(command, Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(), program, machine,
                new Provenance.Data(data.name(), data.sha256()), settings);
    }

    /**
     * Whether this machine reproduces results of the other one bit for bit with as many threads: it must run the same
     * program on the same kind of processor. Names of GPUs are not recorded.
     */
    public static boolean givesTheSameBits(Provenance there, Dataset data, Compute compute, Settings settings) {
        Provenance here = provenance(there.command(), data, settings);
        return compute.device().isCpu() && new Kind(there).equals(new Kind(here));
    }

    private record Kind(String ganvas, String commit, String jdk, String os, String cpu, String libtorch) {
        Kind(Provenance p) {
            this(p.ganvas(), p.commit(), p.jdk(), p.os(), p.cpu(), p.libtorch());
        }
    }

    /**
     * Peak resident memory of this process since {@link #resetPeakMemory}, in bytes; 0 if the system does not report
     * it.
     */
    public static long peakMemory() {
        return statusBytes("VmHWM");
    }

    /** Resident memory now, in bytes; 0 if the system does not report it. */
    public static long residentMemory() {
        return statusBytes("VmRSS");
    }

    private static long statusBytes(String key) {
        return line(Path.of("/proc/self/status"), key)
                .map(v -> Long.parseLong(v.replace("kB", "").strip()) * 1024).orElse(0L);
    }

    /** Linux only: restarts the count of the peak, so that the second arm does not inherit the first one's. */
    public static void resetPeakMemory() {
        Engine.releaseMemory();
        try {
            Files.writeString(Path.of("/proc/self/clear_refs"), "5");
        } catch (IOException | SecurityException e) {
            // Not Linux, or not allowed: the peak is that of the whole process.
        }
    }

    private static java.util.Optional<String> line(Path file, String key) {
        try (var lines = Files.lines(file)) {
            return lines.filter(l -> l.startsWith(key)).findFirst().map(l -> l.substring(l.indexOf(':') + 1).strip());
        } catch (IOException | java.io.UncheckedIOException e) {
            return java.util.Optional.empty();
        }
    }
}
