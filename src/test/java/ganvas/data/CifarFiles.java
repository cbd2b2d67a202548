package ganvas.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Writes CIFAR-10's layouts, byte by byte as its author's files are. */
final class CifarFiles {
    private CifarFiles() {}

    /** @param records of 1 + 3,072 bytes */
    static byte[] python(byte[] records) {
        int n = records.length / 3073;
        var out = new Pickled().bytes(0x80, 2)
                .text("}q\1(U\13batch_labelq\2U\25training batch 1 of 5q\3U\6labelsq\4]q\5(");
        for (int i = 0; i < n; i++) out.bytes('K', records[i * 3073]);
        out.text("eU\4dataq\6cnumpy.core.multiarray\n_reconstruct\nq\7cnumpy\nndarray\nq\10K\0\205q\11U\1b"
                + "q\12\207q\13Rq\14(K\1").bytes('M', n & 255, n >> 8)
                .text("M\0\14\206q\15cnumpy\ndtype\nq\16U\2u1q\17K\0K\1\207q\20Rq\21(K\3U\1|"
                        + "q\22NNNJ\377\377\377\377J\377\377\377\377K\0tb\211T")
                .number(n * 3072);
        for (int i = 0; i < n; i++) out.out.write(records, i * 3073 + 1, 3072);
        return out.text("q\23tbU\11filenamesq\24]q\25(U\10frog.pngq\26eu.").out.toByteArray();
    }

    /** {"label_names": […]}. */
    static byte[] names(String... names) {
        var out = new Pickled().bytes(0x80, 2).text("}q\1U\13label_namesq\2]q\3(");
        for (String name : names) out.bytes('U', name.length()).text(name);
        return out.text("es.").out.toByteArray();
    }

    /** Opcodes and what belongs to them. */
    record Pickled(ByteArrayOutputStream out) {
        Pickled() {
            this(new ByteArrayOutputStream());
        }

        Pickled bytes(int... bytes) {
            for (int b : bytes) out.write(b);
            return this;
        }

        Pickled text(String text) {
            out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
            return this;
        }

        Pickled number(int value) {
            out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
            return this;
        }
    }

    /** Members as they are named, however they are named. */
    static Path tarGz(Path file, Map<String, byte[]> members) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file));
                var tar = new TarArchiveOutputStream(out)) {
            for (var member : members.entrySet()) {
                var entry = new TarArchiveEntry(member.getKey(), true);
                entry.setSize(member.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(member.getValue());
                tar.closeArchiveEntry();
            }
        }
        return file;
    }
}
