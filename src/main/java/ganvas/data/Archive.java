package ganvas.data;

import ganvas.result.Problem;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** A tar archive, gzipped or not. Its members are read into memory; nothing is unpacked. */
record Archive(Path file) {
    /**
     * Hands out the members that are wanted, in the archive's order.
     *
     * @param wanted by their name, such as {@code cifar-10-batches-bin/test_batch.bin}
     * @param most   bytes that a wanted member may have
     */
    void each(Predicate<String> wanted, int most, BiConsumer<String, byte[]> then) {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
             var tar = new TarArchiveInputStream(plain(raw))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String name = entry.getName();
                if (climbs(name)) {
                    throw Problem.input("%s: its member '%s' climbs out of the archive; nothing was read. Fetch it again from a source that you trust.",
                            file, name);
                }
                if (entry.isDirectory() || !wanted.test(name)) continue;
                if (!entry.isFile() || entry.isLink() || entry.isSymbolicLink()) {
                    throw Problem.input("%s: expected its member '%s' to be a file; it is a link", file, name);
                }
                if (entry.getSize() > most) {
                    throw Problem.input("%s: expected its member '%s' to have at most %,d bytes; found %,d", file, name, most, entry.getSize());
                }
                byte[] bytes = tar.readNBytes((int) entry.getSize());
                if (bytes.length < entry.getSize()) throw new EOFException();
                then.accept(name, bytes);
            }
        } catch (EOFException | ZipException e) {
            throw Problem.input("%s: the archive is damaged or cut short", file);
        } catch (java.nio.file.FileSystemException e) {
            throw Problem.io("read", file, e);
        } catch (IOException | IllegalArgumentException e) {   // what Commons Compress throws at other rubbish
            throw Problem.input("%s: expected a tar or tar.gz archive; it is none, or it is damaged (%s)", file, e.getMessage());
        }
    }

    private static InputStream plain(InputStream raw) throws IOException {
        raw.mark(2);
        byte[] magic = raw.readNBytes(2);
        raw.reset();
        boolean gzip = magic.length == 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b;
        return gzip ? new GZIPInputStream(raw, 1 << 16) : raw;
    }

    private static boolean climbs(String name) {
        return name.startsWith("/") || name.startsWith("\\") || name.matches("[A-Za-z]:.*") || List.of(name.split("[/\\\\]")).contains("..");
    }
}
