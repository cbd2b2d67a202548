package ganvas.file;

import ganvas.problem.Problem;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipException;

/** The elements of a NumPy array, read in sequence. A truncated or damaged array is an error that names the file. */
public final class NpyStream implements AutoCloseable {
    private static final long NO_SUM = -1;

    private final String where;
    private final Npy header;
    private final InputStream in;
    private final long sum;
    private long left;
    private Runnable afterwards = () -> {};

    private NpyStream(String where, Npy header, InputStream in, long sum) {
        this.where = where;
        this.header = header;
        this.in = in;
        this.sum = sum;
        left = header.bytes();
    }

    /** Opens a plain {@code .npy} file. */
    static NpyStream open(Path file) {
        try {
            return open(new BufferedInputStream(Files.newInputStream(file), 1 << 16), file.toString(), Files.size(file),
                    NO_SUM);
        } catch (IOException e) {
            throw Problem.io("read", file, e);
        }
    }

    /**
     * @param size of header and elements, according to the archive or the file system
     * @param sum  CRC-32 of both, or −1
     */
    static NpyStream open(InputStream raw, String where, long size, long sum) throws IOException {
        InputStream in = sum == NO_SUM ? raw : new CheckedInputStream(raw, new CRC32());
        try {
            Npy header = Npy.read(in, where);
            long there = size - header.length(), needed = header.bytes();
            if (header.itemSize() == 0) throw Problem.input("%s: expected numbers; found %s", where, header.found());
            if (there < needed) throw Problem.input("%s is cut short: its shape needs %d bytes, %d are there; found %s",
                    where, needed, there, header.found());
            if (there > needed)
                throw Problem.input("%s: its header lies: its shape needs %d bytes, %d are there; found %s", where,
                        needed, there, header.found());
            return new NpyStream(where, header, in, sum);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    Npy header() {
        return header;
    }

    /** The name of the array in errors. */
    public String where() {
        return where;
    }

    public long[] shape() {
        return header.shape();
    }

    /**
     * Fills the first {@code length} bytes of {@code buffer} with the next bytes. After the last element the checksum
     * is compared.
     */
    void read(byte[] buffer, int length) {
        try {
            if (in.readNBytes(buffer, 0, length) < length)
                throw new EOFException("its shape needs %d bytes more".formatted(left));
            left -= length;
            if (left == 0 && in instanceof CheckedInputStream c && c.getChecksum().getValue() != sum)
                throw new ZipException("its checksum is another");
        } catch (EOFException e) {
            throw Problem.input("%s is cut short: %s", where, e.getMessage());
        } catch (IOException e) {
            throw Problem.input("%s is damaged: %s", where, e.getMessage());
        }
    }

    /** The next elements, of any floating type in the file. */
    public double[] doubles(int count) {
        if (!header.isFloat()) throw Problem.input("%s: expected float32 or float64; found %s", where, header.found());
        byte[] raw = new byte[Math.multiplyExact(count, header.itemSize())];
        read(raw, raw.length);
        double[] values = new double[count];
        convert(raw, count, values);
        return values;
    }

    /** Converts floating elements from {@code raw} to {@code to}. */
    void convert(byte[] raw, int count, double[] to) {
        var buffer = ByteBuffer.wrap(raw).order(header.order());
        switch (header.itemSize()) {
            case 2 -> {
                var halves = buffer.asShortBuffer();
                for (int i = 0; i < count; i++) to[i] = Float.float16ToFloat(halves.get(i));
            }
            case 4 -> {
                var floats = buffer.asFloatBuffer();
                for (int i = 0; i < count; i++) to[i] = floats.get(i);
            }
            default -> buffer.asDoubleBuffer().get(0, to, 0, count);
        }
    }

    /** Makes {@link #close} close its archive as well. */
    NpyStream andClose(NpzArchive archive) {
        afterwards = archive::close;
        return this;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw Problem.input("%s cannot be closed: %s", where, e.getMessage());
        }
        afterwards.run();
    }
}
