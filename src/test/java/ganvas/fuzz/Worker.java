package ganvas.fuzz;

import ganvas.lab.MachineInfo;
import ganvas.torch.Engine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One process of {@link Fuzz}: some cases, one after another, watched from a thread of its own. */
final class Worker {
    /** Exit code of a process that said why it ends. */
    static final int TOLD = 97;
    /** Of the processor, which others do not take from it; and of the clock, for one that waits. */
    private static final long HANG = 5_000_000_000L, WAIT = 60_000_000_000L;
    /** Resident memory that no case may make the process need; half of it is the heap. */
    private static final long MOST_BYTES = 1200L << 20;
    private static final int EVERY = 500;

    private static volatile long number = -1;
    private static volatile long since;
    private static volatile long spent;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Worker() {}

    /** FORMAT FROM TO SEED FOLDER. Says {@code FOUND case text} and {@code AT case read refused peak}. */
    public static void main(String[] args) throws Exception {
        Format format = Format.all().stream().filter(f -> f.name().equals(args[0])).findFirst().orElseThrow();
        long from = Long.parseLong(args[1]), to = Long.parseLong(args[2]), seed = Long.parseLong(args[3]);
        Path folder = Path.of(args[4]);
        Engine.threads(1);
        var cases = new Cases(format, seed, folder.resolve("root"));
        long[] counts = new long[Cases.Ending.values().length];
        watch(Thread.currentThread(), counts);
        for (long at = from; at < to; at++) {
            Files.writeString(folder.resolve("case"), Long.toString(at));
            MachineInfo.resetPeakMemory();
            since = System.nanoTime();
            spent = THREADS.getCurrentThreadCpuTime();
            number = at;
            Cases.Outcome outcome = cases.run(at);
            number = -1;
            counts[outcome.ending().ordinal()]++;
            if (outcome.ending() == Cases.Ending.FOUND) found(at, outcome.text());
            long peak = MachineInfo.peakMemory();
            if (peak > MOST_BYTES) {
                found(at, "the process needs %,d bytes of memory".formatted(peak));
                end(at, counts);
            }
            if (at % EVERY == 0) System.out.printf("AT %d %d %d %d part%n", at, counts[0], counts[1], peak);
        }
        System.out.printf("AT %d %d %d %d sum%n", to - 1, counts[0], counts[1], MachineInfo.peakMemory());
        System.exit(0);
    }

    private static void found(long at, String text) {
        System.out.println("FOUND %d %s".formatted(at, String.valueOf(text).replace("\n", "\\n").replace("\r", "")));
    }

    private static void end(long at, long[] counts) {
        System.out.printf("AT %d %d %d %d sum%n", at, counts[0], counts[1], MachineInfo.peakMemory());
        System.out.flush();
        Runtime.getRuntime().halt(TOLD);
    }

    /** A case that takes too long is told with where it stands, and the process is ended. */
    private static void watch(Thread main, long[] counts) {
        Thread.ofPlatform().daemon().start(() -> {
            while (true) {
                try {
                    Thread.sleep(100);
                } catch (InterruptedException e) {
                    return;
                }
                long at = number;
                if (at < 0
                        || THREADS.getThreadCpuTime(main.threadId()) - spent < HANG && System.nanoTime() - since < WAIT)
                    continue;
                found(at, "hangs: " + String.join("\n",
                        List.of(main.getStackTrace()).stream().limit(12).map(String::valueOf).toList()));
                end(at, counts);
            }
        });
    }

    static int replay(String what, Path keep) throws IOException {
        String[] parts = what.split(":");
        Format format = Format.all().stream().filter(f -> f.name().equals(parts[0])).findFirst().orElseThrow();
        Path folder = Files.createTempDirectory("ganvas-fuzz");
        Engine.threads(1);
        var cases = new Cases(format, Long.parseLong(parts[1]), folder);
        byte[] rotten = cases.bytes(Long.parseLong(parts[2]));
        if (keep != null) Files.write(keep, rotten);
        long start = System.nanoTime();
        Cases.Outcome outcome = cases.run(rotten);
        System.out.printf("%s, %,d bytes, %.2f s, %,d bytes of memory: %s%n", outcome.ending(), rotten.length,
                (System.nanoTime() - start) / 1e9, MachineInfo.peakMemory(), outcome.text());
        Fuzz.delete(folder);
        return outcome.ending() == Cases.Ending.FOUND ? 1 : 0;
    }
}
