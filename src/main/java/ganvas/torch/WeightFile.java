package ganvas.torch;

import ganvas.file.FoundInstead;
import ganvas.file.RegularFile;
import ganvas.problem.Problem;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.bytedeco.pytorch.LongOptional;

/**
 * Reads named tensors from the common weight files: safetensors, PyTorch's {@code .pth} (the zip of 1.6 and later, and
 * the older stream), and TorchScript archives, whose code stays unread. No code in a file is run. Reading never asks
 * for more memory than the file has bytes.
 */
public final class WeightFile {
    private WeightFile() {}

    private static final int LARGEST_PICKLE = 32 << 20;
    private static final int MOST_TENSORS = 100_000;
    private static final int DEEPEST = 64;
    /** The first object of the older stream format. */
    private static final Object MAGIC = new java.math.BigInteger("1950a86a20f9469cfc6c", 16);

    /** Gives the numbers of a storage, as a flat tensor. */
    private interface Storages {
        Tensor get(Pickle.Storage storage) throws IOException;
    }

    /** The tensors of {@code file} by name, on the CPU, in the file's types. */
    public static Map<String, Tensor> read(Path file) {
        RegularFile.check(file);
        try (FileChannel channel = FileChannel.open(file)) {
            byte[] start = head(channel, 512);
            if (start.length > 8 && start[8] == '{') return Safetensors.read(file).tensors();
            if (startsWith(start, 'P', 'K')) return zip(file, channel.size());
            if (startsWith(start, 0x80, 2)) return stream(file.toString(), channel);
            throw Problem.input("%s: expected weights as safetensors, PyTorch's .pth or TorchScript; found %s", file,
                    FoundInstead.words(start));
        } catch (IOException e) {
            throw Problem.io("read", file, e);
        }
    }

    private static boolean startsWith(byte[] bytes, int a, int b) {
        return bytes.length > 1 && (bytes[0] & 255) == a && (bytes[1] & 255) == b;
    }

    private static byte[] head(FileChannel channel, int most) throws IOException {
        return bytes(channel, 0, (int) Math.min(most, channel.size())).array();
    }

