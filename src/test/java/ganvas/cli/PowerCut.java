package ganvas.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A folder as the power's going away would leave it, which a kill alone does not show: the system keeps what a
 * killed process wrote, a power cut only what was synced. Of a file that is the bytes at its last fsync, none if
 * there was none. Of a folder it is the names at its last fsync, or, by the toss of a coin, those at the end: a
 * system may keep more than it promised.
 *
 * @param shim the library made of {@code bench/powercut.c}
 * @param kept where it keeps what was synced
 */
record PowerCut(Path shim, Path kept) {
    /**
     * Null, with the reason said, where this cannot be played: without a C compiler, or outside of a tmpfs, where
     * inodes are numbered anew.
     */
    static PowerCut in(Path folder) throws Exception {
        if (!Files.getFileStore(folder).type().equals("tmpfs"))
            return without(folder + " is no tmpfs; /dev/shm is one");
        Path shim = library("bench/powercut.c", folder);
        return shim == null ? without("there is no C compiler 'cc' that makes a library of bench/powercut.c")
                : new PowerCut(shim, Files.createDirectory(folder.resolve("kept")));
    }

    /**
     * Made of one file of C, to be loaded before the C library (LD_PRELOAD). Null where there is
     * no compiler that makes it.
     */
    static Path library(String source, Path folder) throws InterruptedException {
        Path made = folder.resolve(Path.of(source).getFileName().toString().replace(".c", ".so"));
        try {
            return new ProcessBuilder("cc", "-shared", "-fPIC", "-O1", "-o", made.toString(), source, "-ldl")
                    .inheritIO().start().waitFor() == 0 ? made : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static PowerCut without(String why) {
        System.err.println("No power cuts: " + why);
        return null;
    }

    /** For a process that writes to the folder. */
    Map<String, String> environment() {
        return Map.of("LD_PRELOAD", shim.toString(), "POWERCUT", kept.toString());
    }

    /** Leaves in {@code root} what lasted; from then on all of that lasts. */
    void cut(Path root, Random random) throws Exception {
        Path after = root.resolveSibling(root.getFileName() + ".after");
        rebuild(inode(root), root, after, random);
        delete(root);
        Files.move(after, root);
        settle(root);
    }

    /** Makes all that lies there last. */
    void settle(Path root) throws Exception {
        try (var files = Files.list(kept)) {
            for (Path f : files.toList()) Files.delete(f);
        }
        var sync = new ProcessBuilder("find", root.toString(), "-exec", "sync", "{}", "+").inheritIO();
        sync.environment().putAll(environment());
        if (sync.start().waitFor() != 0) throw new IllegalStateException("find and sync failed");
    }

    private record Entry(boolean folder, long inode, String name) {}

    /** @param now where the folder lies at the end, or null if it is not there any more */
    private void rebuild(long inode, Path now, Path to, Random random) throws IOException {
        Files.createDirectory(to);
        for (Entry e : now != null && random.nextBoolean() ? namesAtTheEnd(now) : namesKept(inode)) {
            Path there = now == null ? null : now.resolve(e.name);
            if (there != null && !(Files.exists(there) && inode(there) == e.inode)) there = null;
            if (e.folder) {
                rebuild(e.inode, there, to.resolve(e.name), random);
            } else {
                Path bytes = kept.resolve(Long.toString(e.inode));
                Files.write(to.resolve(e.name), Files.exists(bytes) ? Files.readAllBytes(bytes) : new byte[0]);
            }
        }
    }

    private static List<Entry> namesAtTheEnd(Path folder) throws IOException {
        var entries = new ArrayList<Entry>();
        try (var files = Files.list(folder)) {
            for (Path f : files.sorted().toList())
                entries.add(new Entry(Files.isDirectory(f), inode(f), f.getFileName().toString()));
        }
        return entries;
    }

    private List<Entry> namesKept(long inode) throws IOException {
        Path names = kept.resolve(Long.toString(inode));
        if (!Files.exists(names)) return List.of();
        return Files.readAllLines(names).stream().sorted().map(line -> line.split(" ", 3))
                .map(p -> new Entry(p[0].equals("d"), Long.parseLong(p[1]), p[2])).toList();
    }

    private static long inode(Path file) throws IOException {
        return (Long) Files.getAttribute(file, "unix:ino");
    }

    static void delete(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            for (Path f : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(f);
        }
    }
}
