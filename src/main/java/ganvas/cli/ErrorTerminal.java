package ganvas.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/**
 * The terminal behind standard error, if there is one. The shell is asked: a library that opens the terminal may take
 * over its signals, and Ctrl-C would no longer save a training.
 */
final class ErrorTerminal {
    /** Columns where the terminal does not say how many it has. */
    static final int USUAL_COLUMNS = 80;

    /** Columns of text that is read and not redrawn: longer lines tire the eye. */
    private static final int MOST_TEXT = 100, LEAST_TEXT = 40;

    private ErrorTerminal() {}

    /** Columns of running text: those of the terminal, from 40 to 100. */
    static int textColumns() {
        return Math.clamp(columns().orElse(MOST_TEXT), LEAST_TEXT, MOST_TEXT);
    }

    /** The number of columns; empty if standard error is no terminal, or one that cannot redraw a line. */
    static OptionalInt columns() {
        String kind = System.getenv("TERM");
        if (kind == null || kind.isEmpty() || kind.equals("dumb")) return OptionalInt.empty();
        try {
            Process asked = new ProcessBuilder("sh", "-c", "[ -t 2 ] && stty size <&2 2>/dev/null")
                    .redirectError(Redirect.INHERIT).start();
            String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return asked.waitFor() == 0 ? OptionalInt.of(columns(answer)) : OptionalInt.empty();
        } catch (IOException e) {
            return OptionalInt.empty();                        // there is no shell here
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }

    /** @param size rows and columns as {@code stty size} writes them, such as {@code 24 80} */
    static int columns(String size) {
        int columns = size.matches("\\d{1,5} \\d{1,5}") ? Integer.parseInt(size.replaceFirst(".* ", "")) : 0;
        return columns == 0 ? USUAL_COLUMNS : columns;
    }
}
