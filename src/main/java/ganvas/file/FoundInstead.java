package ganvas.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** What often lies under the name of a file that was fetched, and is not that file. */
public final class FoundInstead {
    private static final int ENOUGH = 512, SHOWN = 8;

    private FoundInstead() {}

    /** A web page, a pointer, or nothing at all, in words with a cure; empty if the file is none of these. */
    public static Optional<String> in(byte[] start) {
        if (start.length == 0) return Optional.of("an empty file");
        String text = new String(start, 0, Math.min(start.length, ENOUGH), StandardCharsets.ISO_8859_1)
                .replaceFirst("^\u00ef\u00bb\u00bf", "").stripLeading().toLowerCase(Locale.ROOT);
        if (text.startsWith("version https://git-lfs"))
            return Optional.of("a pointer of Git LFS in place of the file; 'git lfs pull' brings it");
        if (text.matches("(?s)(\\.\\./)*\\.?/?(annex/objects|\\.git/annex)/.*") || text.startsWith("/annex/objects/"))
            return Optional.of("a pointer of git-annex in place of the file; 'git annex get' brings it");
        if (text.startsWith("outs:") && text.contains("md5:"))
            return Optional.of("a pointer of DVC in place of the file; 'dvc pull' brings it");
        if (text.matches("(?s)<(!doctype|!--|html|head|body|\\?xml|title|error|script|meta).*"))
            return Optional.of("a web page in place of the file; the server refused it, or it wants a login");
        if (text.matches("(?s)\\{\\s*\"(error|message|detail|errors)\".*"))
            return Optional.of("a server's error message in place of the file");
        return Optional.empty();
    }

    /** As {@link #in(byte[])}, of the file's first bytes; empty if it cannot be read. */
    public static Optional<String> in(Path file) {
        if (!Files.isRegularFile(file)) return Optional.empty();
        try (InputStream in = Files.newInputStream(file)) {
            return in(in.readNBytes(ENOUGH));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** What the bytes are: one of {@link #in(byte[])}, else the first of them. */
    public static String words(byte[] start) {
        return in(start).orElseGet(() -> "a file that begins with the bytes "
                + HexFormat.ofDelimiter(" ").formatHex(start, 0, Math.min(SHOWN, start.length)));
    }
}
