package ganvas.result;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * NumPy's archive of arrays, as the field's evaluators read it: uint8 {@code arr_0} of shape [N, H, W, C], or [N, H, W]
 * for grey. Layout of the header: NumPy enhancement proposal 1, version 1.0.
 *
 * @param pixels row by row, {@code n * height * width * channels} bytes
 */
public record Npz(int n, int height, int width, int channels, byte[] pixels) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final Pattern HEADER = Pattern.compile(
            "\\{\\s*'descr':\\s*'([^']+)',\\s*'fortran_order':\\s*(True|False),\\s*'shape':\\s*\\(([\\d\\s,]*)\\),?\\s*\\}\\s*");
    /** A bound on what a small archive may unfold to: 4 GiB would not fit a Java array. */
    private static final long LARGEST = Integer.MAX_VALUE - 64;

    /** The first {@code count} images. */
    public Npz first(int count) {
        int kept = Math.min(count, n);
        return new Npz(kept, height, width, channels, Arrays.copyOf(pixels, kept * height * width * channels));
    }

    public void write(Path file) {
        AtomicFile.write(file, this::writeTo);
    }

    private void writeTo(OutputStream out) throws IOException {
        byte[] header = header();
        var crc = new CRC32();
        crc.update(header);
        crc.update(pixels);
        var zip = new ZipOutputStream(out);
        var entry = new ZipEntry("arr_0.npy");
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(header.length + (long) pixels.length);
        entry.setCrc(crc.getValue());
        entry.setTime(315_619_200_000L);                       // 1980-01-02: the same samples give the same bytes
        zip.putNextEntry(entry);
        zip.write(header);
        zip.write(pixels);
        zip.closeEntry();
        zip.finish();
    }

    private byte[] header() {
        String dict = "{'descr': '|u1', 'fortran_order': False, 'shape': (%d, %d, %d, %d), }".formatted(n, height, width, channels);
        int total = (10 + dict.length() + 1 + 63) / 64 * 64;
        var buffer = ByteBuffer.allocate(total).order(ByteOrder.LITTLE_ENDIAN);
        buffer.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (total - 10));
        buffer.put(dict.getBytes(StandardCharsets.US_ASCII));
        while (buffer.position() < total - 1) buffer.put((byte) ' ');
        return buffer.put((byte) '\n').array();
    }

    /** Reads {@code arr_0}; anything but uint8 images of one or three channels is an error that names what was found. */
    public static Npz read(Path file) {
        if (!Files.isRegularFile(file)) throw Problem.input("%s: there is no such file", file);
        try (var zip = new ZipFile(file.toFile())) {
            ZipEntry entry = zip.getEntry("arr_0.npy");
            if (entry == null) {
                throw Problem.input("%s: expected an array named arr_0 (numpy.savez(file, images)); found %s", file,
                        zip.stream().map(ZipEntry::getName).limit(5).collect(Collectors.joining(", ", "[", "]")));
            }
            try (InputStream in = zip.getInputStream(entry)) {
                return readArray(new DataInputStream(in), entry.getSize(), file);
            }
        } catch (java.util.zip.ZipException e) {
            throw Problem.input("%s is not an .npz archive, or a damaged one: %s", file, e.getMessage());
        } catch (IOException e) {
            throw Problem.io("read", file, e);
        }
    }

    private static Npz readArray(DataInputStream in, long size, Path file) throws IOException {
        String header = readHeader(in, file);
        Matcher m = HEADER.matcher(header);
        if (!m.matches()) throw Problem.input("%s: arr_0 has a header that NumPy does not write: %s", file, header.strip());
        long[] shape = Arrays.stream(m.group(3).split(",")).map(String::strip).filter(s -> !s.isEmpty())
                .mapToLong(Npz::toLong).toArray();
        String found = "found %s %s".formatted(m.group(1), Arrays.toString(shape));
        if (!m.group(1).equals("|u1")) {
            throw Problem.input("%s: expected uint8 images (dtype '|u1', 0 to 255); %s. Convert with "
                    + "(x * 255).round().astype(numpy.uint8) where x is in [0, 1].", file, found);
        }
        if (m.group(2).equals("True")) throw Problem.input("%s: expected rows in C order; found Fortran order", file);
        boolean grey = shape.length == 3;
        if (shape.length < 3 || shape.length > 4 || !grey && shape[3] != 1 && shape[3] != 3) {
            throw Problem.input("%s: expected shape [N, H, W, C] with C of 1 or 3, or [N, H, W]; %s", file, found);
        }
        long total = 1;
        for (long s : shape) {
            if (s < 1 || s > LARGEST || (total *= s) > LARGEST) {
                throw Problem.input("%s: expected between 1 and %d bytes of images; %s", file, LARGEST, found);
            }
        }
        if (size >= 0 && size - total < 10) {
            throw Problem.input("%s: arr_0 is cut short: its shape needs %d bytes, %d are there; %s", file, total, size, found);
        }
        byte[] pixels = in.readNBytes((int) total);
        if (pixels.length < total) {
            throw Problem.input("%s: arr_0 is cut short: its shape needs %d bytes, %d are there", file, total, pixels.length);
        }
        return new Npz((int) shape[0], (int) shape[1], (int) shape[2], grey ? 1 : (int) shape[3], pixels);
    }

    private static String readHeader(DataInputStream in, Path file) throws IOException {
        byte[] magic = in.readNBytes(8);
        if (magic.length < 8 || !Arrays.equals(magic, 0, 6, MAGIC, 0, 6) || magic[6] < 1 || magic[6] > 3) {
            throw Problem.input("%s: arr_0 does not begin as a NumPy array does", file);
        }
        byte[] lengthBytes = in.readNBytes(magic[6] == 1 ? 2 : 4);
        var length = ByteBuffer.wrap(Arrays.copyOf(lengthBytes, 4)).order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (length < 0 || length > 1 << 16) throw Problem.input("%s: arr_0 has a header of %d bytes", file, length);
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static long toLong(String digits) {
        return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
    }
}
