package ganvas.cli;

import ganvas.data.Cache;
import ganvas.file.UserPath;
import ganvas.lab.Compute;
import ganvas.problem.Problem;
import ganvas.result.Build;
import ganvas.torch.Device;
import ganvas.torch.NativeFolder;
import ganvas.torch.Processor;
import ganvas.torch.ResourceLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "doctor", mixinStandardHelpOptions = true,
        description = "Checks what Ganvas needs on this machine, and says what to do about anything missing.",
        footerHeading = "%nExamples:%n", footer = {"  ganvas doctor", "  ganvas doctor --json"})
final class DoctorCommand implements Callable<Integer> {
    @Option(names = "--json", description = "as JSON; docs/json.md has its keys")
    boolean json;

    private final List<Check> checks = new ArrayList<>();

    /** @param text what was found, and what to do about it if it is not well */
    private record Check(String name, boolean well, String text) {}

    @Override
    public Integer call() {
        line("Ganvas", "%s, commit %s".formatted(Build.THIS.version(), Build.THIS.commit()));
        line("JDK", "%s, %s".formatted(Runtime.version(), System.getProperty("java.home")));
        int cores = Runtime.getRuntime().availableProcessors();
        line("processor", "%s, %d %s, %s".formatted(Processor.here().name(), cores, cores == 1 ? "core" : "cores",
                System.getProperty("os.arch")));
        names();
        limits(ResourceLimits.here());
        Path natives = NativeFolder.choose();
        NativeFolder.trouble(natives).ifPresentOrElse(trouble -> ill("native cache", trouble),
                () -> line("native cache", natives.toString()));
        libtorch();
        disk("output", Path.of("").toAbsolutePath());
        dataCache();
        long memory = Runtime.getRuntime().maxMemory() >> 20;
        line("Java heap", "%,d MB at most; tensors live outside it".formatted(memory));
        boolean well = checks.stream().allMatch(Check::well);
        if (json) new JsonOutput().with("well", well).with("checks", checks).print();
        return well ? 0 : Problem.FAILED;
    }

    /** Names of files and of the user. */
    private void names() {
        String encoding = System.getProperty("sun.jnu.encoding", "");
        if (encoding.equals("UTF-8")) line("file names", "UTF-8");
        else ill("file names", "the locale's encoding is %s, so names beyond ASCII cannot be read; set LC_ALL=C.UTF-8"
                .formatted(encoding));
        if (UserPath.home().isPresent()) line("home", UserPath.home().get().toString());
        else line("home", "none: natives and fetched data go to the folder for temporary files. Set HOME, or "
                + "XDG_CACHE_HOME for data and GANVAS_JAVA_OPTS=-D%s=DIR for natives".formatted(
                        "org.bytedeco.javacpp.cachedir"));
    }

    private void limits(ResourceLimits limits) {
        limit("addresses", limits.addresses(), ResourceLimits.FEWEST_ADDRESSES, 20, "MB (ulimit -v)",
                "'ulimit -v unlimited' raises it");
        limit("memory", limits.memory(), ResourceLimits.LEAST_MEMORY, 20, "MB for this container",
                "give the container more");
        limit("threads", limits.processes(), ResourceLimits.FEWEST_PROCESSES, 0,
                "processes and threads (ulimit -u, pids.max)", "raise it, or threads cannot be started");
    }

    private void limit(String what, OptionalLong found, long least, int shift, String unit, String cure) {
        if (found.isEmpty()) return;
        String text = "at most %,d %s".formatted(found.getAsLong() >> shift, unit);
        if (found.getAsLong() >= least) line(what, text);
        else ill(what, "%s; at least %,d are needed: %s".formatted(text, least >> shift, cure));
    }

    private void libtorch() {
        try {
            var compute = Compute.of("auto", "auto", 0, 0);
            boolean both = compute.device().isCpu() && Processor.here().bf16();
            line("libtorch", "%s; trains with %d %s in %s".formatted(Build.THIS.libtorch(), compute.threads(),
                    compute.threads() == 1 ? "thread" : "threads", both
                            ? "bf16 where a model was shown to come out as well in it, else in fp32"
                            : compute.precision()));
            int gpus = Device.gpus();
            line("GPU", gpus > 0 ? gpus + " CUDA device(s)"
                    : "none that libtorch can use; a CUDA build ('./mvnw -Pcuda package') needs CUDA 13 and cuDNN 9 "
                            + "on the machine. The CPU is enough.");
        } catch (LinkageError e) {
            ill("libtorch", "cannot be loaded: " + NativeFolder.why(e));
        } catch (RuntimeException e) {
            ill("libtorch", "cannot be used: " + e.getMessage());
        }
    }

    private void dataCache() {
        Path folder = Cache.folder();
        String text = "%s: weights %,d MB, features of reference pictures %,d MB".formatted(folder,
                Cache.size(folder.resolve("weights")) >> 20, Cache.size(folder.resolve(Cache.FEATURES)) >> 20);
        if (isWritable(folder)) line("data cache", text);
        else ill("data cache", text + ": not writable, so pictures are decoded again each time; XDG_CACHE_HOME=DIR "
                + "chooses another folder");
    }

    private static boolean isWritable(Path folder) {
        return Files.isWritable(UserPath.existing(folder));
    }

    private void disk(String what, Path folder) {
        Path there = UserPath.existing(folder);
        try {
            long free = Files.getFileStore(there).getUsableSpace() >> 20;
            String text = "%s, %,d MB free".formatted(folder, free);
            if (!Files.isWritable(there)) ill(what, text + ": not writable; go to another folder, or write "
                    + "elsewhere with --out");
            else if (free < 1000) ill(what, text + ": a gigabyte is needed; make room");
            else line(what, text);
        } catch (IOException e) {
            ill(what, "%s: %s".formatted(folder, e.getMessage()));
        }
    }

    private void line(String what, String text) {
        tell(new Check(what, true, text));
    }

    private void ill(String what, String text) {
        tell(new Check(what, false, text));
    }

    private void tell(Check check) {
        checks.add(check);
        if (!json) System.out.printf("%-4s %-13s %s%n", check.well ? "ok" : "BAD", check.name, check.text);
    }
}
