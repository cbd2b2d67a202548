package ganvas.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import picocli.CommandLine;

/** The jars that the program needs, those of {@code lib/} beside its own. */
final class Libraries {
    private static final String CURE = "Copy the folder lib/ with the jar, or build again: "
            + "'./mvnw -DskipTests package' writes both into target/.";

    private Libraries() {}

    /** Whether the program can read its command line. */
    static boolean isThere() {
        try {
            return !CommandLine.class.getName().isEmpty();
        } catch (NoClassDefFoundError e) {                     // Java looks for a class where it is first used
            return false;
        }
    }

    /** What is missing and what to do about it; empty if all of it is there. */
    static Optional<String> missing() {
        Optional<Path> jar = jar();
        if (jar.isEmpty()) return isThere() ? Optional.empty()
                : Optional.of("its libraries are not on the class path. Add the jars of lib/, as in "
                        + "-cp 'CLASSES:lib/*'; './mvnw -DskipTests package' writes them into target/lib.");
        List<URI> needed = needed(jar.get());
        List<String> gone = needed.stream().filter(f -> f.getScheme().equals("file"))
                .map(Path::of).filter(f -> !Files.exists(f)).map(Path::toString).toList();
        if (gone.isEmpty()) return Optional.empty();
        return Optional.of(gone.size() == needed.size()
                ? "lib/ is missing beside the jar, %s: the program's libraries are in it. %s".formatted(jar.get(), CURE)
                : "%d of the %d libraries are missing beside the jar, %s among them. %s".formatted(gone.size(),
                        needed.size(), gone.getFirst(), CURE));
    }

    /** The program's own jar; empty if it runs from a folder of classes. */
    private static Optional<Path> jar() {
        try {
            CodeSource source = Libraries.class.getProtectionDomain().getCodeSource();
            return Optional.ofNullable(source).map(CodeSource::getLocation).isEmpty() ? Optional.empty()
                    : Optional.of(Path.of(source.getLocation().toURI())).filter(Files::isRegularFile);
        } catch (URISyntaxException | RuntimeException e) {
            return Optional.empty();                           // of no file
        }
    }

    /** What the jar's manifest names. */
    private static List<URI> needed(Path jar) {
        try (var file = new JarFile(jar.toFile())) {
            String names = file.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            return names == null ? List.of()
                    : Arrays.stream(names.trim().split(" +")).map(jar.toUri()::resolve).toList();
        } catch (IOException | IllegalArgumentException e) {
            return List.of();
        }
    }
}
