package ganvas.cli;

import ganvas.lab.Compute;
import ganvas.torch.Precision;
import ganvas.torch.Processor;
import ganvas.zoo.ZooModel;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options of every verb that computes. */
final class ComputeOptions {
    /** For the verbs without {@link TrainingOptions}. */
    private static final double NO_CHECKPOINTS = Double.MAX_VALUE;

    @Further
    @Option(names = "--device", paramLabel = "DEVICE", defaultValue = "auto",
            description = "auto, cpu or cuda:N (default: ${DEFAULT-VALUE}, a GPU if there is one)")
    String device;

    @Further
    @Option(names = "--precision", paramLabel = "PRECISION", defaultValue = "auto",
            description = {"auto, fp32 or bf16 (default: ${DEFAULT-VALUE}: fp32 on a CPU, bf16 on a GPU;",
                    "'train' also takes bf16 on a CPU that has it, for models whose quality was shown not to suffer)"})
    String precision;

    @Further
    @Option(names = "--threads", paramLabel = "N", defaultValue = "0",
            description = "CPU threads (default: one a core)")
    int threads;

    /**
     * The device and settings. {@code auto} is fp32 on every CPU, so that models are compared in the same arithmetic on
     * every processor. Loads libtorch.
     */
    Compute compute() {
        return compute(false);
    }

    /**
     * The device and settings of a verb that trains one model alone: {@code auto} is bf16 on a CPU that has it, if
     * {@link ZooModel#trainsInBf16}. Loads libtorch.
     *
     * @param values  resolved settings of the model
     * @param dataset as on the command line
     */
    Compute compute(ZooModel model, Map<String, Object> values, String dataset) {
        return compute(model.trainsInBf16(values, dataset));
    }

    private Compute compute(boolean asWellInBf16) {
        if (threads < 0 || threads > 1024) {
            throw ganvas.problem.Problem.input("--threads: expected a number from 1 to 1024; found %d", threads);
        }
        int cores = Runtime.getRuntime().availableProcessors();
        if (threads > cores) {
            System.err.printf(
                    "--threads %d on %d core%s: threads that wait for each other make this many times slower.%n",
                    threads, cores, cores == 1 ? "" : "s");
        }
        Compute compute = Compute.of(device, precision, asWellInBf16, threads, NO_CHECKPOINTS);
        if (compute.precision() == Precision.BF16 && compute.device().isCpu() && !Processor.here().bf16()) {
            System.err.println(
                    "--precision bf16: this processor has no instructions for it (AVX512-BF16 or AMX), so that it is "
                            + "many times slower than fp32 here.");
        }
        return compute;
    }
}
