package ganvas.torch;

import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.global.torch;

/** Starts libtorch once, with one thread pool and an allocator that keeps its pages. */
public final class Engine {
    private static boolean started;
    /** 0 where nobody said. */
    private static volatile int threads;

    private Engine() {}

    /** See {@link #plainly}. */
    static volatile boolean plain;

    /** Loads libtorch if it is not loaded yet; about a second. */
    public static synchronized void start() {
        if (started) return;
        // OpenBLAS's pool and OpenMP's spin against each other for the same cores. All of this must be
        // set before either loads.
        setEnvironment("OPENBLAS_NUM_THREADS", "1");
        // About two milliseconds: Waiting makes it short where others want the cores, but for who has set it.
        boolean waits = System.getenv("GOMP_SPINCOUNT") == null;
        if (waits) setEnvironment("GOMP_SPINCOUNT", "100000");
        // OpenBLAS's own threads wait 2²⁶ ticks for a next product, in the way of what OpenMP does between two.
        if (System.getenv("OPENBLAS_THREAD_TIMEOUT") == null) setEnvironment("OPENBLAS_THREAD_TIMEOUT", "16");
        // Without it cuBLAS may round otherwise from run to run (NVIDIA's manual of cuBLAS, "Results reproducibility").
        if (System.getenv("CUBLAS_WORKSPACE_CONFIG") == null) setEnvironment("CUBLAS_WORKSPACE_CONFIG", ":4096:8");
        // JavaCPP would read /proc/self/statm for every native object, a third of the cost of one;
        // scopes bound the memory.
        if (System.getProperty(MAX_PHYSICAL_BYTES) == null) System.setProperty(MAX_PHYSICAL_BYTES, "0");
        // glibc gives every freed block above 128 KB back to the kernel, so each operation would page-fault its output.
        mallopt(M_MMAP_THRESHOLD, 1 << 30);
        mallopt(M_TRIM_THRESHOLD, Integer.MAX_VALUE);
        // It unmaps an empty heap of any thread but the process's first all the same, unless a new one is to have all
        // its memory from the start (heap_trim in its arena.c).
        mallopt(M_TOP_PAD, HEAP);
        withoutWordOfVersions(() -> Loader.load(torch.class));
        openblas.blas_set_num_threads(1);
        try (var context = torch.globalContext()) {
            // Where oneDNN leaves a convolution to it, and each time a warning where a processor tells no cache sizes.
            context.setUserEnabledNNPACK(false);
        }
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(Engine::endAtOnce));
        } catch (IllegalStateException e) {
            endAtOnce();                                       // the process is being ended
        }
        started = true;
        Waiting waiting = waits ? Waiting.ofGomp() : null;
        if (waiting != null) waiting.watch();
    }

    /**
     * The process will end without libtorch's destructors: an operation that still runs on another thread would
     * crash on what they take away. Of what is called at the end the last one named is first; so this is to be
     * said late, and may be again.
     */
    public static void endAtOnce() {
        Linker.nativeLinker().defaultLookup().find("_exit").ifPresent(exit -> call("on_exit",
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS), exit,
                MemorySegment.NULL));
    }

    /**
     * The bindings of OpenBLAS are a version older than libtorch's, whose own are not published; JavaCPP would warn of
     * it. libtorch calls BLAS's interface, which has not changed.
     */
    private static void withoutWordOfVersions(Runnable load) {
        PrintStream err = System.err;
        System.setErr(new PrintStream(err, true) {
            @Override
            public void println(String line) {
                if (!line.startsWith("Warning: Versions of org.bytedeco:")) super.println(line);
            }
        });
        try {
            load.run();
        } finally {
            System.setErr(err);
        }
    }

    private static final String MAX_PHYSICAL_BYTES = "org.bytedeco.javacpp.maxPhysicalBytes";

    /** What glibc's heaps are at most, on 64 bits. */
    private static final int HEAP = 64 << 20;

    private static final int M_TRIM_THRESHOLD = -1;
    private static final int M_TOP_PAD = -2;
    private static final int M_MMAP_THRESHOLD = -3;

    /**
     * On a GPU: kernels that give the same bits again where there are such (the others warn), and float32 where float32
     * is asked for, which cuDNN's convolutions would else round to 10 bits of mantissa.
     */
    public static void exactOnGpu() {
        start();
        try (var context = torch.globalContext()) {
            context.setDeterministicAlgorithms(true, true);
            context.setDeterministicFillUninitializedMemory(false);
            context.setDeterministicCuDNN(true);
            context.setBenchmarkCuDNN(false);
            context.setAllowTF32CuDNN(false);
            context.setAllowTF32CuBLAS(false);
        }
    }

    /** Intra-operation threads, at least 1. */
    public static void threads(int count) {
        start();
        torch.set_num_threads(count);
        threads = count;
    }

    public static int threads() {
        start();
        return threads > 0 ? threads : torch.get_num_threads();
    }

    /**
     * Runs {@code work} with OpenBLAS on {@code threads()} threads: linear algebra in float64 gains, nothing else runs.
     */
    public static <T> T withBlasThreads(java.util.function.Supplier<T> work) {
        openblas.blas_set_num_threads(threads());
        try {
            return work.get();
        } finally {
            openblas.blas_set_num_threads(1);
        }
    }

    /**
     * Runs {@code work} with each layer in libtorch's plain form: slower, equal up to rounding, and the same bits as
     * those that were made before there was another form. One at a time.
     */
    public static synchronized <T> T plainly(java.util.function.Supplier<T> work) {
        plain = true;
        try {
            return work.get();
        } finally {
            plain = false;
        }
    }

    /**
     * Gives freed memory back to the system, where the C library can: a new run is not charged with an old one's pages.
     */
    public static void releaseMemory() {
        call("malloc_trim", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG), 0L);
    }

    /** Native objects alive now; flat over a run. */
    public static long liveObjects() {
        return Pointer.totalCount();
    }

    private static void setEnvironment(String name, String value) {
        call("setenv", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT), name, value, 1);
        call("_putenv_s", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS), name,
                value);
    }

    private static void mallopt(int parameter, int value) {
        call("mallopt", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT),
                parameter, value);
    }

    /** Calls a function of the C library if this system's has it. */
    private static void call(String name, FunctionDescriptor type, Object... arguments) {
        var linker = Linker.nativeLinker();
        var symbol = linker.defaultLookup().find(name);
        if (symbol.isEmpty()) return;
        try (Arena arena = Arena.ofConfined()) {
            Object[] converted = java.util.Arrays.stream(arguments)
                    .map(a -> a instanceof String s ? arena.allocateFrom(s) : a).toArray();
            linker.downcallHandle(symbol.get(), type).invokeWithArguments(converted);
        } catch (Throwable e) {
            throw new IllegalStateException("cannot call " + name, e);
        }
    }
}
