package ganvas.lab.run;

import ganvas.lab.LabProgress;
import ganvas.problem.Problem;
import ganvas.torch.Engine;
import ganvas.train.Run;

/**
 * Ends a run in order when the process is told to end, by SIGINT or SIGTERM: the present step finishes, the state is
 * saved, and the user is told. The message is printed here, since the process ends with this hook.
 */
final class OrderlyStop {
    /**
     * Longest wait after the process is told to end, in nanoseconds. A step, or the measurement after it, that takes
     * longer is abandoned. The end of the JVM may take another second.
     */
    private static final long LONGEST = 3_000_000_000L;

    private final Run run;
    private final long images;
    private final LabProgress progress;
    private final Thread hook = new Thread(this::stopAndWait);
    private volatile boolean working;
    private volatile String failure = "";

    /** @param images length of the run */
    OrderlyStop(Run run, long images, LabProgress progress) {
        this.run = run;
        this.images = images;
        this.progress = progress;
    }

    /** Begins to wait for signals. False if the process is being ended already. */
    boolean begin() {
        working = true;
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** The state could not be saved. */
    void failed(Problem problem) {
        failure = " (" + problem.getMessage() + ")";
    }

    /** The run no longer works. */
    void end() {
        working = false;
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The hook is running: the process is being ended, and the state is saved.
        }
    }

    private void stopAndWait() {
        run.stop();
        long until = System.nanoTime() + LONGEST;
        try {
            while (working && System.nanoTime() < until) Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Engine.endAtOnce();                                    // the step continues while the process ends
        progress.say(words());
    }

    private String words() {
        if (working) return ("Stopped in a step or a measurement that takes longer than %d s. The same command goes on "
                + "from the checkpoint before.").formatted(LONGEST / 1_000_000_000);
        if (run.saved() == run.shown())
            return "Stopped at %,d of %,d images; the state is saved. The same command goes on.".formatted(run.shown(),
                    images);
        return "Stopped at %,d of %,d images; the state could not be saved%s. The same command goes on at %,d."
                .formatted(run.shown(), images, failure, run.saved());
    }
}
