package ganvas.file;

import ganvas.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.function.Consumer;

/**
 * Opens files that may come from somebody else. A named pipe, a device or a socket is refused, since reading it may
 * never end, and no more than a bound is read.
 */
public final class RegularFile {
    /** Most bytes of a line. */
    private static final int LONGEST_LINE = 1 << 20;

    private RegularFile() {}

    /** Whether there is a file. Anything else of that name is an error. */
    public static boolean exists(Path file) {
        if (!Files.exists(file)) return false;
        check(file);
        return true;
    }

    /** An error that says what there is in the file's place; nothing happens if it is a file. */
    public static void check(Path file) {
        try {
            var is = Files.readAttributes(file, BasicFileAttributes.class);
            if (!is.isRegularFile()) throw Problem.input("%s: expected a file; it is %s", file,
                    is.isDirectory() ? "a folder" : "a named pipe, a device or a socket, which may never end");
        } catch (IOException e) {
            throw Problem.io("read", file, e);
        }
    }

    /** Opens a file for reading. */
    static InputStream open(Path file) throws IOException {
        check(file);
        return Files.newInputStream(file);
    }

    /** All bytes of a file that has at most {@code most}; a larger one is an error. */
    public static byte[] bytes(Path file, int most) {
        try (InputStream in = open(file)) {
            byte[] bytes = in.readNBytes((int) Math.min(most, Files.size(file)));
            // A file may grow, and one of the system's says that it is empty.
            byte[] rest = in.readNBytes(most - bytes.length + 1);
            if (rest.length > most - bytes.length) throw tooLarge(file, most);
            return rest.length == 0 ? bytes
                    : ByteBuffer.allocate(bytes.length + rest.length).put(bytes).put(rest).array();
        } catch (IOException e) {
            throw Problem.io("read", file, e);
        }
    }

    private static Problem tooLarge(Path file, long most) {
        return Problem.input("%s: expected at most %,d bytes; it has more", file, most);
    }

    /** The UTF-8 text of a file of at most {@code most} bytes. */
    public static String text(Path file, int most) {
        byte[] bytes = bytes(file, most);
        return utf8(file, 0, bytes.length, bytes);
    }

    private static String utf8(Path file, int start, int end, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, end - start)).toString();
        } catch (CharacterCodingException e) {
            throw Problem.input("%s is not what Ganvas writes there: it is no text in UTF-8", file);
        }
    }

    /**
     * Passes the complete lines of a UTF-8 file to {@code then}, without their line breaks. A last line without its
     * line break is skipped: whoever wrote it was interrupted.
     *
     * @param most lines, of 1 MiB each; more are an error
     */
    public static void lines(Path file, int most, Consumer<String> then) {
        try (InputStream in = open(file)) {
            byte[] block = new byte[LONGEST_LINE + 1];
            int held = 0, lines = 0;
            for (int read; (read = in.read(block, held, block.length - held)) >= 0;) {
                int start = 0;
                for (int i = held; i < held + read; i++) {
                    if (block[i] != '\n') continue;
                    if (++lines > most) throw Problem.input("%s: expected at most %,d lines; it has more", file, most);
                    then.accept(utf8(file, start, i, block));
                    start = i + 1;
                }
                held += read - start;
                if (held > LONGEST_LINE) throw Problem.input("%s line %,d: expected at most %,d bytes; it has more",
                        file, lines + 1, LONGEST_LINE);
                System.arraycopy(block, start, block, 0, held);
            }
        } catch (IOException e) {
            throw Problem.io("read", file, e);
        }
    }
}
