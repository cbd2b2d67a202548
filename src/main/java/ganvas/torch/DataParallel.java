package ganvas.torch;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;

/**
 * Computes the shards of a batch at the same time, each on one thread. The usual way splits each operation over all
 * threads. There, threads wait whenever an operation is too short or cannot be split; here they do not.
 *
 * <p>The threads are OpenMP's team, which libtorch's operations use too. Threads of another pool would compete with it
 * for the same cores.
 */
public final class DataParallel {
    private DataParallel() {}

    /** Whether the number of threads is exactly {@code shards}. */
    public static boolean hasThreadsFor(int shards, Device device) {
        return device.isCpu() && !Engine.plain && Team.GOMP.isPresent() && shards == Engine.threads();
    }

    /**
     * Runs {@code works} and returns the result of each, in order. Frees all other tensors that they make. If any fail,
     * waits until all have ended and throws the first failure.
     */
    public static List<List<Tensor>> run(List<Supplier<List<Tensor>>> works) {
        if (works.size() == 1) return List.of(works.getFirst().get());
        var job = new Job(works, new AtomicInteger(), new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
        Team.GOMP.orElseThrow().run(job, Math.min(works.size(), Engine.threads()));
        Optional<PointerScope> outer = Optional.ofNullable(PointerScope.getInnerScope());
        var results = new ArrayList<List<Tensor>>();
        for (int i = 0; i < works.size(); i++) {
            List<Tensor> result = job.results.getOrDefault(i, List.of());
            outer.ifPresent(scope -> result.forEach(t -> {
                scope.attach(t.handle);
                t.handle.releaseReference();
            }));
            results.add(result);
        }
        for (int i = -1; i < works.size(); i++) {
            switch (job.failures.get(i)) {
                case null -> {}
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case Throwable e -> throw new IllegalStateException(e);
            }
        }
        return results;
    }

    /**
     * @param next index of the first work that no thread has taken.
     * @param failures by index of the work; −1 for a failure outside the works
     */
    private record Job(List<Supplier<List<Tensor>>> works, AtomicInteger next, Map<Integer, List<Tensor>> results,
            Map<Integer, Throwable> failures) {
        /** Takes works until none is left. Each thread of the team calls it. */
        void work() {
            for (int i; (i = next.getAndIncrement()) < works.size();) {
                try (var _ = new Scope()) {
                    List<Tensor> result = works.get(i).get();
                    for (Tensor t : result) t.handle.retainReference();
                    results.put(i, result);
                } catch (Throwable e) {
                    failures.put(i, e);  // thrown on through native code, it would end the process
                }
            }
        }
    }

    /**
     * Runs jobs on libgomp's team of threads.
     *
     * @param parallel {@code GOMP_parallel(function, data, threads, flags)}
     * @param threads  {@code omp_set_num_threads(count)}. Called inside a team, it holds for the calling thread until
     *         the team ends
     * @param work     the function that each thread of the team calls
     */
    private record Team(MethodHandle parallel, MethodHandle threads, MemorySegment work) {
        /** Empty where libtorch does not use libgomp. */
        static final Optional<Team> GOMP = Gomp.function("GOMP_parallel", ValueLayout.ADDRESS, ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT)
                .flatMap(parallel -> Gomp.function("omp_set_num_threads", ValueLayout.JAVA_INT)
                        .map(threads -> new Team(parallel, threads, Linker.nativeLinker().upcallStub(workHandle(),
                                FunctionDescriptor.ofVoid(ValueLayout.JAVA_LONG), Arena.global()))));
        private static final AtomicLong NUMBERS = new AtomicLong();
        private static final Map<Long, Job> JOBS = new ConcurrentHashMap<>();

        private static MethodHandle workHandle() {
            try {
                return MethodHandles.lookup().findStatic(Team.class, "work",
                        MethodType.methodType(void.class, long.class));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        /**
         * The function that each thread of a team calls. It must not throw. It tells OpenMP that this thread works
         * alone; otherwise oneDNN would split its work over the whole team and wait for it.
         */
        @SuppressWarnings("unused")                                            // looked up by its name
        private static void work(long number) {
            Job job = JOBS.get(number);
            try {
                torch.get_num_threads();  // comes first: libtorch's first call on a thread sets the same number
                GOMP.orElseThrow().threads.invokeExact(1);
                job.work();
            } catch (Throwable e) {
                job.failures.put(-1, e);
            }
        }

        void run(Job job, int size) {
            long number = NUMBERS.incrementAndGet();
            JOBS.put(number, job);
            try {
                parallel.invokeExact(work, number, size, 0);
            } catch (Throwable e) {
                throw new IllegalStateException("cannot call GOMP_parallel", e);
            } finally {
                JOBS.remove(number);
            }
        }
    }
}
