package ganvas.cli;

import ganvas.lab.run.Lab;
import ganvas.problem.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Makes runs of a study at the same time, each in its own process. Each process has its own peak memory, and its
 * results do not depend on the others. Small models gain little from a second thread: two runs in parallel on one
 * thread each end sooner than one after the other on two threads.
 */
final class ParallelRuns {
    private final int jobs;
    private final List<String> before;
    private final List<String> after;
    private final Set<Process> alive = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /** @param options of {@link StudyPartCommand}, after its folder, arm and seed */
    ParallelRuns(int jobs, Path out, List<String> options) {
        this.jobs = jobs;
        this.before = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(a -> a.matches("-X.*|-D.*|--enable-.*|--add-.*")).forEach(before::add);
        // The manifest of a jar sets this for the jar's own process only.
        String natives = "--enable-native-access=ALL-UNNAMED";
        if (!before.contains(natives)) before.add(natives);
        before.addAll(List.of("-cp", System.getProperty("java.class.path"), "ganvas.cli.Main", "study", "part",
                out.toString()));
        this.after = options;
    }

    /**
     * Makes the runs. False if it was stopped. The first run that fails stops the others.
     *
     * @param seedDone called when all runs of a seed are measured
     */
    boolean run(List<Lab.Part> parts, Runnable seedDone) {
        var hook = new Thread(this::stop);
        Runtime.getRuntime().addShutdownHook(hook);
        var pool = Executors.newFixedThreadPool(jobs);
        try {
            var done = new ExecutorCompletionService<Lab.Part>(pool);
            parts.forEach(p -> done.submit(() -> follow(p), p));
            var left = new ArrayList<>(parts);
            while (!left.isEmpty()) {
                Lab.Part p = done.take().get();
                if (stopping) return false;
                left.remove(p);
                if (left.stream().noneMatch(l -> l.seed() == p.seed())) seedDone.run();
            }
            return true;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException r ? r : new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            stop();
            pool.shutdown();
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The run is in progress.
            }
        }
    }

    private void follow(Lab.Part p) {
        if (stopping) return;
        var line = new ArrayList<>(before);
        line.addAll(List.of(p.arm(), Long.toString(p.seed())));
        line.addAll(after);
        String name = "%s, seed %d".formatted(p.arm(), p.seed());
        try {
            Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
            alive.add(process);
            if (stopping) process.toHandle().destroy();
            String last = "";
            try (BufferedReader said = process.inputReader()) {
                for (String l; (l = said.readLine()) != null; last = l) System.err.println(name + " | " + l);
            }
            int code = process.waitFor();
            alive.remove(process);
            if (code != 0 && !stopping) {
                throw Problem.failed("%s ended with code %d (%s). What is done is kept; the same command goes on.",
                        name, code, last.replaceFirst("^ganvas: ", ""));
            }
        } catch (IOException e) {
            throw Problem.failed("cannot start a process for %s: %s", name, e.getMessage());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Stops all runs. Each has five seconds to finish its step, save and end. */
    private void stop() {
        stopping = true;
        // Process.destroy would close the pipe through which its last words come
        alive.forEach(p -> p.toHandle().destroy());
        long until = System.nanoTime() + 4_500_000_000L;
        for (Process p : alive) {
            try {
                p.waitFor(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
