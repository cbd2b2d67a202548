package ganvas.file;

import ganvas.problem.Problem;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** NumPy's archive of named arrays: a zip of {@code NAME.npy}. */
public final class NpzArchive implements AutoCloseable {
    /** Size from which an entry may unfold to at most {@link #MOST_UNFOLDED} times its compressed size. */
    private static final long LARGE = 1L << 28;
    private static final int MOST_UNFOLDED = 500;
    private static final int LONGEST_TEXT = 1 << 20;
    // The same content gives the same bytes.
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 2, 0, 0);

    private final Path file;
    private final ZipFile zip;

    private NpzArchive(Path file, ZipFile zip) {
        this.file = file;
        this.zip = zip;
    }

    public static NpzArchive open(Path file) {
        if (!RegularFile.exists(file)) throw Problem.input("%s: there is no such file", file);
        try {
            return new NpzArchive(file, new ZipFile(file.toFile()));
        } catch (ZipException | EOFException e) {
            throw Problem.input("%s is not an .npz archive, or a damaged one: %s", file,
                    FoundInstead.in(file).map("it is "::concat).orElse(why(e)));
        } catch (IOException e) {
            throw Problem.io("read", file, e);
        }
    }

    /** Names of the arrays, in the order of the archive. */
    public List<String> arrays() {
        return zip.stream().map(ZipEntry::getName).filter(n -> n.endsWith(".npy"))
                .map(n -> n.substring(0, n.length() - 4)).toList();
    }

    public boolean has(String array) {
        return zip.getEntry(array + ".npy") != null;
    }

    /** Opens an array. Its header must agree with the entry in the archive. */
    public NpyStream array(String name) {
        ZipEntry entry = zip.getEntry(name + ".npy");
        if (entry == null) throw Problem.input("%s: expected an array named %s; found %s", file, name, arrays());
        long size = entry.getSize(), packed = Math.max(1, entry.getCompressedSize());
        if (size > LARGE && size / packed > MOST_UNFOLDED) {
            throw Problem.input(
                    "%s: %s would unfold from %,d bytes to %,d. Above %,d bytes at most %d to 1 is taken: "
                            + "no pictures are so alike. Save them with numpy.savez, which does not compress.",
                    file, name, packed, size, LARGE, MOST_UNFOLDED);
        }
        try {
            return NpyStream.open(zip.getInputStream(entry), "%s: %s".formatted(file, name), size, entry.getCrc());
        } catch (IOException e) {
            throw damaged(name, e);
        }
    }

    /** A member that is text, such as {@code about.json}; empty if there is none. */
    public Optional<String> text(String name) {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) return Optional.empty();
        if (entry.getSize() > LONGEST_TEXT) throw Problem.input("%s: %s has %,d bytes; expected at most %,d", file,
                name, entry.getSize(), LONGEST_TEXT);
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(LONGEST_TEXT);
            var crc = new CRC32();
            crc.update(bytes);
            if (crc.getValue() != entry.getCrc()) throw new ZipException("its checksum is another");
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw damaged(name, e);
        }
    }

    private Problem damaged(String name, IOException e) {
        return Problem.input("%s: %s is damaged: %s", file, name, why(e));
    }

    private static String why(IOException e) {
        return e.getMessage() == null ? "it is cut short" : e.getMessage();
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw Problem.io("close", file, e);
        }
    }

    /**
     * A member to be written into an archive.
     *
     * @param name    with its ending
     * @param content the whole member; written twice, first for its checksum
     */
    public record Member(String name, AtomicFile.Content content) {
        /** @param elements writes the elements in C order, of type {@code dtype} */
        public static Member array(String name, String dtype, AtomicFile.Content elements, long... shape) {
            return new Member(name + ".npy", out -> {
                out.write(Npy.header(dtype, shape));
                elements.writeTo(out);
            });
        }

        public static Member text(String name, String text) {
            return new Member(name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** Writes an archive atomically, without compression. The same members give the same bytes. */
    public static void write(Path file, Member... members) {
        AtomicFile.write(file, out -> {
            var zip = new ZipOutputStream(out);
            for (Member m : members) {
                var counter = new Counter();
                var sum = new CheckedOutputStream(counter, new CRC32());
                m.content.writeTo(sum);
                var entry = new ZipEntry(m.name);
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(counter.bytes);
                entry.setCrc(sum.getChecksum().getValue());
                entry.setTimeLocal(TIME);
                zip.putNextEntry(entry);
                m.content.writeTo(zip);
                zip.closeEntry();
            }
            zip.finish();
        });
    }

    private static final class Counter extends OutputStream {
        long bytes;

        @Override
        public void write(int b) {
            bytes++;
        }

        @Override
        public void write(byte[] b, int from, int length) {
            bytes += length;
        }
    }
}
