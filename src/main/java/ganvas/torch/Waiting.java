package ganvas.torch;

import java.io.IOException;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * Chooses how long OpenMP's threads stay awake and wait for the next operation. Normally they wait long, because waking
 * a thread takes longer than many an operation. While other programs want the cores, they hardly wait.
 *
 * <p>libgomp has no call for this. But while a process has more libgomp threads than cores, it waits 100 rounds instead
 * of {@code GOMP_SPINCOUNT} (do_spin of its config/linux/wait.h), and sleeping threads count too. So on a busy machine
 * this class keeps a second team of threads asleep. Without libgomp nothing happens. No result depends on it.
 */
final class Waiting {
    private static final long PERIOD_MS = 500;
    /** Number of quiet periods after which a busy machine counts as idle. */
    private static final int REST = 10;
    /** Number of cores that other programs may use before the machine counts as busy. */
    private static final double OTHERS = 0.3;

    private final MethodHandle parallel;
    private final MemorySegment nothing;

    private Waiting(MethodHandle parallel, MemorySegment nothing) {
        this.parallel = parallel;
        this.nothing = nothing;
    }

    /** Empty where libtorch's threads are not libgomp's. Call it after libtorch is loaded. */
    static Optional<Waiting> ofGomp() {
        return Gomp.function("GOMP_parallel", ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT)
                .map(parallel -> new Waiting(parallel,
                        Linker.nativeLinker().defaultLookup().find("free").orElseThrow()));
    }

    /** Checks the machine twice a second until the process ends. */
    void watch() {
        Thread.ofPlatform().daemon().name("ganvas-waiting").start(this::run);
    }

    private void run() {
        try {
            Optional<Team> team = Optional.empty();
            int rest = 0;
            for (Load last = Load.now(), now;; last = now) {
                Thread.sleep(PERIOD_MS);
                now = Load.now();
                rest = now.crowded(last, Engine.threads()) ? 0 : rest + 1;
                if (rest == 0 && team.isEmpty()) {
                    team = Optional.of(asleep());
                } else if (rest == REST && team.isPresent()) {
                    team.get().close();
                    team = Optional.empty();
                }
            }
        } catch (IOException | InterruptedException e) {
            // no /proc, or one of another form: the threads wait long, as in any other program with libgomp
        }
    }

    /** A team that makes libgomp count more threads than cores until it is closed. */
    Team asleep() throws InterruptedException {
        int size = Math.max(2, Runtime.getRuntime().availableProcessors() - Engine.threads() + 2);
        CountDownLatch there = new CountDownLatch(1), leave = new CountDownLatch(1);
        Thread thread = Thread.ofPlatform().daemon().name("ganvas-asleep").start(() -> {
            try {
                parallel.invokeExact(nothing, MemorySegment.NULL, size, 0);                // free(NULL) on each thread
                there.countDown();
                leave.await();
            } catch (Throwable e) {
                throw new IllegalStateException("cannot call GOMP_parallel", e);
            }
        });
        there.await();
        return new Team(thread, leave);
    }

    /** A sleeping team. libgomp ends a team when the thread that started it ends. */
    @SuppressWarnings("try")
    record Team(Thread thread, CountDownLatch leave) implements AutoCloseable {
        @Override
        public void close() throws InterruptedException {
            leave.countDown();
            thread.join();
        }
    }

    /**
     * Processor times since the start of the machine and of the process, all in the same ticks.
     *
     * @param all  time of all cores together
     * @param busy part of {@code all} that any program used
     * @param own  part of {@code busy} that this process used
     */
    record Load(int cores, long all, long busy, long own) {
        static Load now() throws IOException {
            return of(Files.readAllLines(Path.of("/proc/stat")), Files.readString(Path.of("/proc/self/stat")));
        }

        /** proc_stat(5), proc_pid_stat(5). */
        static Load of(List<String> stat, String self) throws IOException {
            try {
                long[] times = Arrays.stream(stat.getFirst().split(" +")).skip(1).limit(8).mapToLong(Long::parseLong)
                        .toArray();
                int cores = (int) stat.stream().skip(1).takeWhile(line -> line.startsWith("cpu")).count();
                String[] fields = self.substring(self.lastIndexOf(')') + 2).split(" ");
                return new Load(cores, Arrays.stream(times).sum(), times[0] + times[1] + times[2],
                        Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
            } catch (IndexOutOfBoundsException | NumberFormatException | NoSuchElementException e) {
                throw new IOException("/proc/stat is not as expected", e);
            }
        }

        /** Whether other programs have left fewer cores than {@code threads} since {@code before}. */
        boolean crowded(Load before, int threads) {
            double core = (double) (all - before.all) / cores;
            return core > 0 && (busy - before.busy - (own - before.own)) / core + threads > cores + OTHERS;
        }
    }
}
