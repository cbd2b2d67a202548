package ganvas.torch;

import ganvas.file.AtomicFile;
import ganvas.file.Json;
import ganvas.file.RegularFile;
import ganvas.problem.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Named tensors with metadata, in the safetensors format: eight bytes of header length, a JSON header, then raw
 * little-endian data. Loading runs no code.
 *
 * @param metadata free text by key
 */
public record Safetensors(Map<String, Tensor> tensors, Map<String, String> metadata) {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final String METADATA = "__metadata__";
    /** Metadata key of the data's SHA-256. Where it is present, reading checks it. */
    private static final String SEAL = "data SHA-256";
    /**
     * Metadata key of the SHA-256 of the header without this key. The header holds counters, so it is protected too.
     */
    private static final String HEADER_SEAL = "header SHA-256";
    private static final long LARGEST_HEADER = 100_000_000;   // the format's own limit
    private static final int MOST_DIMENSIONS = 64;            // libtorch's own limit
    private static final long BLOCK = 1 << 22;                // elements that are written at a time

    /** Writes atomically; the tensors may be on any device. */
    public void write(Path file) {
        AtomicFile.write(file, this::writeTo);
    }

    /** Writes atomically, and keeps the replaced file as {@code previous}. */
    public void write(Path file, Path previous) {
        AtomicFile.write(file, previous, this::writeTo);
    }

