package ganvas.cli;

import ganvas.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What {@code sample} makes: the options of each kind, and the endings of its files, where "" stands for a folder. */
enum SampleKind {
    SAMPLES("samples", "samples.png", List.of("--n", "--seed", "--truncation", "--class"), List.of(".npz", ".png", "")),
    INTERPOLATE("--interpolate", "interpolation.png",
            List.of("--n", "--seed", "--truncation", "--class", "--path", "--steps", "--delay"),
            List.of(".png", ".gif", ".apng")),
    TRAVERSE("--traverse", "traversal.png",
            List.of("--seed", "--truncation", "--class", "--steps", "--delay", "--dataset"),
            List.of(".png", ".gif", ".apng")),
    RECONSTRUCT("--reconstruct", "reconstructions.png", List.of("--n", "--class", "--dataset"), List.of(".png")),
    ANIMATE("--animate", "training.gif", List.of("--steps", "--delay"), List.of(".gif", ".apng"));

    /** Options that belong to some kinds only, in the order in which they are refused. */
    static final List<String> OPTIONS = List.of("--n", "--seed", "--truncation", "--class", "--path", "--steps",
            "--delay", "--dataset");

    private final String words;
    private final String file;
    private final List<String> options;
    private final List<String> endings;

    SampleKind(String words, String file, List<String> options, List<String> endings) {
        this.words = words;
        this.file = file;
        this.options = options;
        this.endings = endings;
    }

    /** Its option; "samples" for plain samples. */
    String words() {
        return words;
    }

    /** Its file, unless the user names another. */
    Path file() {
        return Path.of(file);
    }

    /** Refuses an option of another kind. */
    void refuseUnlessOwn(String option) {
        if (options.contains(option)) return;
        String with = Arrays.stream(values()).filter(kind -> kind.options.contains(option)).map(kind -> kind.words)
                .collect(Collectors.joining(", "));
        throw Problem.input("%s does not belong to %s, but to %s. Leave it out.", option, words, with);
    }

    /** The ending of {@code file}, if it is one that can be written. */
    String ending(Path file) {
        String name = file.getFileName() == null ? "" : file.getFileName().toString().toLowerCase(Locale.ROOT);
        for (String ending : endings) if (!ending.isEmpty() && name.endsWith(ending)) return ending;
        boolean isFilm = name.endsWith(".gif") || name.endsWith(".apng");
        boolean named = name.matches(".+\\.[a-z0-9]{1,5}");
        if (this == SAMPLES && (Files.isDirectory(file) || !named && !Files.exists(file))) return "";
        throw Problem.input("--to %s: expected %s%s", file,
                endings.stream().map(e -> e.isEmpty() ? "a folder" : e).collect(Collectors.joining(", "))
                        .replaceFirst(", ([^,]*)$", " or $1"),
                isFilm ? "; --interpolate, --traverse and --animate make films"
                        : this == SAMPLES && named ? "; of a folder with such a name, make it first" : "");
    }
}
