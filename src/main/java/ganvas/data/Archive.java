package ganvas.data;

import ganvas.file.FoundInstead;
import ganvas.file.RegularFile;
import ganvas.problem.Problem;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** A tar archive, with or without gzip. Its members are read into memory; nothing is unpacked to disk. */
record Archive(Path file) {
    private static final long LARGE = 64 << 20;
    private static final int MOST_UNFOLDED = 100;

    /**
     * Passes the wanted members to {@code then}, in the archive's order.
     *
     * @param wanted tests a member's name, such as {@code cifar-10-batches-bin/test_batch.bin}
     * @param most   largest size of a wanted member, in bytes
     */
    void each(Predicate<String> wanted, int most, BiConsumer<String, byte[]> then) {
        RegularFile.check(file);
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                var tar = new TarArchiveInputStream(plain(raw, Files.size(file)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String name = entry.getName();
                if (climbs(name)) {
                    throw Problem.input(
                            "%s: its member '%s' climbs out of the archive; nothing was read. "
                                    + "Fetch it again from a source that you trust.",
                            file, name);
                }
                if (entry.isDirectory() || !wanted.test(name)) continue;
                if (!entry.isFile() || entry.isLink() || entry.isSymbolicLink()) {
                    throw Problem.input("%s: expected its member '%s' to be a file; it is a link", file, name);
                }
                if (entry.getSize() > most) {
                    throw Problem.input("%s: expected its member '%s' to have at most %,d bytes; found %,d", file, name,
                            most, entry.getSize());
                }
                byte[] bytes = tar.readNBytes((int) entry.getSize());
                if (bytes.length < entry.getSize()) throw new EOFException();
                then.accept(name, bytes);
            }
        } catch (EOFException | ZipException e) {
            throw Problem.input("%s: the archive is damaged or cut short", file);
        } catch (java.nio.file.FileSystemException e) {
            throw Problem.io("read", file, e);
        } catch (IOException | IllegalArgumentException e) {   // Commons Compress throws these at other bad input
            throw Problem.input("%s: expected a tar or tar.gz archive; it is none, or it is damaged (%s)", file,
                    FoundInstead.in(file).orElse(e.getMessage()));
        }
    }

    private InputStream plain(InputStream raw, long packed) throws IOException {
        raw.mark(2);
        byte[] magic = raw.readNBytes(2);
        raw.reset();
        boolean gzip = magic.length == 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b;
        return gzip ? new Unfolding(new GzipCompressorInputStream(raw, true), packed) : raw;
    }

    /**
     * Counts the bytes that come out of gzip. Pictures hardly compress, so an archive that grows a hundredfold holds
     * none.
     */
    private final class Unfolding extends FilterInputStream {
        private final long most;
        private long unfolded;

        Unfolding(InputStream in, long packed) {
            super(in);
            most = Math.max(LARGE, MOST_UNFOLDED * packed);
        }

        private long counted(long bytes) {
            unfolded += Math.max(0, bytes);
            if (unfolded <= most) return bytes;
            throw Problem.input(
                    "%s: the archive unfolds to more than %,d bytes, %d times its size; no pictures do. "
                            + "Fetch it again from a source that you trust.",
                    file, most, MOST_UNFOLDED);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            counted(b < 0 ? 0 : 1);
            return b;
        }

        @Override
        public int read(byte[] buffer, int at, int length) throws IOException {
            return (int) counted(super.read(buffer, at, length));
        }

        @Override
        public long skip(long bytes) throws IOException {
            return counted(super.skip(Math.min(bytes, 1 << 20)));
        }
    }

    private static boolean climbs(String name) {
        return name.startsWith("/") || name.startsWith("\\") || name.matches("[A-Za-z]:.*")
                || List.of(name.split("[/\\\\]")).contains("..");
    }
}