    /** The file as {@link #write} would write it. */
    public byte[] bytes() {
        var out = new java.io.ByteArrayOutputStream();
        try {
            writeTo(out);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);         // writing to memory does not fail
        }
        return out.toByteArray();
    }

    /** SHA-256 of the file that {@link #write} would write, in hexadecimal. */
    public String sha256() {
        return digest(this::writeTo);
    }

    /** These tensors, with checksums of data and header in the metadata. A reader then detects a damaged file. */
    public Safetensors sealed() {
        var with = new LinkedHashMap<>(metadata);
        with.put(SEAL, digest(this::writeData));
        with.put(HEADER_SEAL, digest(new Safetensors(tensors, with).header()));
        return new Safetensors(tensors, with);
    }

    private static String digest(String text) {
        return digest(out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String digest(AtomicFile.Content content) {
        try (var out = new DigestOutputStream(OutputStream.nullOutputStream(), MessageDigest.getInstance("SHA-256"))) {
            content.writeTo(out);
            return HexFormat.of().formatHex(out.getMessageDigest().digest());
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);                // nothing is written, and every JDK has it
        }
    }

    private String header() {
        var header = new LinkedHashMap<String, Object>();
        header.put(METADATA, metadata);
        long offset = 0;
        for (var e : tensors.entrySet()) {
            Tensor t = e.getValue();
            long end = offset + t.numel() * t.dtype().bytes;
            header.put(e.getKey(), Map.of("dtype", t.dtype().safetensors, "shape", t.shape(), "data_offsets",
                    new long[] {offset, end}));
            offset = end;
        }
        return sorted(header);
    }

    private void writeTo(OutputStream out) throws IOException {
        byte[] json = header().getBytes(StandardCharsets.UTF_8);
        int padded = (json.length + 7) / 8 * 8;
        var start = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN).putLong(padded).put(json);
        while (start.hasRemaining()) start.put((byte) ' ');
        out.write(start.array());
        writeData(out);
    }

    private void writeData(OutputStream out) throws IOException {
        for (Tensor t : tensors.values()) {
            try (Scope _ = new Scope(); NoGrad _ = new NoGrad()) {
                Tensor flat = t.detach().reshape(-1);
                for (long i = 0; i < flat.numel(); i += BLOCK) {
                    try (Scope _ = new Scope()) {
                        out.write(flat.narrow(0, i, Math.min(BLOCK, flat.numel() - i)).toRaw());
                    }
                }
            }
        }
    }

    /**
     * The header as JSON with sorted keys. Map.of has no fixed order, and the same tensors must give the same bytes.
     */
    private static String sorted(Map<String, Object> header) {
        var text = new StringBuilder("{");
        for (var e : header.entrySet()) {
            if (text.length() > 1) text.append(',');
            text.append(Json.line(e.getKey())).append(':');
            text.append(Json.line(e.getValue() instanceof Map<?, ?> m ? new java.util.TreeMap<>(m) : e.getValue()));
        }
        return text.append('}').toString();
    }

    /** Reads a file into tensors on the CPU. A damaged file is an error that names it. */
    public static Safetensors read(Path file) {
        RegularFile.check(file);
        try (FileChannel in = FileChannel.open(file); Arena arena = Arena.ofConfined()) {
            return read(in.map(FileChannel.MapMode.READ_ONLY, 0, in.size(), arena), file.toString());
        } catch (IOException e) {
            throw Problem.io("read", file, e);
        }
    }

    /** As {@link #read(Path)}, from bytes in memory. {@code where} names them in errors. */
    public static Safetensors read(byte[] bytes, String where) {
        return read(MemorySegment.ofArray(bytes), where);
    }

    private static Safetensors read(MemorySegment bytes, String where) {
        long all = bytes.byteSize();
        if (all < 8) throw broken(where, "it is %d bytes long".formatted(all));
        long length = bytes.get(LONG, 0);
        if (length < 2 || length > LARGEST_HEADER || 8 + length > all) {
            throw broken(where, "its header would be %d bytes of %d".formatted(length, all));
        }
        long data = 8 + length, left = all - data;
        Map<?, ?> header = Json.parse(
                new String(bytes.asSlice(8, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8), Map.class,
                where);
        var metadata = new LinkedHashMap<String, String>();
        var tensors = new LinkedHashMap<String, Tensor>();
        for (var e : header.entrySet()) {
            String name = String.valueOf(e.getKey());
            if (!(e.getValue() instanceof Map<?, ?> value)) throw broken(where, "'" + name + "' has no description");
            if (name.equals(METADATA)) {
                value.forEach((k, v) -> metadata.put(String.valueOf(k), String.valueOf(v)));
                continue;
            }
            Dtype dtype = Arrays.stream(Dtype.values()).filter(d -> d.safetensors.equals(value.get("dtype")))
                    .findFirst()
                    .orElseThrow(() -> broken(where, "'%s' has dtype %s".formatted(name, value.get("dtype"))));
            long[] shape = longs(value.get("shape"), where, name);
            long[] offsets = longs(value.get("data_offsets"), where, name);
            long size = size(shape, dtype, all);
            if (offsets.length != 2 || size < 0 || offsets[0] < 0 || offsets[1] - offsets[0] != size
                    || offsets[1] > all - data) {
                throw broken(where, "'%s' %s does not lie in its %d bytes of data".formatted(name,
                        Arrays.toString(shape), all - data));
            }
            // The format allows no overlaps. With overlaps a small file could ask for any amount of memory.
            if ((left -= size) < 0) throw broken(where, "'" + name + "' lies where others lie");
            tensors.put(name, new Tensor(Host.tensor(bytes.asSlice(data + offsets[0], size), dtype, shape)));
        }
        Optional<String> headerSeal = Optional.ofNullable(metadata.remove(HEADER_SEAL)),
                seal = Optional.ofNullable(metadata.remove(SEAL));
        if (headerSeal.isPresent() && !headerSeal.get().equals(digest(withoutSeal(header))))
            throw broken(where, "its header is not what was written");
        if (seal.isPresent() && !seal.get().equals(digest(out -> copy(bytes.asSlice(data), out))))
            throw broken(where, "its data is not what was written");
        return new Safetensors(tensors, metadata);
    }

    /** The header as {@link #header} made it before the header was sealed. */
    private static String withoutSeal(Map<?, ?> header) {
        var all = new LinkedHashMap<String, Object>();
        header.forEach((name, value) -> all.put(String.valueOf(name), value));
        var words = new LinkedHashMap<Object, Object>((Map<?, ?>) all.get(METADATA));
        words.remove(HEADER_SEAL);
        all.put(METADATA, words);
        return sorted(all);
    }

    private static void copy(MemorySegment bytes, OutputStream out) throws IOException {
        for (long i = 0; i < bytes.byteSize(); i += BLOCK) {
            out.write(bytes.asSlice(i, Math.min(BLOCK, bytes.byteSize() - i)).toArray(ValueLayout.JAVA_BYTE));
        }
    }

    /** The size in bytes; −1 if it is more than {@code most}, or if the shape is not valid. */
    private static long size(long[] shape, Dtype dtype, long most) {
        long size = dtype.bytes, without = 1;
        for (long s : shape) {
            size = size < 0 || s < 0 || s > 0 && size > most / s ? -1 : size * s;
            // The product of the non-zero dimensions: it must be bounded for a tensor without elements too.
            without = without > Integer.MAX_VALUE / Math.max(1, s) ? Long.MAX_VALUE : without * Math.max(1, s);
        }
        return shape.length > MOST_DIMENSIONS || size == 0 && without > Integer.MAX_VALUE ? -1 : size;
    }

    private static long[] longs(Object value, String where, String name) {
        if (!(value instanceof List<?> list)
                || !list.stream().allMatch(n -> n instanceof Integer || n instanceof Long)) {
            throw broken(where, "'" + name + "' has no shape or offsets");
        }
        return list.stream().mapToLong(n -> ((Number) n).longValue()).toArray();
    }

    private static Problem broken(String where, String why) {
        return Problem.input("%s is not a whole safetensors file: %s", where, why);
    }
}
