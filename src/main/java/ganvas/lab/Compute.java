package ganvas.lab;

import ganvas.torch.Device;
import ganvas.torch.Engine;
import ganvas.torch.Precision;

/**
 * The device, the precision and the threads of the computation, and how often the state is saved.
 *
 * @param checkpointSeconds training time between two checkpoints
 * @param rollback          whether a run with values that are not finite goes back and tries lower rates; otherwise it
 *          ends
 */
public record Compute(Device device, Precision precision, int threads, double checkpointSeconds, boolean rollback) {
    /** As the other method; {@code auto} is fp32 on any CPU. */
    public static Compute of(String device, String precision, int threads, double checkpointSeconds) {
        return of(device, precision, false, threads, checkpointSeconds);
    }

    /**
     * Resolves the requested device, precision and threads. Loads libtorch.
     *
     * @param asWellInBf16 see {@link Precision#of}
     * @param threads 0 for one per core
     */
    public static Compute of(String device, String precision, boolean asWellInBf16, int threads,
            double checkpointSeconds) {
        Device d = Device.of(device);
        int t = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
        Engine.threads(t);
        if (!d.isCpu()) Engine.exactOnGpu();
        return new Compute(d, Precision.resolve(precision, d, asWellInBf16), t, checkpointSeconds, false);
    }

    /** @param seconds training time between two checkpoints */
    public Compute savingEvery(double seconds) {
        return new Compute(device, precision, threads, seconds, rollback);
    }

    public Compute withRollback(boolean wanted) {
        return new Compute(device, precision, threads, checkpointSeconds, wanted);
    }
}
