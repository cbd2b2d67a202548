package ganvas.file;

import ganvas.problem.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;

/** Writes a file completely or not at all: a temporary file in the same folder, fsync, rename, fsync of the folder. */
public final class AtomicFile {
    private AtomicFile() {}

    /** Writes a file's content. */
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Replaces {@code file}; its folder is made if it is missing. After a failure the old file is unchanged. */
    public static void write(Path file, Content content) {
        write(file, "", content, () -> {});
    }

    /**
     * As {@link #write(Path, Content)}, but the old file is kept as {@code previous} in the same folder. Nothing is
     * renamed before the new file is complete and on the disk. After a kill between the two renames the old file is
     * {@code previous}.
     */
    public static void write(Path file, Path previous, Content content) {
        write(file, "", content, () -> {
            if (Files.exists(file)) move(file, previous);
        });
    }

    /** What is done with the old file when the new one is complete and on the disk. */
    private interface Farewell {
        void toOld() throws IOException;
    }

    /** @param own unique part of the temporary file's name */
    private static void write(Path file, String own, Content content, Farewell farewell) {
        Path folder = file.toAbsolutePath().getParent();
        Path beside = folder.resolve("." + file.getFileName() + own + ".part");
        try {
            createFolders(folder);
            // The name can be known: a link there, left in a folder from somebody else, would lead elsewhere, and a
            // named pipe would wait for a reader.
            if (!Files.isRegularFile(beside, LinkOption.NOFOLLOW_LINKS)
                    && !Files.isDirectory(beside, LinkOption.NOFOLLOW_LINKS))
                Files.deleteIfExists(beside);
            try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING, LinkOption.NOFOLLOW_LINKS)) {
                var out = new java.io.BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
                content.writeTo(out);
                out.flush();
                channel.force(true);
            }
            farewell.toOld();
            move(beside, file);
            syncFolder(folder);
        } catch (IOException e) {
            discard(beside);
            throw Problem.io("write", file, e);
        }
    }

    /** Writes text. If several processes write the same file at once, such as a report, the last one wins. */
    public static void write(Path file, String text) {
        write(file, "." + ProcessHandle.current().pid(), out -> out.write(text.getBytes(StandardCharsets.UTF_8)),
                () -> {});
    }

    /**
     * Moves {@code whole}, which is complete and on the disk, to {@code file}, in one step that survives a power cut.
     */
    public static void rename(Path whole, Path file) throws IOException {
        move(whole, file);
        syncFolder(file.toAbsolutePath().getParent());
    }

    /** Makes the missing folders of a path, so that they survive a power cut. */
    public static void createFolders(Path folder) throws IOException {
        Path whole = folder.toAbsolutePath();
        var missing = new ArrayDeque<Path>();
        for (Path p = whole; p != null && !Files.exists(p); p = p.getParent()) missing.push(p);
        Files.createDirectories(whole);
        for (Path made : missing) syncFolder(made.getParent());
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void discard(Path beside) {
        try {
            Files.deleteIfExists(beside);
        } catch (IOException ignored) {
            // The first error is the one to report.
        }
    }

    /**
     * Forces the folder's list of names to the disk: fsync of a file covers its bytes, but not its name. Windows cannot
     * open a folder and does not need it.
     */
    public static void syncFolder(Path folder) throws IOException {
        if (System.getProperty("os.name").startsWith("Windows")) return;
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
