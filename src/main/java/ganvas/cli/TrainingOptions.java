package ganvas.cli;

import ganvas.lab.Compute;
import ganvas.problem.Problem;
import picocli.CommandLine.Option;

/** Options of the verbs that train models. */
final class TrainingOptions {
    @Further
    @Option(names = "--checkpoint-seconds", paramLabel = "S", defaultValue = "20",
            description = "training time between two checkpoints (default: ${DEFAULT-VALUE})")
    double checkpointSeconds;

    @Further
    @Option(names = "--on-divergence", paramLabel = "ACTION", defaultValue = "stop",
            description = {
                    "stop, or rollback: a run with a loss or a weight that is no longer finite goes back to its last "
                            + "snapshot, with half",
                    "the rates, three times at most (default: ${DEFAULT-VALUE})"})
    String action;

    Compute applyTo(Compute compute) {
        return compute.savingEvery(checkpointSeconds).withRollback(switch (action) {
            case "stop" -> false;
            case "rollback" -> true;
            default -> throw Problem.input("--on-divergence: expected stop or rollback; found '%s'", action);
        });
    }
}
