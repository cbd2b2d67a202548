package ganvas.data;

import ganvas.file.UserPath;
import ganvas.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The folder for fetched files: the system's usual cache folder. */
public final class Cache {
    private Cache() {}

    /** Name of its sub-folder for features of reference pictures. */
    public static final String FEATURES = "features";

    /**
     * {@code $XDG_CACHE_HOME/ganvas} or {@code ~/.cache/ganvas}, {@code ~/Library/Caches/ganvas},
     * {@code %LOCALAPPDATA%\ganvas}. Without a home folder it is in the folder for temporary files.
     */
    public static Path folder() {
        return folder(System.getProperty("os.name"), System.getenv(),
                UserPath.home().orElseGet(() -> UserPath.temporary("ganvas")));
    }

    static Path folder(String system, Map<String, String> environment, Path home) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("mac")) return home.resolve("Library/Caches/ganvas");
        boolean windows = name.startsWith("windows");
        String variable = windows ? "LOCALAPPDATA" : "XDG_CACHE_HOME", value = environment.getOrDefault(variable, "");
        try {
            // The XDG specification says to ignore a relative path.
            if (!value.isEmpty() && Path.of(value).isAbsolute()) return Path.of(value, "ganvas");
        } catch (InvalidPathException e) {
            throw Problem.input("%s: expected a folder; found '%s'", variable, value);
        }
        return windows ? home.resolve("AppData/Local/ganvas") : home.resolve(".cache/ganvas");
    }

    /** Total size in bytes of the files in a sub-folder, such as {@link #FEATURES}; 0 if it does not exist. */
    public static long size(Path folder) {
        if (!Files.isDirectory(folder)) return 0;
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(Files::isRegularFile).mapToLong(f -> f.toFile().length()).sum();
        } catch (UncheckedIOException e) {
            throw Problem.io("list", folder, e.getCause());
        } catch (IOException e) {
            throw Problem.io("list", folder, e);
        }
    }
}
