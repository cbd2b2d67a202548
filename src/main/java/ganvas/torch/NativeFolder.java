package ganvas.torch;

import ganvas.file.UserPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder for the native libraries: which it is on this machine, and what is wrong with it. */
public final class NativeFolder {
    static final String PROPERTY = "org.bytedeco.javacpp.cachedir";
    /** Size of the unpacked libraries, rounded up, in bytes. */
    private static final long ROOM = 700L << 20;
    private static final String CURE = "GANVAS_JAVA_OPTS=-D" + PROPERTY + "=DIR chooses another folder";

    private NativeFolder() {}

    /**
     * The folder that {@code -Dorg.bytedeco.javacpp.cachedir=DIR} names, else {@code ~/.javacpp/cache}, else one in the
     * folder for temporary files: there may be no home, or one that cannot be written to.
     */
    public static Path choose() {
        String named = System.getProperty(PROPERTY, "");
        if (!named.isEmpty()) return UserPath.of(named).toAbsolutePath();
        return UserPath.home().map(home -> home.resolve(".javacpp").resolve("cache"))
                .filter(folder -> isWritable(folder) || NativeCache.isWhole(folder)).orElseGet(NativeFolder::temporary);
    }

    private static Path temporary() {
        return UserPath.temporary(".javacpp").resolve("cache");
    }

    /** Whether files can be made in it, or in the folder in which it would be made. */
    private static boolean isWritable(Path folder) {
        Path there = UserPath.existing(folder);
        return Files.isDirectory(there) && Files.isWritable(there);
    }

    /** Makes the folder for this user only, and tells JavaCPP of it. */
    static Path prepare() throws IOException {
        Path folder = choose();
        System.setProperty(PROPERTY, folder.toString());
        if (!folder.equals(temporary()) || !folder.getFileSystem().supportedFileAttributeViews().contains("posix"))
            return folder;
        Path own = folder.getParent();
        if (!Files.exists(own)) Files.createDirectory(own,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return folder;
    }

    /** What keeps libraries from being unpacked to the folder or loaded from it, with the cure. */
    public static Optional<String> trouble(Path folder) {
        Path there = UserPath.existing(folder);
        boolean whole = NativeCache.isWhole(folder);
        Optional<String> mount = noexec(there);
        if (mount.isPresent()) {
            return Optional.of("nothing can be executed on the file system of %s (%s is mounted noexec); %s on a file "
                    .formatted(folder, mount.get(), CURE) + "system that allows it");
        }
        if (!Files.isDirectory(there)) return Optional.of("%s is no folder; %s".formatted(there, CURE));
        if (whole) return Optional.empty();
        if (!Files.isWritable(there))
            return Optional.of("%s cannot be written to; %s that can be".formatted(folder, CURE));
        try {
            long free = Files.getFileStore(there).getUsableSpace();
            if (free < ROOM) return Optional.of("%s has %,d MB free, and native libraries take %,d; make room, or %s"
                    .formatted(folder, free >> 20, ROOM >> 20, CURE));
        } catch (IOException e) {
            return Optional.of("%s cannot be examined (%s); %s".formatted(folder, e.getMessage(), CURE));
        }
        return Optional.empty();
    }

    /** The mount point of an existing folder, if nothing may be executed there. */
    private static Optional<String> noexec(Path folder) {
        try {
            return noexec(folder.toRealPath(), Files.readAllLines(Path.of("/proc/self/mountinfo")));
        } catch (IOException e) {
            return Optional.empty();                           // not Linux
        }
    }

    /** @param mounts lines of {@code /proc/self/mountinfo}; of two at one place the last counts */
    static Optional<String> noexec(Path folder, List<String> mounts) {
        String at = "", options = "";
        for (String line : mounts) {
            String[] parts = line.split(" ");
            if (parts.length < 6) continue;
            String point = parts[4].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
            if (!folder.startsWith(Path.of(point)) || point.length() < at.length()) continue;
            at = point;
            options = parts[5];
        }
        return List.of(options.split(",")).contains("noexec") ? Optional.of(at) : Optional.empty();
    }

    /** Why libtorch could not be loaded, as a clause, with the cure. */
    public static String why(LinkageError e) {
        String missing = String.valueOf(e.getMessage());
        if (e instanceof NoClassDefFoundError && !missing.startsWith("Could not initialize"))
            return "%s is missing; expected the folder lib beside ganvas.jar, with all its files. A jar that is moved "
                    .formatted(missing.replace('/', '.')) + "takes lib along";
        Optional<String> trouble = trouble(choose());
        if (trouble.isPresent()) return trouble.get();
        String system = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
        List<String> reasons = Stream.iterate((Throwable) e, t -> t != null, Throwable::getCause)
                .map(t -> String.valueOf(t.getMessage())).distinct().toList();
        return "%s. This is %s; natives exist for Linux (glibc) and Windows on x86-64 and for macOS on Apple silicon. "
                .formatted(String.join("; ", reasons), system)
                + "If this is one of them, delete %s and try again".formatted(choose());
    }
}
