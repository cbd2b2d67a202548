package ganvas.file;

import ganvas.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * Refuses a folder that holds what Ganvas never writes and what could harm its reader: a link that leads out of the
 * folder, a named pipe, a device, a socket, or files without number.
 */
public final class FolderCheck extends SimpleFileVisitor<Path> {
    private static final int MOST_FILES = 200_000, DEEPEST = 8;

    private final Path whole;
    private int files;

    private FolderCheck(Path whole) {
        this.whole = whole;
    }

    /**
     * Checks the files directly in {@code folder}, and all that is in its folders {@code inner}. Other folders in it
     * are the user's own.
     */
    public static void check(Path folder, List<String> inner) {
        var check = new FolderCheck(folder);
        try (var there = Files.newDirectoryStream(folder)) {
            for (Path file : there) {
                if (inner.contains(file.getFileName().toString())) check.walk(file);
                else if (!Files.isDirectory(file)) check.visit(file);
            }
        } catch (IOException e) {
            throw Problem.io("list", folder, e);
        } catch (UncheckedIOException | java.nio.file.DirectoryIteratorException e) {
            throw Problem.io("list", folder, (IOException) e.getCause());
        }
    }

    /** Checks all that is in {@code folder}. */
    public static void check(Path folder) {
        var check = new FolderCheck(folder);
        try {
            check.walk(folder);
        } catch (IOException e) {
            throw Problem.io("list", folder, e);
        }
    }

    private void walk(Path part) throws IOException {
        // The folder itself may be reached by a link, but nothing in it.
        Path start = part.equals(whole) ? part.toRealPath() : part;
        Files.walkFileTree(start, java.util.Set.of(), DEEPEST, this);
    }

    private void visit(Path file) throws IOException {
        visitFile(file, Files.readAttributes(file, BasicFileAttributes.class, java.nio.file.LinkOption.NOFOLLOW_LINKS));
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes is) throws IOException {
        if (++files > MOST_FILES) throw Problem.input("%s: expected at most %,d files in a study; it has more", whole,
                MOST_FILES);
        if (is.isSymbolicLink()) refuseOutside(file);
        else if (is.isDirectory()) throw Problem.input("%s: expected folders at most %d deep; this one is deeper",
                file, DEEPEST);
        else if (is.isOther()) throw Problem.input("%s: expected a file; it is a named pipe, a device or a socket, "
                + "which may never end. Delete it, if you know nothing of it.", file);
        return FileVisitResult.CONTINUE;
    }

    private void refuseOutside(Path link) throws IOException {
        try {
            Path to = link.toRealPath();
            if (to.startsWith(whole.toRealPath())) {
                if (!Files.isDirectory(to)) RegularFile.check(link);
                return;
            }
        } catch (java.nio.file.FileSystemException e) {
            // It leads nowhere, in a circle, or to what may not be read: the sentence below holds.
        }
        throw Problem.input("%s is a link to %s, out of %s. Nothing is read from there; put the file itself in its "
                + "place, or delete the link", link, Files.readSymbolicLink(link), whole);
    }

    /** A file that is gone, since a run that writes here has just renamed it, or that may not be read. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException e) {
        return FileVisitResult.CONTINUE;
    }
}
