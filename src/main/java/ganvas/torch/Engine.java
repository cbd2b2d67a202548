package ganvas.torch;

import ganvas.problem.Problem;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.OptionalLong;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.global.torch;

/** Starts libtorch once, with one thread pool and an allocator that keeps its pages. */
public final class Engine {
    private static boolean started;
    /** Intra-operation threads; 0 where nobody has set them. */
    private static volatile int threads;

    private Engine() {}

    /** See {@link #plainly}. */
    static volatile boolean plain;

    /** Loads libtorch if it is not loaded yet. Takes about a second. */
    public static synchronized void start() {
        if (started) return;
        refuseFewAddresses();
        // The pools of OpenBLAS and OpenMP would spin against each other for the same cores. All these settings must be
        // made before either library loads.
        setEnvironment("OPENBLAS_NUM_THREADS", "1");
        // OpenMP's threads spin for about two milliseconds. Waiting shortens that on a busy machine, unless the user
        // has set it.
        boolean waits = System.getenv("GOMP_SPINCOUNT") == null;
        if (waits) setEnvironment("GOMP_SPINCOUNT", "100000");
        // OpenBLAS's own threads would spin 2²⁶ ticks for the next product and disturb OpenMP's work between two
        // products.
        if (System.getenv("OPENBLAS_THREAD_TIMEOUT") == null) setEnvironment("OPENBLAS_THREAD_TIMEOUT", "16");
        // Without this, cuBLAS may round differently from run to run (NVIDIA, cuBLAS manual, "Results
        // reproducibility").
        if (System.getenv("CUBLAS_WORKSPACE_CONFIG") == null) setEnvironment("CUBLAS_WORKSPACE_CONFIG", ":4096:8");
        // JavaCPP would read /proc/self/statm for every native object, a third of the object's cost. Scopes bound the
        // memory instead.
        if (System.getProperty(MAX_PHYSICAL_BYTES) == null) System.setProperty(MAX_PHYSICAL_BYTES, "0");
        // glibc returns every freed block above 128 KB to the kernel. Each operation would then page-fault on its
        // output.
        mallopt(M_MMAP_THRESHOLD, 1 << 30);
        mallopt(M_TRIM_THRESHOLD, Integer.MAX_VALUE);
        // glibc still unmaps the empty heap of every thread except the first, unless a new heap gets all its memory at
        // the start (heap_trim in glibc's arena.c).
        mallopt(M_TOP_PAD, HEAP);
        NativeCache.guard(() -> withoutWordOfVersions(() -> Loader.load(torch.class)));
        openblas.blas_set_num_threads(1);
        try (var context = torch.globalContext()) {
            // libtorch tries NNPACK where oneDNN declines a convolution. It then warns each time on a processor that
            // does not report its cache sizes.
            context.setUserEnabledNNPACK(false);
        }
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(Engine::endAtOnce));
        } catch (IllegalStateException e) {
            endAtOnce();                                       // the process is already ending
        }
        started = true;
        if (waits) Waiting.ofGomp().ifPresent(Waiting::watch);
    }

    /** With fewer addresses, OpenBLAS ends the process in words that name no cause. */
    private static void refuseFewAddresses() {
        OptionalLong limit = Limits.here().addresses();
        if (limit.isEmpty() || limit.getAsLong() >= Limits.FEWEST_ADDRESSES) return;
        throw Problem.failed("libtorch needs %,d MB of address space, and this shell allows %,d. Raise the limit: "
                + "'ulimit -v unlimited'.", Limits.FEWEST_ADDRESSES >> 20, limit.getAsLong() >> 20);
    }

    /**
     * Makes the process end without libtorch's destructors: an operation that still runs on another thread would crash
     * on what they free. The C library calls its exit functions in reverse order of registration. So call this late;
     * calling it again does no harm.
     */
    public static void endAtOnce() {
        Linker.nativeLinker().defaultLookup().find("_exit").ifPresent(exit -> call("on_exit",
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS), exit,
                MemorySegment.NULL));
    }

    /**
     * Loads without JavaCPP's warning about versions. The bindings of OpenBLAS are one version older than the OpenBLAS
     * that libtorch wants; the matching ones are not published. libtorch calls the BLAS interface, which has not
     * changed.
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

    /** The largest size of a glibc heap on 64-bit systems, in bytes. */
    private static final int HEAP = 64 << 20;

    private static final int M_TRIM_THRESHOLD = -1;
    private static final int M_TOP_PAD = -2;
    private static final int M_MMAP_THRESHOLD = -3;

    /**
     * Makes a GPU exact. Kernels give the same bits in every run where such kernels exist; the others warn. float32
     * stays float32; otherwise cuDNN's convolutions would round it to 10 bits of mantissa (TF32).
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

    /** Sets the number of intra-operation threads, at least 1. */
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
     * Runs {@code work} with OpenBLAS on {@code threads()} threads. Only linear algebra in float64 gains; nothing else
     * should run at the same time.
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
     * Runs {@code work} with each layer in libtorch's plain form, without {@code Kernels}. It is slower and equal up to
     * rounding, and gives the same bits as results from before the faster form existed. Callers take turns.
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
     * Returns freed memory to the system, where the C library can. Then the memory of a new run does not include pages
     * of an old one.
     */
    public static void releaseMemory() {
        call("malloc_trim", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG), 0L);
    }

    /** Number of native objects that are alive now. It stays constant over a run. */
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

    /** Calls a function of the C library, if this system's library has it. */
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
