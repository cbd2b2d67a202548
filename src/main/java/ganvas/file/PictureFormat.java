package ganvas.file;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The formats of picture files. The first bytes of a file tell its format; the ending of its name does not. */
public enum PictureFormat {
    PNG, JPEG, GIF, BMP, TIFF, WEBP;

    /** All formats, for errors. */
    public static final String NAMES = "PNG, JPEG, GIF, BMP, TIFF, WebP";
    /** Bytes that {@link #of} needs. */
    static final int START = 16;
    private static final Pattern READ = Pattern.compile(
            "(?is).+\\.(png|apng|jpg|jpeg|jpe|jfif|gif|bmp|dib|tif|tiff|webp)");
    private static final Pattern OTHER = Pattern.compile(
            "(?is).+\\.(avif|heic|heif|jxl|jp2|j2k|jpx|jls|ppm|pgm|pbm|pnm|pfm|tga|ico|icns|psd|exr|hdr|dcm|dds|pcx|svg"
                    + "|dng|cr2|cr3|nef|arw|orf|rw2|raf)");

    /** Whether a file of this name is taken for a picture. */
    public static boolean isPicture(String name) {
        return READ.matcher(name).matches();
    }

    /** Whether a file of this name is a picture of a format that is not read. */
    static boolean isOtherPicture(String name) {
        return OTHER.matcher(name).matches();
    }

    /** The format of a file that begins with these bytes. */
    static Optional<PictureFormat> of(byte[] start) {
        if (start.length < 4) return Optional.empty();
        String text = new String(start, StandardCharsets.ISO_8859_1);
        int word = ByteBuffer.wrap(start).getInt();
        if (text.startsWith("\u0089PNG\r\n\u001a\n")) return Optional.of(PNG);
        if (word >>> 8 == 0xffd8ff) return Optional.of(JPEG);
        if (text.startsWith("GIF8")) return Optional.of(GIF);
        if (text.startsWith("BM")) return Optional.of(BMP);
        if (word == 0x49492a00 || word == 0x4d4d002a) return Optional.of(TIFF);
        return text.startsWith("RIFF") && text.startsWith("WEBP", 8) ? Optional.of(WEBP) : Optional.empty();
    }

    /** Why a file that begins with these bytes is no picture, in words for a user. */
    static UnreadablePicture unknown(byte[] start) {
        if (start.length == 0) return new UnreadablePicture("it is empty");
        String text = new String(start, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT).strip();
        if (text.startsWith("version https:"))
            return new UnreadablePicture("it is a pointer of Git LFS; 'git lfs pull' brings the picture");
        if (text.startsWith("<!doctype") || text.startsWith("<html")) return new UnreadablePicture("it is a web page");
        return new UnreadablePicture("it is no " + NAMES.replace(", WebP", " or WebP"));
    }

    /** Whether a name's ending stands for a format that changes pixels, and its name; for a score's fingerprint. */
    static Optional<String> lossy(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (ending.startsWith("jp") || ending.equals("jfif")) return Optional.of("JPEG");
        return Arrays.asList("gif", "webp").contains(ending) ? Optional.of(ending.toUpperCase(Locale.ROOT))
                : Optional.empty();
    }
}
