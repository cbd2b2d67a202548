package ganvas.file;

import ganvas.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Files and folders as people type them. */
public final class UserPath {
    /** What Java makes of bytes in a name that are not UTF-8. */
    private static final char UNREADABLE = '\uFFFD';
    private static final List<String> HERE = List.of("", ".");

    private UserPath() {}

    /**
     * The file or folder {@code text}. A shell opens {@code ~/} up at the beginning of a word only; in
     * {@code folder:~/pictures} and {@code --to=~/x.npz} it means the home folder here. A name with bytes that are not
     * UTF-8, such as a Latin-1 name, is looked up in its folder.
     *
     * @throws InvalidPathException if no file can have such a name
     */
    public static Path of(String text) {
        Path path = text.equals("~") || text.startsWith("~/")
                ? home().map(home -> home.resolve(text.substring(Math.min(2, text.length()))))
                        .orElseThrow(() -> Problem.input(
                                "%s: this user has no home folder; expected a path without '~'", text))
                : Path.of(text);
        return text.indexOf(UNREADABLE) < 0 ? path : found(path);
    }

    /**
     * The user's home folder. Empty if there is none: Java calls it {@code ?} where the system does not know the user,
     * as in a container, and services have no HOME.
     */
    public static Optional<Path> home() {
        return home(System.getProperty("user.home", ""), System.getenv().getOrDefault("HOME", ""));
    }

    static Optional<Path> home(String property, String variable) {
        return Stream.of(property, variable).filter(h -> !h.isEmpty() && !h.equals("?")).map(Path::of)
                .filter(h -> h.isAbsolute() && h.getNameCount() > 0).findFirst();
    }

    /** A folder for this user's files that need not last, for a user without a home folder. */
    public static Path temporary(String name) {
        return Path.of(System.getProperty("java.io.tmpdir"),
                name + "-" + System.getProperty("user.name").replaceAll("[^\\w.-]", "_"));
    }

    /** The path itself, or the nearest folder above it that exists. */
    public static Path existing(Path path) {
        Path there = path.toAbsolutePath();
        while (!Files.exists(there)) there = there.getParent();
        return there;
    }

    /** Java keeps the bytes of names that it lists, but not of names that it is given as text. */
    private static Path found(Path wanted) {
        Path at = wanted.isAbsolute() ? wanted.getRoot() : Path.of("");
        for (Path name : wanted) {
            Path next = at.resolve(name);
            if (name.toString().indexOf(UNREADABLE) >= 0 && !Files.exists(next)) {
                List<Path> same = named(at, name.toString());
                if (same.size() > 1) {
                    throw Problem.input("%s: %d names in this folder look like this, for they have bytes that are not "
                            + "UTF-8; rename them, for example with 'convmv -f latin1 -t utf8'", wanted, same.size());
                }
                if (!same.isEmpty()) next = same.getFirst();
            }
            at = next;
        }
        return at;
    }

    private static List<Path> named(Path folder, String name) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().equals(name))
                    .map(f -> HERE.contains(folder.toString()) ? f.getFileName() : f).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /**
     * The path of {@code file} inside {@code folder}, with slashes. Bytes that are not UTF-8 are written as in an
     * address, such as {@code %E9}, so that no two files have one name.
     */
    public static String inside(Path folder, Path file) {
        Path inside = folder.relativize(file);
        String name = inside.toString();
        if (name.indexOf(UNREADABLE) < 0) return name.replace('\\', '/');
        String whole = file.toUri().getRawPath(), start = folder.toUri().getRawPath();
        return whole.substring(start.endsWith("/") ? start.length() : start.length() + 1);
    }
}
