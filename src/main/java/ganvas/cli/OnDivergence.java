package ganvas.cli;

import ganvas.lab.Compute;
import ganvas.problem.Problem;
import picocli.CommandLine.Option;

/** Option of the verbs that train: what happens to a run with values that are not finite. */
final class OnDivergence {
    @Further
    @Option(names = "--on-divergence", paramLabel = "ACTION", defaultValue = "stop",
            description = {
                    "stop, or rollback: a run with a loss or a weight that is no longer finite goes back to its last "
                            + "snapshot, with half",
                    "the rates, three times at most (default: ${DEFAULT-VALUE})"})
    String action;

    Compute applyTo(Compute compute) {
        return compute.withRollback(switch (action) {
            case "stop" -> false;
            case "rollback" -> true;
            default -> throw Problem.input("--on-divergence: expected stop or rollback; found '%s'", action);
        });
    }
}
