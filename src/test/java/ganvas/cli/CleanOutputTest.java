package ganvas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ganvas.words.Visible;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No character of a file or a name moves the cursor, turns the line or hides anything. */
class CleanOutputTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"red | red", "größer × 3 é 图 🎉 | größer × 3 é 图 🎉",
            "a\u001b[31mb | a\\u001b[31mb", "a\u202eb | a\\u202eb", "a\u009bb | a\\u009bb", "a\u0000b | a\\u0000b",
            "a\u007fb | a\\u007fb", "a\u2067b | a\\u2067b", "a\udb40\udc41b | a\\udb40\\udc41b",
            "a\u2028b | a\\u2028b"})
    void charactersThatAreObeyed(String text, String visible) {
        assertThat(Visible.text(text)).isEqualTo(visible);
    }

    @Test
    void linesAndTabsStay() {
        assertThat(Visible.text("a\tb\nc\r\nd\re")).isEqualTo("a\tb\nc\r\nd\\u000de");
    }

    /** A letter that comes in two writes, and encodings in which such characters are single bytes. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "ISO-8859-1", "US-ASCII"})
    void everyEncoding(String name) throws IOException {
        Charset charset = Charset.forName(name);
        PrintStream out = System.out;
        var seen = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(seen, true, charset));
            try (var _ = CleanOutput.install()) {
                for (byte b : "ä\u001b\n".getBytes(charset)) System.out.write(b);
                System.out.println("\u009b5mü");
            }
        } finally {
            System.setOut(out);
        }
        assertThat(seen.toString(charset).replace(System.lineSeparator(), "\n")).isEqualTo(switch (name) {
            case "US-ASCII" -> "?\\u001b\n?5m?\n";
            default -> "ä\\u001b\n\\u009b5mü\n";
        });
    }

    @Test
    void errorsQuoteNamesAndFiles() throws IOException {
        Said said = Said.ganvas("report", folder.resolve("a\u001b]0;owned\u0007b").toString());
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err()).contains("a\\u001b]0;owned\\u0007b").doesNotContain("\u001b", "\u0007");
        Path study = Files.writeString(folder.resolve("study.json"), "{\"\u202ename" + "x".repeat(40_000) + "\": 1}");
        said = Said.ganvas("report", folder.toString());
        assertThat(said.err()).contains(study.toString(), "\\u202ename").doesNotContain("\u202e")
                .hasSizeLessThan(5_000);
    }

    /** The program's own: JSON keeps its meaning, and bytes that are none in this encoding do no harm. */
    @Test
    void bytesThatAreNoText() {
        PrintStream out = System.out;
        var seen = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(seen, true, StandardCharsets.UTF_8));
            try (var _ = CleanOutput.install()) {
                System.out.write(new byte[] {'a', (byte) 0xc3, (byte) 0x28, (byte) 0xff, 'b'}, 0, 5);
                System.out.flush();
            }
        } finally {
            System.setOut(out);
        }
        assertThat(seen.toString(StandardCharsets.UTF_8)).isEqualTo("a\ufffd(\ufffdb");
    }
}
