package ganvas.cli;

import ganvas.problem.DidYouMean;
import ganvas.problem.Problem;
import ganvas.result.Settings;
import java.util.List;
import picocli.CommandLine.Option;

/** Option of {@code sample}: the class to draw, for models that are told classes. */
final class ClassOption {
    @Further
    @Option(names = "--class", paramLabel = "CLASS",
            description = "of models that are told classes: this one alone, by name or by number from 0")
    private String wanted;

    /** Whether the run's model is told classes. */
    static boolean isTold(Settings settings) {
        return ((Number) settings.values().getOrDefault("classes", 0)).longValue() > 0;
    }

    /**
     * Refuses a class for a model that is told none, and a path through latent space without one for a model that is.
     */
    void check(Settings settings, SampleKind asked) {
        if (wanted != null && !isTold(settings)) {
            throw Problem.input(
                    "--class %s: %s is told no classes. hinrichsen-2023/biggan and biggan-deep are, "
                            + "where they were trained with --set classes=10 or as many as the dataset has.",
                    wanted, settings.model());
        }
        if (wanted == null && isTold(settings) && asked != SampleKind.SAMPLES && asked != SampleKind.ANIMATE) {
            throw Problem.input("%s: expected --class beside it; this run of %s is told which class to draw",
                    asked.words(), settings.model());
        }
    }

    /** The number of the class, given by name, or by number if no class has that name; −1 if none was given. */
    int number(List<String> classes) {
        if (wanted == null) return -1;
        if (classes.contains(wanted)) return classes.indexOf(wanted);
        if (wanted.matches("\\d{1,6}") && Integer.parseInt(wanted) < classes.size()) return Integer.parseInt(wanted);
        throw Problem.input("--class %s: expected one of %s, or its number from 0 to %d%s", wanted,
                String.join(", ", classes), classes.size() - 1, DidYouMean.hint(wanted, classes));
    }
}
