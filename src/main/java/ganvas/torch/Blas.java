package ganvas.torch;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;

/**
 * OpenBLAS on OpenMP's threads. Its own would wait for the same cores as libgomp's; but it hands the parts of a product to whoever asks for them
 * (openblas_set_threads_callback_function), and here a team of libgomp's does them. The result depends on the number of parts alone.
 */
final class Blas {
    /** What a team needs: the function, its first part's data, the size of a part's, a number that it is to be given, and how many parts there are. */
    private static final MemoryLayout WORK = MemoryLayout.structLayout(ValueLayout.ADDRESS.withName("function"), ValueLayout.JAVA_LONG.withName("data"),
            ValueLayout.JAVA_LONG.withName("size"), ValueLayout.JAVA_INT.withName("with"), ValueLayout.JAVA_INT.withName("parts"));

    private final MethodHandle setThreads;
    private final MethodHandle parallel;
    private final MethodHandle threadNumber;
    private final MethodHandle teamSize;
    private final MethodHandle part;
    private final MemorySegment member;
    /** Products done in parts. */
    final LongAdder shared = new LongAdder();

    private Blas(SymbolLookup openblas, SymbolLookup gomp) throws Throwable {
        var linker = Linker.nativeLinker();
        var address = ValueLayout.ADDRESS;
        var number = ValueLayout.JAVA_INT;
        setThreads = linker.downcallHandle(openblas.find("openblas_set_num_threads").orElseThrow(), FunctionDescriptor.ofVoid(number));
        parallel = linker.downcallHandle(gomp.find("GOMP_parallel").orElseThrow(), FunctionDescriptor.ofVoid(address, address, number, number));
        threadNumber = linker.downcallHandle(gomp.find("omp_get_thread_num").orElseThrow(), FunctionDescriptor.of(number));
        teamSize = linker.downcallHandle(gomp.find("omp_get_num_threads").orElseThrow(), FunctionDescriptor.of(number));
        part = linker.downcallHandle(FunctionDescriptor.ofVoid(number, ValueLayout.JAVA_LONG, number));
        var toMember = FunctionDescriptor.ofVoid(address.withTargetLayout(WORK));
        var toShare = FunctionDescriptor.ofVoid(number, address, number, ValueLayout.JAVA_LONG, address, number);
        var own = MethodHandles.lookup();
        member = linker.upcallStub(own.bind(this, "member", toMember.toMethodType()), toMember, Arena.global());
        var share = linker.upcallStub(own.bind(this, "share", toShare.toMethodType()), toShare, Arena.global());
        linker.downcallHandle(openblas.find("openblas_set_threads_callback_function").orElseThrow(), FunctionDescriptor.ofVoid(address)).invokeExact(share);
    }

    /** Null where libtorch has not both. To be called when it is loaded. */
    static Blas onGomp() {
        try {
            return new Blas(SymbolLookup.loaderLookup(), SymbolLookup.libraryLookup("libgomp.so.1", Arena.global()));
        } catch (IllegalArgumentException | NoSuchElementException e) {
            return null;
        } catch (Throwable e) {
            throw new IllegalStateException("cannot give OpenBLAS the threads of OpenMP", e);
        }
    }

    /** Parts of each product that is large enough. */
    void threads(int count) {
        try {
            setThreads.invokeExact(count);
        } catch (Throwable e) {
            throw new IllegalStateException("cannot call openblas_set_num_threads", e);
        }
    }

    /** Called by OpenBLAS. The parts wait for each other, so all must run at once. */
    private void share(int sync, MemorySegment function, int parts, long size, MemorySegment data, int with) {
        shared.increment();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment work = arena.allocate(WORK);
            work.set(ValueLayout.ADDRESS, 0, function);
            work.set(ValueLayout.JAVA_LONG, 8, data.address());
            work.set(ValueLayout.JAVA_LONG, 16, size);
            work.set(ValueLayout.JAVA_INT, 24, with);
            work.set(ValueLayout.JAVA_INT, 28, parts);
            parallel.invokeExact(member, work, parts, 0);
        } catch (Throwable e) {
            throw new IllegalStateException("cannot call GOMP_parallel", e);
        }
    }

    /** Called by each thread of the team. A team within another has one, and OMP_THREAD_LIMIT may allow few: then Java's threads do what is left. */
    private void member(MemorySegment work) {
        try {
            int number = (int) threadNumber.invokeExact(), team = (int) teamSize.invokeExact(), parts = work.get(ValueLayout.JAVA_INT, 28);
            if (number > 0 || team == parts) {
                run(work, number);
                return;
            }
            var others = new CompletableFuture<?>[parts - team];
            Arrays.setAll(others, i -> CompletableFuture.runAsync(() -> run(work, team + i), task -> Thread.ofPlatform().start(task)));
            run(work, number);
            CompletableFuture.allOf(others).join();
        } catch (Throwable e) {
            throw new IllegalStateException("cannot call OpenMP", e);
        }
    }

    private void run(MemorySegment work, int number) {
        try {
            part.invokeExact(work.get(ValueLayout.ADDRESS, 0), number, work.get(ValueLayout.JAVA_LONG, 8) + number * work.get(ValueLayout.JAVA_LONG, 16),
                    work.get(ValueLayout.JAVA_INT, 24));
        } catch (Throwable e) {
            throw new IllegalStateException("cannot call OpenBLAS", e);
        }
    }
}
