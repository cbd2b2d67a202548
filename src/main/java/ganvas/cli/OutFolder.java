package ganvas.cli;

import ganvas.file.AtomicFile;
import ganvas.file.RegularFile;
import ganvas.problem.Problem;
import ganvas.study.Study;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * The folder that a command writes to. It is empty or holds the command's own earlier output, and only one process
 * writes to it.
 */
final class OutFolder implements AutoCloseable {
    private final FileChannel channel;

    private OutFolder(FileChannel channel) {
        this.channel = channel;
    }

    /** @param fresh whether an older study there is renamed; its new name has the time */
    static OutFolder open(Path out, boolean fresh) {
        try {
            if (Files.exists(out) && !Files.isDirectory(out))
                throw Problem.input("--out %s: expected a folder; it is a file", out);
            if (Files.isDirectory(out) && !Files.exists(Study.file(out)) && holdsOthers(out)) {
                throw Problem.input(
                        "--out %s: the folder holds something that is not a study of Ganvas; "
                                + "choose an empty or a new folder",
                        out);
            }
            if (fresh && Files.exists(Study.file(out))) {
                lock(out).close();                             // not while another Ganvas uses it
                String time = LocalDateTime.now().format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
                Files.move(out, out.resolveSibling(out.getFileName() + ".before-" + time));
            }
            AtomicFile.createFolders(out);
            refuseLinks(out);
            FileChannel channel = lock(out);
            try {
                // The runs of a killed command have ended.
                if (Files.exists(out.resolve(PARTS))) parts(out, 0, Long.MAX_VALUE).close();
            } catch (Problem left) {
                channel.close();
                throw left;
            }
            return new OutFolder(channel);
        } catch (IOException e) {
            throw Problem.io("open the folder", out, e);
        }
    }

    /**
     * Locks the folder. The lock file is not deleted afterwards: otherwise two processes could each hold a lock, one of
     * them on the deleted file.
     */
    private static FileChannel lock(Path out) throws IOException {
        RegularFile.exists(out.resolve(".lock"));              // refuses a named pipe, which would wait for a reader
        FileChannel channel = FileChannel.open(out.resolve(".lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // This process already holds the lock: the answer is the same.
        }
        if (lock != null) return channel;
        channel.close();
        throw Problem.failed("%s is in use by another Ganvas; wait for it, or choose another --out", out);
    }

    /**
     * A lock for one of several processes that work in a folder at the same time. It waits, ten seconds at most, until
     * no other process holds the same run: a run whose parent has ended needs time to save and end.
     *
     * @param number of the run
     */
    static OutFolder part(Path out, long number) {
        try {
            return new OutFolder(parts(out, number, 1));
        } catch (IOException e) {
            throw Problem.io("open the folder", out, e);
        }
    }

    private static final String PARTS = ".parts";

    private static FileChannel parts(Path out, long first, long count) throws IOException {
        RegularFile.exists(out.resolve(PARTS));
        FileChannel channel = FileChannel.open(out.resolve(PARTS), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        try {
            for (int i = 0; i < 100; i++) {
                if (channel.tryLock(first, count, false) != null) return channel;
                Thread.sleep(100);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        channel.close();
        throw Problem.failed("a run of %s is in use by another Ganvas; wait for it", out);
    }

    /** Refuses a link inside of the folder: writing through it would change files elsewhere. */
    private static void refuseLinks(Path out) throws IOException {
        try (var files = Files.walk(out)) {
            Optional<Path> link = files.filter(f -> !f.equals(out) && Files.isSymbolicLink(f)).findFirst();
            if (link.isPresent()) {
                throw Problem.input(
                        "--out %s: %s is a link to %s. A run writes inside of its folder only; put the files "
                                + "themselves there, or choose another --out",
                        out, link.get(),
                        Files.readSymbolicLink(link.get()));
            }
        }
    }

    private static boolean holdsOthers(Path out) throws IOException {
        try (var files = Files.list(out)) {
            return files.anyMatch(f -> !f.getFileName().toString().matches("\\.lock|\\.parts|\\..*\\.part"));
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // at the latest the lock ends with the process
        }
    }
}
