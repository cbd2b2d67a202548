package ganvas.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** Zip and gzip that are sound around rotten content, so that the damage is met behind them. */
final class Packed {
    static final List<String> NAMES = List.of("../escaped.npy", "/escaped.npy", "..\\escaped.npy", "", "a/",
            "\u0000.npy", "arr_0.npy", "arr_1.npy", "mu.npy", "sigma.npy", "ü.npy", "a/../../../../escaped.npy");

    private static final byte[] ZEROS = zeros();

    private Packed() {}

    static byte[] gzip(byte[] raw) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(raw);
        }
        return out.toByteArray();
    }

    /** Unfolds to {@code begin} and 256 MB of zeros. */
    static byte[] bomb(byte[] begin) throws IOException {
        byte[] start = gzip(begin), both = Arrays.copyOf(start, start.length + ZEROS.length);
        System.arraycopy(ZEROS, 0, both, start.length, ZEROS.length);
        return both;
    }

    private static byte[] zeros() {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            for (int i = 0; i < 256; i++) gzip.write(new byte[1 << 20]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] zip(Map<String, byte[]> entries, boolean stored) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var e : entries.entrySet()) {
                var entry = new ZipEntry(e.getKey());
                entry.setTime(1_000_000_000_000L);
                if (stored) {
                    var crc = new CRC32();
                    crc.update(e.getValue());
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(e.getValue().length);
                    entry.setCrc(crc.getValue());
                }
                try {
                    zip.putNextEntry(entry);
                    zip.write(e.getValue());
                } catch (ZipException twice) {
                    // a name that is there already is left out
                }
            }
        }
        return out.toByteArray();
    }

    static Map<String, byte[]> unzip(byte[] bytes) throws IOException {
        var entries = new LinkedHashMap<String, byte[]>();
        try (var zip = ZipFile.builder().setSeekableByteChannel(new SeekableInMemoryByteChannel(bytes)).get()) {
            for (var entry : Collections.list(zip.getEntries()))
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
        }
        return entries;
    }

    /** One entry is gone, has another name or another's content. */
    static void shuffle(Map<String, byte[]> entries, RandomGenerator random) {
        var names = new ArrayList<>(entries.keySet());
        String one = names.get(random.nextInt(names.size())), other = names.get(random.nextInt(names.size()));
        switch (random.nextInt(4)) {
            case 0 -> entries.remove(one);
            case 1 -> entries.put(NAMES.get(random.nextInt(NAMES.size())), entries.remove(one));
            case 2 -> entries.put(one, entries.get(other));
            default -> entries.put(NAMES.get(random.nextInt(NAMES.size())), entries.get(one));
        }
    }
}