    /**
     * Reads {@code count} bytes at {@code at}. The file is not mapped: if it shrinks meanwhile, the result is an error,
     * not a crash.
     */
    private static ByteBuffer bytes(FileChannel channel, long at, int count) throws IOException {
        var buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, at + buffer.position()) < 0)
                throw new IOException("the file became shorter while it was read");
        }
        return buffer.flip();
    }

    // ---- the zip

    private static Map<String, Tensor> zip(Path file, long size) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            List<String> pickles = zip.stream().map(ZipEntry::getName).filter(n -> n.endsWith("/data.pkl")).toList();
            if (pickles.size() != 1)
                throw Problem.input("%s: expected a PyTorch archive with one data.pkl; found %d in this zip", file,
                        pickles.size());
            String folder = pickles.getFirst().substring(0, pickles.getFirst().length() - "data.pkl".length());
            ZipEntry order = zip.getEntry(folder + "byteorder");
            if (order != null && !new String(content(zip, order, 100, file), StandardCharsets.UTF_8).equals("little"))
                throw bigEndian(file.toString());
            Object root = Pickle.read(
                    ByteBuffer.wrap(content(zip, zip.getEntry(pickles.getFirst()), LARGEST_PICKLE, file)),
                    file.toString(), new HashMap<>());
            long[] left = {size};
            return tensors(root, file.toString(), s -> {
                ZipEntry entry = zip.getEntry(folder + "data/" + s.key());
                long bytes = byteCount(s, file.toString());
                if (entry == null)
                    throw broken(file.toString(), "the data of storage '%s' is missing".formatted(s.key()));
                // The entries must be stored, not deflated, and together no longer than the file. So the zip cannot
                // unfold into more.
                if (entry.getMethod() != ZipEntry.STORED || entry.getSize() != bytes || (left[0] -= bytes) < 0) {
                    throw broken(file.toString(),
                            "storage '%s' should be %,d plain bytes and is not".formatted(s.key(), bytes));
                }
                return new Tensor(Host.tensor(MemorySegment.ofArray(content(zip, entry, Integer.MAX_VALUE - 8, file)),
                        s.dtype(), s.count()));
            });
        } catch (ZipException | EOFException e) {
            throw broken(file.toString(),
                    "the zip is damaged" + (e.getMessage() == null ? "" : " (" + e.getMessage() + ")"));
        }
    }

    private static byte[] content(ZipFile zip, ZipEntry entry, int most, Path file) throws IOException {
        if (entry.getSize() < 0 || entry.getSize() > most) {
            throw Problem.input("%s: its part '%s' is %,d bytes long; at most %,d are read", file, entry.getName(),
                    entry.getSize(), most);
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes((int) entry.getSize());
            if (bytes.length != entry.getSize())
                throw broken(file.toString(), "its part '%s' is cut off".formatted(entry.getName()));
            return bytes;
        }
    }

    // ---- the older stream: five pickles, then each storage as its length and its numbers

    private static Map<String, Tensor> stream(String file, FileChannel channel) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(head(channel, LARGEST_PICKLE));
        var named = new HashMap<String, Pickle.Storage>();
        if (!MAGIC.equals(Pickle.read(in, file, named)))
            throw broken(file, "it is a pickle that torch.save has not written");
        Object version = Pickle.read(in, file, named);
        if (!Long.valueOf(1001).equals(version)) throw broken(file, "its protocol is not 1001");
        if (Pickle.read(in, file, named) instanceof Map<?, ?> system
                && Boolean.FALSE.equals(system.get("little_endian")))
            throw bigEndian(file);
        Object root = Pickle.read(in, file, named);
        if (!(Pickle.read(in, file, named) instanceof List<?> keys)) throw broken(file, "it lists no storages");
        Set<String> used = stored(root, file).values().stream().map(t -> t.storage().key()).collect(Collectors.toSet());
        var data = new HashMap<String, Tensor>();
        long at = in.position();
        for (Object listed : keys) {
            if (!(listed instanceof String key)) throw broken(file, "its list of storages holds something else");
            if (at + 8 > channel.size()) throw broken(file, "it ends before storage '%s'".formatted(key));
            long count = bytes(channel, at, 8).getLong();
            at += 8;
            Pickle.Storage storage = named.get(key);
            if (storage == null) throw broken(file, "storage '%s' belongs to no tensor".formatted(key));
            long bytes = byteCount(storage, file);
            if (count != storage.count() || at + bytes > channel.size()) {
                throw broken(file, "storage '%s' should be %,d numbers; found %,d, and %,d bytes of file"
                        .formatted(key, storage.count(), count, channel.size() - at));
            }
            if (used.contains(storage.key())) {
                var raw = MemorySegment.ofBuffer(bytes(channel, at, (int) bytes));
                data.put(storage.key(), new Tensor(Host.tensor(raw, storage.dtype(), count)));
            }
            at += bytes;
        }
        return tensors(root, file, s -> {
            if (!data.containsKey(s.key()))
                throw broken(file, "the data of storage '%s' is missing".formatted(s.key()));
            return data.get(s.key());
        });
    }

    // ---- tensors

    private static Map<String, Tensor> tensors(Object root, String file, Storages storages) throws IOException {
        var tensors = new LinkedHashMap<String, Tensor>();
        var loaded = new HashMap<String, Tensor>();
        for (var e : stored(root, file).entrySet()) {
            Pickle.Storage s = e.getValue().storage();
            Tensor data = loaded.get(s.key());
            if (data == null) loaded.put(s.key(), data = storages.get(s));
            tensors.put(e.getKey(), view(data, e.getValue(), file, e.getKey()));
        }
        return tensors;
    }

    /** A state dict, the one inside {@code {"state_dict": …}}, or the attributes of a TorchScript module. */
    private static Map<String, Pickle.Stored> stored(Object root, String file) {
        var found = new LinkedHashMap<String, Pickle.Stored>();
        if (root instanceof Map<?, ?> map && map.get("state_dict") instanceof Map<?, ?> inner) root = inner;
        if (root instanceof Map<?, ?> map) map.forEach((key, value) -> {
            if (value instanceof Pickle.Stored t) found.put(String.valueOf(key), t);
        });
        if (root instanceof Pickle.Inert module) collect(module, "", 0, new int[1], found, file);
        if (found.isEmpty())
            throw Problem.input("%s: expected tensors by name, alone or under 'state_dict'; found none", file);
        return found;
    }

    private static void collect(Pickle.Inert module, String prefix, int depth, int[] seen,
            Map<String, Pickle.Stored> into, String file) {
        if (depth > DEEPEST || ++seen[0] > MOST_TENSORS) throw broken(file, "its modules hold one another without end");
        module.attributes().forEach((name, value) -> {
            if (value instanceof Pickle.Stored t) into.put(prefix + name, t);
            if (value instanceof Pickle.Inert child) collect(child, prefix + name + ".", depth + 1, seen, into, file);
        });
    }

    private static long byteCount(Pickle.Storage s, String file) {
        if (s.count() < 0 || s.count() > (Integer.MAX_VALUE - 8) / s.dtype().bytes) {
            throw broken(file,
                    "storage '%s' would have %,d numbers; fewer than 2 GB are read".formatted(s.key(), s.count()));
        }
        return s.count() * s.dtype().bytes;
    }

    /** The tensor as a view of its storage, without a copy. */
    private static Tensor view(Tensor data, Pickle.Stored t, String file, String name) {
        long count = 1, last = 0, offset = t.storage().offset() + t.offset();
        boolean fits = t.shape().length == t.stride().length && t.shape().length <= DEEPEST && offset >= 0
                && offset <= data.numel()
                && data.dtype() == t.storage().dtype();
        for (int d = 0; fits && d < t.shape().length; d++) {
            long size = t.shape()[d], stride = t.stride()[d];
            fits = size >= 0 && size <= Integer.MAX_VALUE && stride >= 0 && stride <= Integer.MAX_VALUE;
            if (!fits) break;
            count *= size;
            last += Math.max(0, size - 1) * stride;
            fits = count <= data.numel() && last < 1L << 40;
        }
        if (!fits || (count > 0 && offset + last >= data.numel())) {
            throw broken(file, "'%s' %s does not lie in its storage of %,d numbers".formatted(name,
                    Arrays.toString(t.shape()), data.numel()));
        }
        if (count == 0) return Tensor.zeros(data.dtype(), Device.CPU, t.shape());
        if (t.shape().length == 0) return data.select(0, offset);
        return new Tensor(data.handle.as_strided(t.shape(), t.stride(), new LongOptional(offset)));
    }

    private static Problem broken(String file, String why) {
        return Problem.input("%s is not a whole PyTorch weight file: %s", file, why);
    }

    private static Problem bigEndian(String file) {
        return Problem.input("%s was written on a big-endian machine; save it again on another, or as safetensors",
                file);
    }
}
