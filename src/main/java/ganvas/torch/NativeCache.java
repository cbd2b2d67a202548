package ganvas.torch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.bytedeco.javacpp.Loader;

/**
 * The folder to which JavaCPP unpacks the native libraries. JavaCPP writes each library under its final name. If
 * that is stopped half-way, the loader of the operating system maps half a file, and every later start ends with
 * SIGBUS. So a jar's folder is unpacked by one process at a time, is marked once it is whole and on the disk, and
 * is removed if it is not.
 */
final class NativeCache {
    private static final String WHOLE = ".whole";

    private NativeCache() {}

    /** Runs {@code load}, which unpacks what is missing. */
    static void guard(Runnable load) {
        try {
            Path cache = NativeFolder.prepare();
            Files.createDirectories(cache);
            List<Path> jars = jars(Loader.getPlatform());
            if (isWhole(cache, jars)) {
                load.run();
                return;
            }
            try (var channel = FileChannel.open(cache.resolve(".ganvas.lock"), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE); var _ = channel.lock()) {
                for (Path jar : jars) if (!isWhole(cache, List.of(jar))) delete(folder(cache, jar));
                load.run();
                for (Path jar : jars) mark(folder(cache, jar));
            }
        } catch (IOException | UncheckedIOException e) {
            load.run();                                        // the folder cannot be written to: nothing is unpacked
        }
    }

    /** The jars with native libraries on the class path. */
    private static List<Path> jars(String platform) throws IOException {
        var jars = new ArrayList<Path>();
        for (URL url : Loader.findResources(Loader.class, "/META-INF/MANIFEST.MF")) {
            if (!(url.openConnection() instanceof JarURLConnection jar)) continue;
            Path file = Path.of(java.net.URI.create(jar.getJarFileURL().toString()));
            if (file.getFileName().toString().contains(platform)) jars.add(file);
        }
        return jars;
    }

    /** JavaCPP's name of a jar's folder. */
    private static Path folder(Path cache, Path jar) {
        return cache.resolve(jar.getFileName());
    }

    /** Whether the native libraries of this program are unpacked in the folder. */
    static boolean isWhole(Path cache) {
        try {
            List<Path> jars = jars(Loader.getPlatform());
            return !jars.isEmpty() && isWhole(cache, jars);
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    /** False, too, while another process removes the folder. */
    static boolean isWhole(Path cache, List<Path> jars) {
        for (Path jar : jars) {
            Path folder = folder(cache, jar);
            if (!Files.exists(folder.resolve(WHOLE))) return false;
            try (var zip = new ZipFile(jar.toFile()); Stream<Path> files = Files.walk(folder)) {
                if (!files.filter(NativeCache::isUnpacked).allMatch(f -> isWhole(f, folder, zip))) return false;
            } catch (IOException | UncheckedIOException e) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUnpacked(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && !file.getFileName().toString().equals(WHOLE);
    }

    private static boolean isWhole(Path file, Path folder, ZipFile zip) {
        ZipEntry entry = zip.getEntry(folder.relativize(file).toString().replace('\\', '/'));
        return entry == null || entry.getSize() == file.toFile().length();
    }

    private static void mark(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) return;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(NativeCache::isUnpacked)::iterator) {
                try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
            }
        }
        Files.write(folder.resolve(WHOLE), new byte[0]);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) return;
        Files.deleteIfExists(folder.resolve(WHOLE));           // first: a part of the folder is not taken for whole
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path f : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(f);
        }
    }
}
