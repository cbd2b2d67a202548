package ganvas.fuzz;

import ganvas.data.Readers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** MNIST's IDX files, CIFAR-10 in both layouts, and the archives of datasets. */
final class DataFormats {
    private static final List<String> NAMES = List.of("../escaped", "/escaped", "a/../../escaped", "..\\escaped",
            "C:\\escaped", "cifar-10-batches-bin/data_batch_1.bin", "x/data_batch_1.bin", "data_batch_1",
            "Ann_Lee/Ann_Lee_0001.jpg", "", "./", "ü", "a".repeat(300), "b/".repeat(2000));
    private static final List<String> SIZES = List.of("77777777777", "00000000000", "-0000000001", "           ",
            "99999999999", "00000001000");
    private static final List<String> TEXTS = List.of("30 path=../../../escaped\n", "99999999999999999999 size=1\n",
            "18 size=99999999\n", "25 GNU.sparse.realsize=9\n", "=\n", "12 size=-1\n");
    private static final String LABELS = "t10k-labels-idx1-ubyte";

    private DataFormats() {}

    static List<Format> all() {
        return List.of(
                new Format("idx", LABELS, List.of(), _ -> List.of(Readers.mnistLabels()), null,
                        (file, _) -> Readers.mnistLabels(file)),
                new Format("idx.gz", LABELS + ".gz", List.of(),
                        _ -> List.of(Packed.gzip(Readers.mnistLabels()),
                                Packed.gzip(new byte[] {0, 0, 8, 1, 0, 0, 0x27, 0x10})),
                        DataFormats::gzipped, (file, _) -> Readers.mnistLabels(file)),
                new Format("cifar-10 binary", "data_batch_2.bin", List.of(), folder -> {
                    cifar(true).forEach((name, bytes) -> write(folder.resolve(name), bytes));
                    return List.of(cifar(true).get("data_batch_2.bin"));
                }, null, (file, _) -> Readers.cifar(file.getParent())),
                new Format("cifar-10 python", "data_batch_2", List.of(), folder -> {
                    cifar(false).forEach((name, bytes) -> write(folder.resolve(name), bytes));
                    return List.of(cifar(false).get("data_batch_2"), cifar(false).get("batches.meta"));
                }, WeightFormats::arrays, (file, _) -> Readers.cifar(file.getParent())),
                new Format("tar.gz", "x.tar.gz", List.of(),
                        _ -> List.of(Packed.gzip(tar(cifar(true))), Packed.gzip(tar(cifar(false))), tar(cifar(true))),
                        DataFormats::archive, (file, _) -> Readers.cifar(file)),
                new Format("lfw.tgz", "lfw.tgz", List.of(), _ -> List.of(Packed.gzip(tar(Readers.faces()))),
                        DataFormats::faces,
                        (file, scratch) -> Readers.lfw(file, scratch)));
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Map<String, byte[]> cifar(boolean binary) {
        return Readers.cifarFiles(binary);
    }

    /** The first case of a hundred is a bomb: 256 MB of zeros in 256 kB. */
    private static byte[] gzipped(byte[] whole, RandomGenerator random) throws IOException {
        byte[] raw = Readers.mnistLabels();
        return random.nextInt(100) == 0 ? Packed.bomb(raw)
                : Packed.gzip(Damage.of(raw, List.of(raw, new byte[100]), random));
    }

    private static byte[] faces(byte[] whole, RandomGenerator random) throws IOException {
        return tarred(Readers.faces(), random);
    }

    private static byte[] archive(byte[] whole, RandomGenerator random) throws IOException {
        return tarred(cifar(random.nextBoolean()), random);
    }

    /** A tar with one hostile member, one that is gone or twice there; its headers are damaged too. */
    private static byte[] tarred(Map<String, byte[]> members, RandomGenerator random) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(out, "UTF-8")) {
            tar.setLongFileMode(
                    random.nextBoolean() ? TarArchiveOutputStream.LONGFILE_POSIX : TarArchiveOutputStream.LONGFILE_GNU);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            int hostile = random.nextInt(2 * members.size()), i = 0;
            for (var member : members.entrySet()) {
                if (i++ == hostile) hostile(tar, member.getKey(), random);
                if (random.nextInt(20) > 0) member(tar, member.getKey(), member.getValue());
            }
        }
        byte[] raw = out.toByteArray();
        for (int i = random.nextInt(3); i > 0; i--) raw = header(raw, random);
        return switch (random.nextInt(200)) {
            case 0 -> Packed.bomb(raw);
            case 1 ->
                    Packed.bomb(huge(random.nextBoolean() ? TarConstants.LF_NORMAL : TarConstants.LF_GNUTYPE_LONGNAME));
            default -> random.nextInt(10) == 0 ? raw : Packed.gzip(raw);
        };
    }

    private static void hostile(TarArchiveOutputStream tar, String name, RandomGenerator random) throws IOException {
        byte[] types = {TarConstants.LF_SYMLINK, TarConstants.LF_LINK, TarConstants.LF_CHR, TarConstants.LF_FIFO,
                TarConstants.LF_DIR, TarConstants.LF_NORMAL};
        var entry = new TarArchiveEntry(random.nextBoolean() ? name : NAMES.get(random.nextInt(NAMES.size())),
                types[random.nextInt(types.length)], true);
        if (entry.isSymbolicLink() || entry.isLink()) entry.setLinkName("../../../../etc/passwd");
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }

    private static void member(TarArchiveOutputStream tar, String name, byte[] bytes) throws IOException {
        var entry = new TarArchiveEntry(name, true);
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    static byte[] tar(Map<String, byte[]> members) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(out)) {
            for (var member : members.entrySet()) member(tar, member.getKey(), member.getValue());
        }
        return out.toByteArray();
    }

    /** Only the header of a member of 256 MB. */
    static byte[] huge(byte type) {
        var entry = new TarArchiveEntry("cifar-10-batches-bin/readme.html", type, true);
        entry.setSize(256L << 20);
        byte[] header = new byte[512];
        entry.writeEntryHeader(header);
        return header;
    }

    /** Size, type, checksum or magic of a member's header, or a PAX header's text. */
    private static byte[] header(byte[] raw, RandomGenerator random) {
        int block = random.nextInt(Math.max(1, raw.length / 512)) * 512;
        if (block + 512 > raw.length) return raw;
        byte[] b = raw.clone();
        switch (random.nextInt(5)) {
            case 0 -> put(b, block + 124, SIZES.get(random.nextInt(SIZES.size())));
            case 1 -> b[block + 156] = (byte) "0123456789xgLKSVMND\0".charAt(random.nextInt(20));
            case 2 -> b[block + 124 + random.nextInt(12)] = (byte) random.nextInt();
            case 3 -> put(b, block, TEXTS.get(random.nextInt(TEXTS.size())));
            default -> b[block + random.nextInt(512)] ^= (byte) (1 << random.nextInt(8));
        }
        return b;
    }

    private static void put(byte[] b, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, b, at, bytes.length);
    }
}
