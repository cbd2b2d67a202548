package ganvas.cli;

import ganvas.data.Cache;
import ganvas.lab.Compute;
import ganvas.problem.Problem;
import ganvas.result.Build;
import ganvas.torch.Device;
import ganvas.torch.Processor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "doctor", mixinStandardHelpOptions = true,
        description = "Checks what Ganvas needs on this machine, and says what to do about anything missing.",
        footerHeading = "%nExamples:%n", footer = "  ganvas doctor")
final class DoctorCommand implements Callable<Integer> {
    private boolean well = true;

    @Override
    public Integer call() {
        line("Ganvas", "%s, commit %s".formatted(Build.THIS.version(), Build.THIS.commit()));
        line("JDK", "%s, %s".formatted(Runtime.version(), System.getProperty("java.home")));
        line("processor", "%s, %d cores, %s".formatted(Processor.here().name(),
                Runtime.getRuntime().availableProcessors(), System.getProperty("os.arch")));
        try {
            var compute = Compute.of("auto", "auto", 0, 0);
            boolean both = compute.device().isCpu() && Processor.here().bf16();
            line("libtorch", "%s; trains with %d threads in %s".formatted(Build.THIS.libtorch(), compute.threads(), both
                    ? "bf16 where a model was shown to come out as well in it, else in fp32" : compute.precision()));
            int gpus = Device.gpus();
            line("GPU", gpus > 0 ? gpus + " CUDA device(s)"
                    : "none that libtorch can use; a CUDA build ('./mvnw -Pcuda package') needs CUDA 13 and cuDNN 9 "
                            + "on the machine. The CPU is enough.");
        } catch (UnsatisfiedLinkError | RuntimeException e) {
            ill("libtorch",
                    ("cannot be loaded: %s. Natives exist for Linux x86-64, macOS on Apple silicon and Windows "
                            + "x86-64; delete %s and try again.")
                            .formatted(e.getMessage(), cache()));
        }
        disk("output", Path.of("").toAbsolutePath());
        disk("native cache", cache());
        line("data cache", "%s: weights %,d MB, features of reference pictures %,d MB".formatted(Cache.folder(),
                Cache.size(Cache.folder().resolve("weights")) >> 20,
                Cache.size(Cache.folder().resolve(Cache.FEATURES)) >> 20));
        long memory = Runtime.getRuntime().maxMemory() >> 20;
        line("Java heap", "%,d MB at most; tensors live outside it".formatted(memory));
        return well ? 0 : Problem.FAILED;
    }

    private static Path cache() {
        return Path.of(System.getProperty("org.bytedeco.javacpp.cachedir",
                System.getProperty("user.home") + "/.javacpp/cache"));
    }

    private void disk(String what, Path folder) {
        Path there = folder;
        while (!Files.exists(there)) there = there.getParent();
        try {
            long free = Files.getFileStore(there).getUsableSpace() >> 20;
            String text = "%s, %,d MB free".formatted(folder, free);
            if (!Files.isWritable(there)) ill(what, text + ": not writable; choose another folder");
            else if (free < 1000) ill(what, text + ": a gigabyte is needed; make room");
            else line(what, text);
        } catch (IOException e) {
            ill(what, "%s: %s".formatted(folder, e.getMessage()));
        }
    }

    private static void line(String what, String text) {
        System.out.printf("ok   %-13s %s%n", what, text);
    }

    private void ill(String what, String text) {
        well = false;
        System.out.printf("BAD  %-13s %s%n", what, text);
    }
}
