package ganvas.cli;

import ganvas.words.Visible;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;

/**
 * Standard output and standard error while a command runs. What comes from a file or a name may hold escape sequences
 * that rewrite the terminal; here they become visible. The program's own go by {@link #controlErr} and the writers.
 */
final class CleanOutput implements AutoCloseable {
    private static volatile PrintStream controls = System.err;

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final PrintStream controlsBefore = controls;

    private CleanOutput() {}

    /** Cleans both until it is closed. */
    static CleanOutput install() {
        var installed = new CleanOutput();
        System.setOut(clean(installed.out));
        System.setErr(clean(installed.err));
        controls = installed.err;
        return installed;
    }

    /** Writes an escape sequence of the program's own to standard error. */
    static void controlErr(String sequence) {
        System.err.flush();
        controls.print(sequence);
    }

    /** Standard output, for text of the program's own. */
    PrintWriter ownOut() {
        return new PrintWriter(out, true, out.charset());
    }

    /** Standard error, for text of the program's own. */
    PrintWriter ownErr() {
        return new PrintWriter(err, true, err.charset());
    }

    @Override
    public void close() {
        System.out.flush();
        System.err.flush();
        System.setOut(out);
        System.setErr(err);
        controls = controlsBefore;
    }

    private static PrintStream clean(PrintStream to) {
        return new PrintStream(new Cleaner(to), true, to.charset());
    }

    /** Decodes, cleans and encodes again. A letter whose bytes come in two calls is written with the second. */
    private static final class Cleaner extends OutputStream {
        private final PrintStream to;
        private final Charset charset;
        private final CharsetDecoder decoder;
        private ByteBuffer left = ByteBuffer.allocate(0);

        Cleaner(PrintStream to) {
            this.to = to;
            this.charset = to.charset();
            this.decoder = charset.newDecoder().onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            var in = ByteBuffer.allocate(left.remaining() + length).put(left).put(bytes, from, length).flip();
            var text = CharBuffer.allocate((int) (in.remaining() * (double) decoder.maxCharsPerByte()) + 1);
            decoder.decode(in, text, false);
            left = in.slice();
            to.write(Visible.text(text.flip().toString()).getBytes(charset));
        }

        @Override
        public void flush() throws IOException {
            to.flush();
            if (to.checkError()) throw new IOException("the stream does not take more");
        }
    }
}
