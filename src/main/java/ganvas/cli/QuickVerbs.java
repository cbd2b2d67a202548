package ganvas.cli;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The commands that end at once. The launcher starts them without the optimizing compiler. It reads the patterns from a
 * file that {@link #main} writes once for each jar. {@link Rehearsal} runs the examples for the archive of loaded
 * classes.
 */
final class QuickVerbs {
    /** The archive of classes that work without libtorch. It is small, so it is mapped sooner. */
    static final String SHORT = "short";
    /** The archive of all classes. */
    static final String WHOLE = "ganvas";

    /**
     * A group of quick commands.
     *
     * @param archive  {@link #SHORT} or {@link #WHOLE}
     * @param pattern  of a shell, for the words after {@code ganvas} on the command line
     * @param examples commands that load the classes of all commands of the pattern
     */
    record Quick(String archive, String pattern, List<String> examples) {}

    static final List<Quick> ALL = List.of(
            new Quick(SHORT, "", List.of()),
            new Quick(SHORT, "-*", List.of("--help")),
            new Quick(SHORT, "describe*", List.of("describe ali-2020/gan", "describe khanna-2020/vae --json")),
            new Quick(SHORT, "models*", List.of("models")),
            new Quick(SHORT, "metrics", List.of("metrics")),
            new Quick(SHORT, "metrics --json", List.of("metrics --json")),
            new Quick(SHORT, "datasets", List.of("datasets")),
            new Quick(SHORT, "datasets --json", List.of()),
            new Quick(SHORT, "weights list*", List.of("weights list", "weights list --json")),
            new Quick(SHORT, "study list*", List.of("study list", "study list --json")),
            new Quick(SHORT, "study show*", List.of("study show ali-2020", "study show ali-2020 --json")),
            new Quick(SHORT, "*--help*", List.of("compare --help")),
            new Quick(SHORT, "* -h", List.of()),
            new Quick(WHOLE, "doctor*", List.of()));

    private QuickVerbs() {}

    /** The lines that the launcher reads, each with the archive and the pattern. */
    static String lines() {
        return ALL.stream().map(q -> q.archive + " " + q.pattern + "\n").collect(Collectors.joining());
    }

    public static void main(String[] args) {
        System.out.print(lines());
    }
}
