package ganvas.cli;

import ganvas.problem.Problem;
import java.util.Locale;

/**
 * Where the program begins. Nothing here names a class of a library: Java could not load this class without them, and a
 * user who moved the jar alone would see a stack trace.
 */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        if (!Libraries.isThere()) {
            System.err.println("ganvas: " + Libraries.missing().orElse("its libraries cannot be read; build again."));
            System.exit(Problem.FAILED);
        }
        System.setProperty("java.awt.headless", "true");
        Locale.setDefault(Locale.ROOT);                        // digits and points as in files
        var output = StandardOutput.install();
        System.exit(output.end(run(args), System.err));
    }

    /** Runs one command; errors go to standard error in words. */
    static int run(String... args) {
        return GanvasCommand.run(args);
    }
}
