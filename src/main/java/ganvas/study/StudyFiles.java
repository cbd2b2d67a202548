package ganvas.study;

import ganvas.problem.DidYouMean;
import ganvas.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Finds study files, which come with the program or are on disk. */
public final class StudyFiles {
    /** Names of the studies that come with the program. */
    public static final List<String> PACKAGED = List.of("tanwar-2023", "khanna-2020", "ali-2020", "gaikwad-2020",
            "hinrichsen-2023");

    private StudyFiles() {}

    /** @param asked the name of a study that comes with the program, or a file */
    public static StudyFile load(String asked, Catalogue catalogue) {
        if (PACKAGED.contains(asked)) return parse("studies/" + asked + ".yaml", packaged(asked), catalogue);
        Path path;
        try {
            path = Path.of(asked);
        } catch (InvalidPathException e) {
            throw Problem.input("expected a study or a file, found '%s', which cannot be a file's name", asked);
        }
        if (Files.exists(path) || asked.matches(".*([/\\\\]|\\.ya?ml$).*"))
            return parse(asked, Yaml.text(path), catalogue);
        throw Problem.input("expected a study that comes with the program (%s) or a study file, found '%s'%s",
                String.join(", ", PACKAGED), asked, DidYouMean.hint(asked, PACKAGED));
    }

    private static String packaged(String name) {
        try (InputStream in = StudyFiles.class.getResourceAsStream("/ganvas/studies/" + name + ".yaml")) {
            if (in == null) throw new IllegalStateException("the program was built without studies/" + name + ".yaml");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param file name in errors */
    public static StudyFile parse(String file, String text, Catalogue catalogue) {
        return new StudyReader(file, catalogue).read(Yaml.read(file, text));
    }
}
